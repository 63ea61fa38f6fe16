using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pawl.Types;

/// <summary>
/// A moment: UTC nanoseconds since 1970-01-01T00:00:00Z, without leap seconds, from 1677-09-21T00:12:43.145224192Z to
/// 2262-04-11T23:47:16.854775807Z. Arithmetic is checked.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since the epoch.</param>
public readonly partial record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    public const long NanosecondsPerMillisecond = 1_000_000;
    public const long NanosecondsPerSecond = 1_000_000_000;
    public const long NanosecondsPerDay = 86_400 * NanosecondsPerSecond;

    /// <summary>The number of bytes that the longest text needs.</summary>
    public const int MaxLength = 30;

    public static Timestamp MinValue => new(long.MinValue);
    public static Timestamp MaxValue => new(long.MaxValue);
    public static Timestamp UnixEpoch => default;

    /// <exception cref="OverflowException">The moment is outside the range.</exception>
    public static Timestamp FromUnixMilliseconds(long milliseconds) => new(checked(milliseconds * NanosecondsPerMillisecond));

    /// <exception cref="OverflowException">The moment is outside the range.</exception>
    public static Timestamp FromUnixSeconds(long seconds) => new(checked(seconds * NanosecondsPerSecond));

    /// <exception cref="OverflowException">The moment is outside the range.</exception>
    public Timestamp AddNanoseconds(long nanoseconds) => new(checked(Nanoseconds + nanoseconds));

    /// <summary>The start of the whole second that it lies in; the first second of time is cut.</summary>
    public Timestamp StartOfSecond()
    {
        long inSecond = Nanoseconds % NanosecondsPerSecond;
        long start = unchecked(Nanoseconds - (inSecond < 0 ? inSecond + NanosecondsPerSecond : inSecond));
        return start <= Nanoseconds ? new Timestamp(start) : MinValue;
    }

    /// <summary>Nanoseconds from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(Timestamp left, Timestamp right) => checked(left.Nanoseconds - right.Nanoseconds);

    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>ISO 8601 with <c>Z</c> and as many fractional digits as needed: <c>2013-10-07T08:00:00.464Z</c>.</summary>
    public override string ToString()
    {
        Span<byte> utf8 = stackalloc byte[MaxLength];
        TryFormat(utf8, out int written);
        return Encoding.ASCII.GetString(utf8[..written]);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Timestamp)"/>
    /// <exception cref="FormatException">The text is not such a time; the message says why.</exception>
    public static Timestamp Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> utf8 = stackalloc byte[64];
        TimestampError error = TimestampError.Invalid;
        Timestamp time = default;
        if (!Ascii.TryGet(text, utf8, out int length) || !TryParse(utf8[..length], null, out time, out error)) Throw(text, error);
        return time;
    }

    [DoesNotReturn]
    private static void Throw(string text, TimestampError error) => throw new FormatException(error switch
    {
        TimestampError.NoZone => $"'{Digits.Clip(text)}' has no time zone: end it with Z or an offset such as -05:00",
        TimestampError.OutOfRange => $"'{Digits.Clip(text)}' is out of range: times go from 1677-09-22 to 2262-04-11",
        _ => $"'{Digits.Clip(text)}' is not a time: write it like 2013-10-07T08:00:00.464Z, at most 9 fractional digits",
    });
}
