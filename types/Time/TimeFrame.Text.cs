using System.Diagnostics.CodeAnalysis;

namespace Pawl.Types;

public readonly partial record struct TimeFrame
{
    /// <summary>
    /// Reads a count without leading zeros and one of s, m, h, d, w, or t, v, r for bars of trades, volume and range:
    /// <c>5m</c>, <c>500t</c>. False for anything else.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeFrame frame)
    {
        Span<byte> utf8 = stackalloc byte[24];
        frame = default;
        return Ascii.TryGet(text, utf8, out int length) && TryParse(utf8[..length], out frame);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out TimeFrame)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out TimeFrame frame)
    {
        frame = default;
        if (utf8.Length is < 2 or > 19 || utf8[0] == (byte)'0') return false;
        long count = 0;
        foreach (byte character in utf8[..^1])
        {
            uint digit = (uint)character - '0';
            if (digit > 9) return false;
            count = (count * 10) + digit;
        }

        TimeUnit unit = utf8[^1] switch
        {
            (byte)'s' => TimeUnit.Second,
            (byte)'m' => TimeUnit.Minute,
            (byte)'h' => TimeUnit.Hour,
            (byte)'d' => TimeUnit.Day,
            (byte)'w' => TimeUnit.Week,
            (byte)'t' => TimeUnit.Trade,
            (byte)'v' => TimeUnit.Volume,
            (byte)'r' => TimeUnit.Range,
            _ => TimeUnit.None,
        };
        return TryOf(count, unit, out frame);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out TimeFrame)"/>
    /// <exception cref="FormatException">The text is not a time frame.</exception>
    public static TimeFrame Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!TryParse(text, out TimeFrame frame)) Throw(text);
        return frame;
    }

    private static char UnitLetter(TimeUnit unit) => "-smhdwtvr"[(int)unit];

    [DoesNotReturn]
    private static void Throw(string text) => throw new FormatException(
        $"'{Digits.Clip(text)}' is not a time frame: write a whole number and one of s, m, h, d, w, such as 1s, 5m, 1h, 1d, or t, v, r for bars of trades, volume and range");
}
