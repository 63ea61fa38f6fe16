using System.Text;

namespace Pawl.Host.Drawing.Layout;

/// <summary>
/// Estimates how wide a text is drawn. The file is read with fonts that are not known here, so the table is that of a
/// wide sans-serif face: in narrower ones there is some air, in none does a text leave its box.
/// </summary>
internal static class TextWidth
{
    private const double Bold = 1.16;
    private const double Other = 0.85;

    /// <summary>Advance widths of U+0020 to U+007E in hundredths of the font size.</summary>
    private static ReadOnlySpan<byte> Ascii =>
    [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34,
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
        100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
        61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
        50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62,
        64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    public static double Of(string text, double size, bool bold = false)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes()) width += Of(rune);
        return width * size * (bold ? Bold : 1);
    }

    /// <summary>The text itself, or as much of its beginning as fits together with an ellipsis.</summary>
    public static string Fit(string text, double room, double size, bool bold = false)
    {
        if (Of(text, size, bold) <= room) return text;
        var left = (room / (size * (bold ? Bold : 1))) - 1;
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Of(rune);
            if (left < 0) break;
            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }

    /// <summary>The text itself, or so much of its beginning that it has this many letters with the ellipsis.</summary>
    public static string Cut(string text, int letters)
    {
        var runes = text.EnumerateRunes().Take(letters + 1).ToArray();
        return runes.Length <= letters ? text : string.Concat(runes.Take(letters - 1)) + '…';
    }

    private static double Of(Rune rune) => rune.Value is >= 0x20 and <= 0x7e
        ? Ascii[rune.Value - 0x20] / 100.0
        : TextCells.Of(rune) * (TextCells.IsWide(rune.Value) ? 0.5 : Other);
}
