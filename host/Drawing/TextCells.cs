using System.Globalization;
using System.Text;

namespace Pawl.Host.Drawing;

/// <summary>Cells of a terminal that text takes: 0 for marks that sit on another letter, 2 for wide scripts and emoji.</summary>
internal static class TextCells
{
    public static int Of(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes()) cells += Of(rune);
        return cells;
    }

    public static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    public static bool IsWide(int code) => code is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf)
        or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f)
        or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd);
}
