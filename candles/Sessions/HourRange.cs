using System.Globalization;

namespace Pawl.Candles.Sessions;

/// <summary>
/// A stretch of local time of a trading day: <c>[Open, Close)</c> in seconds since the midnight that begins the day's date.
/// A stretch that begins the evening before has a negative open.
/// </summary>
public readonly record struct HourRange(int Open, int Close)
{
    public const int Day = 86_400;

    /// <summary>
    /// Reads <c>09:30-16:00</c>, also with seconds. The close may be <c>24:00</c>; an open that is not before the close
    /// lies on the evening before. False for anything else.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out HourRange range)
    {
        range = default;
        int dash = text.IndexOf('-');
        if (dash < 0 || !TryTime(text[..dash], out int open) || !TryTime(text[(dash + 1)..], out int close)) return false;
        if (open == Day || close == 0) return false;
        range = new HourRange(open < close ? open : open - Day, close);
        return true;
    }

    /// <summary>What two stretches have in common; empty, with an open that is not before the close, where that is nothing.</summary>
    public HourRange And(HourRange other) => new(Math.Max(Open, other.Open), Math.Min(Close, other.Close));

    public bool IsEmpty => Open >= Close;

    public override string ToString() => $"{Text((Open + Day) % Day)}-{Text(Close)}";

    private static bool TryTime(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text.Length is not (5 or 8) || text[2] != ':' || (text.Length == 8 && text[5] != ':')) return false;
        int second = 0;
        if (!TryTwo(text[..2], out int hour) || !TryTwo(text[3..5], out int minute) || (text.Length == 8 && !TryTwo(text[6..], out second))) return false;
        seconds = (hour * 3_600) + (minute * 60) + second;
        return minute < 60 && second < 60 && seconds <= Day;
    }

    private static bool TryTwo(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Text(int seconds)
    {
        string time = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:00}:{seconds / 60 % 60:00}");
        return seconds % 60 == 0 ? time : string.Create(CultureInfo.InvariantCulture, $"{time}:{seconds % 60:00}");
    }
}
