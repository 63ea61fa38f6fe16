using System.Globalization;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>The id of an entry of a stream: when a bar closed or a trade was, and which it is of that millisecond.</summary>
internal readonly record struct EntryId(long Milliseconds, long Ordinal) : IComparable<EntryId>
{
    /// <exception cref="FormatException">It is none.</exception>
    public static EntryId Parse(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && ulong.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out ulong time)
            && ulong.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong ordinal)
            ? new EntryId((long)Math.Min(time, long.MaxValue), (long)Math.Min(ordinal, long.MaxValue))
            : throw new FormatException($"'{text}' is no id of a stream's entry");
    }

    /// <summary>The id of what became known at a time.</summary>
    public static long MillisecondsOf(Timestamp time) => time.Nanoseconds / 1_000_000;

    public int CompareTo(EntryId other) => Milliseconds != other.Milliseconds ? Milliseconds.CompareTo(other.Milliseconds) : Ordinal.CompareTo(other.Ordinal);

    public static bool operator <(EntryId left, EntryId right) => left.CompareTo(right) < 0;

    public static bool operator >(EntryId left, EntryId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EntryId left, EntryId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EntryId left, EntryId right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Ordinal}");
}

/// <summary>A candle or a tick on its way to Redis and SQLite.</summary>
/// <param name="Of">Whose it is.</param>
/// <param name="Frame">Of a candle; none of a tick.</param>
/// <param name="Id">Its place in its stream.</param>
/// <param name="Message">As it is published.</param>
/// <param name="IsConfirmed">False for what is only forming.</param>
internal sealed record MarketItem(Listing Of, TimeFrame Frame, EntryId Id, byte[] Message, bool IsConfirmed)
{
    /// <summary>Of a candle its values, prices in minor units.</summary>
    public Candle Candle { get; init; }

    /// <summary>Which of the confirmed candles it is that this process has made, from 1; 0 of what is none.</summary>
    public long Number { get; init; }

    public bool IsTick => Frame.IsNone;
}
