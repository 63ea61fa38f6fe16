using System.Globalization;
using System.Text;

namespace Pawl.Host.Configuration;

/// <summary>Text from outside, made fit for one line of an error: quoted, short, without control characters.</summary>
public static class Shown
{
    private const int Longest = 60;

    /// <summary>The text in single quotes.</summary>
    public static string Of(string text) => $"'{Plain(text, Longest)}'";

    /// <summary>The text without quotes, at most <paramref name="longest"/> characters of it.</summary>
    public static string Plain(string text, int longest)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            if (IsHarmless(rune))
                shown.Append(rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
        return shown.ToString();
    }

    /// <summary>Whether the text can stand in one line as it is.</summary>
    public static bool IsOneLine(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsHarmless(rune))
                return false;
        }
        return true;
    }

    // Format characters can turn the direction of writing and so show something else than what is there.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
