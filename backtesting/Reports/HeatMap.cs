using Pawl.Backtesting.Statistics;
using Pawl.Backtesting.Sweeps;

namespace Pawl.Backtesting.Reports;

/// <summary>
/// A table of two parameters: each field is the median score of the sets that have both values, shaded by its rank among
/// the fields. A plateau can be trusted more than a peak.
/// </summary>
internal static class HeatMap
{
    private const int Shades = 9;
    private const int MostValues = 60;

    /// <summary>The map of two parameters; empty where either has too many values to be read.</summary>
    public static string Draw(SweepResult sweep, int rows, int columns)
    {
        Parameter down = sweep.Space.Parameters[rows];
        Parameter across = sweep.Space.Parameters[columns];
        if (down.Values.Length > MostValues || across.Values.Length > MostValues)
        {
            return "";
        }

        Dictionary<(int, int), double> fields = sweep.Trials.Where(t => double.IsFinite(t.Score))
            .GroupBy(t => (t.Point.Indices[rows], t.Point.Indices[columns]))
            .ToDictionary(g => g.Key, g => Median([.. g.Select(t => t.Score).Order()]));
        double[] ranked = [.. fields.Values.Order()];
        StatisticUnit unit = StatisticTable.UnitOf(sweep.Objective);
        Html to = new();
        to.Raw($"<figure><figcaption><b>{Html.Text(down.Name)}</b> <span class=\"legend\">down, {Html.Text(across.Name)} across; median {Html.Text(sweep.Objective)}, the stronger the colour, the better</span></figcaption>");
        to.Raw($"<div class=\"scroll\"><table class=\"heat\"><thead><tr><th></th>{string.Concat(across.Values.Select(v => $"<th>{Html.Text(v)}</th>"))}</tr></thead><tbody>");
        for (int row = 0; row < down.Values.Length; row++)
        {
            IEnumerable<string> cells = Enumerable.Range(0, across.Values.Length).Select(column =>
                fields.TryGetValue((row, column), out double score) ? $"<td class=\"heat{Shade(ranked, score)}\">{Figures.Of(unit, score)}</td>" : "<td>·</td>");
            to.Raw($"<tr><th scope=\"row\">{Html.Text(down.Values[row])}</th>{string.Concat(cells)}</tr>");
        }

        return to.Raw("</tbody></table></div></figure>").ToString();
    }

    private static int Shade(double[] ranked, double score)
    {
        int below = ranked.Count(r => r < score);
        return ranked.Length < 2 ? Shades / 2 : (int)Math.Round(below * (Shades - 1.0) / (ranked.Length - 1));
    }

    private static double Median(double[] sorted)
    {
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
