using System.Text;

namespace Pawl.Host.Drawing;

/// <summary>Fills rows with words; a word wider than a row is cut, so that no row is ever too wide.</summary>
internal static class TextWrap
{
    public static List<string> Wrap(IEnumerable<string> words, int width)
    {
        var rows = new List<string>();
        var row = new StringBuilder();
        var used = 0;
        foreach (var word in words)
        {
            var cells = TextCells.Of(word);
            if (used > 0 && used + 1 + cells <= width)
            {
                row.Append(' ').Append(word);
                used += 1 + cells;
                continue;
            }

            Flush();
            foreach (var rune in word.EnumerateRunes())
            {
                if (used + TextCells.Of(rune) > width) Flush();
                row.Append(rune.ToString());
                used += TextCells.Of(rune);
            }
        }

        Flush();
        return rows;

        void Flush()
        {
            if (used > 0) rows.Add(row.ToString());
            row.Clear();
            used = 0;
        }
    }
}
