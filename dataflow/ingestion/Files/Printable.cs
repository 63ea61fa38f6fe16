using System.Globalization;
using System.Text;

namespace Pawl.Ingestion;

/// <summary>Makes what came from outside fit for one line of a message.</summary>
internal static class Printable
{
    private const int MaxRunes = 64;

    /// <summary>At most 64 characters; bytes that are no UTF-8, control and invisible characters are written as escapes.</summary>
    public static string Value(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder();
        for (int runes = 0; !utf8.IsEmpty; runes++)
        {
            if (runes == MaxRunes)
                return text.Append('…').ToString();
            bool valid = Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (valid)
                Append(text, rune);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{utf8[0]:x2}");
            utf8 = utf8[(valid ? length : 1)..];
        }

        return text.ToString();
    }

    /// <summary>A name or path, whole, as the user wrote it, but on one line.</summary>
    public static string Name(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            Append(safe, rune);
        return safe.ToString();
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        if (IsInvisible(rune))
            text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else
            text.Append(rune.ToString());
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
