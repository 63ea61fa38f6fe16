using System.Globalization;
using System.Runtime.InteropServices;

namespace Pawl.Bench;

/// <summary>The results as one Markdown table.</summary>
public sealed class Table
{
    private static readonly string[] Head =
        ["what", "measured against", "figure", "goal", "reached", "time", "baseline", "bytes allocated"];

    private readonly List<string[]> _lines = [Head];

    public void Add(Row row, Result result) => _lines.Add(row.Missing is not null
        ? [row.Name, row.Against, "–", row.Goal.Text, row.Missing, "", "", ""]
        :
        [
            row.Name,
            row.Against,
            row.Goal.Figure(row, result),
            row.Goal.Text,
            row.Goal.Text == "–" ? "" : row.Goal.Reached(row, result) ? "yes" : "no",
            row.Bytes is null ? PerUnit(result.Subject, row) : Size(result.Subject),
            row.Bytes is null ? PerUnit(result.Baseline, row) : Size(result.Baseline),
            row.Bytes is null ? string.Create(CultureInfo.InvariantCulture, $"{result.Allocated / row.Units:0.###} a {row.Unit}") : "",
        ]);

    public static string Size(double bytes, string before = "") => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{before}{bytes / 1024:0.#} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{before}{bytes / (1 << 20):0.#} MiB");

    public void Write(TextWriter to)
    {
        to.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores");
        to.WriteLine();
        int[] widths = [.. Enumerable.Range(0, Head.Length).Select(c => _lines.Max(l => l[c].Length))];
        WriteLine(to, _lines[0], widths);
        to.WriteLine("| " + string.Join(" | ", widths.Select(w => new string('-', w))) + " |");
        foreach (string[] line in _lines.Skip(1))
            WriteLine(to, line, widths);
    }

    private static void WriteLine(TextWriter to, string[] cells, int[] widths) =>
        to.WriteLine("| " + string.Join(" | ", cells.Select((c, i) => c.PadRight(widths[i]))) + " |");

    private static string PerUnit(double seconds, Row row)
    {
        double nanoseconds = seconds * 1e9 / row.Units;
        return nanoseconds >= 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms a {row.Unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0.00} ns a {row.Unit}");
    }
}
