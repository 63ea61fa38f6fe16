using System.Globalization;
using System.Text;

namespace Pawl.Host.Commands;

/// <summary>Pieces of reference pages.</summary>
internal static class Markdown
{
    /// <summary>A table after an empty line; nothing when there are no rows.</summary>
    public static void Table(StringBuilder page, string[] head, IEnumerable<string[]> rows)
    {
        string[] all = [.. rows.Select(Row)];
        if (all.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n{Row(head)}{Row(Array.ConvertAll(head, _ => "---"))}{string.Concat(all)}");
        }
    }

    /// <summary>A bar in a cell would end it.</summary>
    private static string Row(string[] cells) => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
