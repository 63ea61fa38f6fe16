using System.Globalization;
using System.Text;

namespace Pawl.Types;

/// <summary>
/// Names come from files. Control and format characters in them could move a terminal's cursor, turn the direction
/// of writing, or make a document malformed: each becomes U+FFFD, as does half a surrogate pair.
/// </summary>
public static class CleanText
{
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append((IsPlain(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return clean.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value is not (0xfffe or 0xffff) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
