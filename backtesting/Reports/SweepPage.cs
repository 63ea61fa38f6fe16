using Pawl.Backtesting.Statistics;
using Pawl.Backtesting.Sweeps;

namespace Pawl.Backtesting.Reports;

/// <summary>What was chosen on one stretch, and what it did on the next.</summary>
public sealed record WalkForwardStep(WalkForwardWindow Window, string Parameters, double InSample, double OutOfSample);

/// <summary>A sweep as one page that needs no network and no script.</summary>
public static class SweepPage
{
    private const int MostListed = 100;

    /// <summary>The figures that are listed beside the objective; the others are in the table.</summary>
    private static readonly string[] Listed = ["net_profit", "total_return", "max_drawdown", "profit_factor", "win_rate", "trades", "exposure"];

    /// <param name="facts">Facts of the sweep: search, seed, data range, deflated Sharpe ratio, time taken.</param>
    /// <param name="steps">The steps of a walk-forward run; empty without one.</param>
    public static string Write(string title, SweepResult sweep, IReadOnlyList<ReportFact> facts, IReadOnlyList<WalkForwardStep> steps)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(steps);
        string style = Html.Resource("report.css");
        Html to = new();
        to.Raw($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {Html.Hash(style)}; base-uri 'none'; form-action 'none'">
            <title>{Html.Text(title)} · sweep</title>
            """);
        to.Raw("<style>" + style + "</style></head><body>");
        to.Raw($"<header><h1>{Html.Text(title)}</h1><p>Sweep of {string.Join(", ", sweep.Space.Parameters.Select(p => Html.Text(p.Name)))}: {Figures.Number(sweep.Trials.Count, 0)} of {Figures.Number(sweep.Space.Count, 0)} sets</p>");
        to.Raw("<p class=\"warning\"><b>Note</b> The best of many trials looks better than it is. Judge by the deflated Sharpe ratio, by the neighbours in the map, and out of sample.</p></header><main>");
        Maps(to, sweep);
        if (steps.Count > 0)
        {
            Steps(to, sweep.Objective, steps);
        }

        Best(to, sweep);
        to.Raw("<section><h2>This sweep</h2>").Raw(Tables.Facts(facts)).Raw("</section></main></body></html>");
        return to.ToString();
    }

    private static string Of(string statistic, double value) => Figures.Of(StatisticTable.UnitOf(statistic), value);

    private static void Maps(Html to, SweepResult sweep)
    {
        int count = sweep.Space.Parameters.Length;
        if (count < 2)
        {
            return;
        }

        to.Raw("<section><h2>Map</h2>");
        for (int rows = 0; rows < count; rows++)
        {
            for (int columns = rows + 1; columns < count; columns++)
            {
                to.Raw(HeatMap.Draw(sweep, rows, columns));
            }
        }

        to.Raw("</section>");
    }

    private static void Steps(Html to, string objective, IReadOnlyList<WalkForwardStep> steps)
    {
        to.Raw($"<section><h2>Walk-forward</h2><div class=\"scroll\"><table><thead><tr><th>In sample (UTC)</th><th>Out of sample</th><th class=\"word\">Chosen</th><th>{Html.Text(objective)} in</th><th>out</th></tr></thead><tbody>");
        foreach (WalkForwardStep step in steps)
        {
            to.Raw($"<tr><th scope=\"row\">{Figures.Minute(step.Window.From)} to {Figures.Minute(step.Window.Split)}</th><td>to {Figures.Minute(step.Window.To)}</td><td class=\"word\">{Html.Text(step.Parameters)}</td><td>{Of(objective, step.InSample)}</td><td>{Of(objective, step.OutOfSample)}</td></tr>");
        }

        to.Raw("</tbody></table></div></section>");
    }

    private static void Best(Html to, SweepResult sweep)
    {
        int[] listed = [.. Enumerable.Range(0, sweep.FigureNames.Length).Where(i => sweep.FigureNames[i] != sweep.Objective && Listed.Contains(sweep.FigureNames[i], StringComparer.Ordinal))];
        SweepTrial[] best = [.. sweep.Ranked.Take(MostListed)];
        string which = best.Length < sweep.Trials.Count ? $"The best {best.Length} of {sweep.Trials.Count} sets; all are in sweep.csv" : "All sets, best first";
        to.Raw($"<section><h2>Sets</h2><p class=\"empty\">{which}</p><div class=\"scroll\"><table><thead><tr><th>Trial</th>{string.Concat(sweep.Space.Parameters.Select(p => $"<th>{Html.Text(p.Name)}</th>"))}<th>{Html.Text(sweep.Objective)}</th>{string.Concat(listed.Select(i => $"<th>{Html.Text(sweep.FigureNames[i])}</th>"))}</tr></thead><tbody>");
        foreach (SweepTrial trial in best)
        {
            to.Raw($"<tr><th scope=\"row\">{trial.Number}</th>{string.Concat(trial.Values.Select(v => $"<td>{Html.Text(v)}</td>"))}<td>{Of(sweep.Objective, trial.Score)}</td>{string.Concat(listed.Select(i => $"<td>{Of(sweep.FigureNames[i], trial.Figures[i])}</td>"))}</tr>");
        }

        to.Raw("</tbody></table></div></section>");
    }
}
