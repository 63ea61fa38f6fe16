using Pawl.Backtesting.Statistics;

namespace Pawl.Backtesting.Reports;

/// <summary>A back-test as one page that needs no network and, but for readings under the pointer, no script.</summary>
public static class ReportPage
{
    /// <summary>The figures that stand at the head.</summary>
    private static readonly string[] Head =
        ["net_profit", "total_return", "cagr", "sharpe", "sortino", "max_drawdown", "profit_factor", "win_rate", "trades", "exposure"];

    public static string Write(ReportData report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string style = Html.Resource("report.css");
        string script = Html.Resource("report.js");
        Html to = new();
        to.Raw($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {Html.Hash(script)}; style-src {Html.Hash(style)}; base-uri 'none'; form-action 'none'">
            <title>{Html.Text(report.Title)} · back-test</title>
            """);
        to.Raw("<style>" + style + "</style></head><body>");
        Begin(to, report);
        to.Raw("<main>");
        Pictures(to, report);
        Outcomes(to, report);
        Details(to, report);
        to.Raw("</main>");
        to.Raw("<script>" + script + "</script></body></html>");
        return to.ToString();
    }

    private static void Begin(Html to, ReportData report)
    {
        DailyEquity equity = report.Figures.Equity;
        to.Raw($"<header><h1>{Html.Text(report.Title)}</h1><p>Back-test, {Figures.Minute(equity.From)} to {Figures.Minute(equity.To)} UTC, account in {Html.Text(report.Currency)}</p><ul class=\"head\">");
        foreach (Statistic statistic in Head.Select(name => StatisticTable.Find(report.Statistics, name)).OfType<Statistic>())
        {
            string sign = statistic.Value switch { > 0 when statistic.Name is "net_profit" or "total_return" or "cagr" => "+", _ => "" };
            to.Raw($"<li title=\"{Html.Text(statistic.Basis)}\"><span>{Html.Text(statistic.Title)}</span><strong>{sign}{Figures.Of(statistic)}</strong></li>");
        }

        to.Raw("</ul>");
        foreach (string warning in report.Warnings)
        {
            to.Raw($"<p class=\"warning\"><b>Note</b> {Html.Text(warning)}</p>");
        }

        to.Raw("</header>");
    }

    private static void Pictures(Html to, ReportData report)
    {
        to.Raw("<section><h2>Equity</h2>");
        if (report.Equity.Pieces.Count == 0)
        {
            to.Raw("<p class=\"empty\">No market data: equity was never marked.</p></section>");
            return;
        }

        to.Raw(Curves.Equity(report)).Raw(Curves.Drawdown(report));
        if (report.Exposure.Pieces.Count > 0)
        {
            to.Raw(Curves.Exposure(report));
        }

        to.Raw("</section><section><h2>Returns</h2>").Raw(Tables.Months(report.Figures.Equity));
        to.Raw(Tables.Rolling(report.Figures.Equity, report.Figures.PeriodsPerYear)).Raw("<div class=\"pair\">");
        double[] returns = report.Figures.Equity.Returns.ToArray();
        if (returns.Length > 1)
        {
            to.Raw(Histogram.Draw("Daily returns", "days", returns, 2, Figures.Share));
        }

        if (report.Figures.Trades.Count > 0)
        {
            to.Raw(Histogram.Draw("Trade outcomes", $"trades, profit in {report.Currency}", report.Figures.Trades.Profits, 0, Figures.Number));
        }

        to.Raw("</div></section>");
    }

    private static void Outcomes(Html to, ReportData report)
    {
        to.Raw("<section><h2>Trades</h2>");
        foreach (SymbolPicture symbol in report.Symbols.Where(s => s.Bars.Count > 0))
        {
            to.Raw(TradePicture.Draw(symbol));
        }

        if (report.Figures.Trades.Count == 0)
        {
            to.Raw("<p class=\"empty\">No trade was closed.</p></section>");
            return;
        }

        foreach ((string title, IReadOnlyList<GroupResult> groups) in ((string, IReadOnlyList<GroupResult>)[])
            [("Symbol", report.BySymbol), ("Strategy", report.ByStrategy), ("Why left", report.ByExitReason)])
        {
            if (groups.Count > 0)
            {
                to.Raw(Tables.Groups(title, groups));
            }
        }

        if (report.Trades.Count > 0)
        {
            string which = report.Trades.Count < report.Figures.Trades.Count
                ? $"The last {report.Trades.Count} of {report.Figures.Trades.Count} trades; all are in trades.csv"
                : $"All {report.Trades.Count} trades";
            to.Raw($"<details><summary>{which}</summary>").Raw(Tables.Trades(report.Trades)).Raw("</details>");
        }

        to.Raw("</section>");
    }

    private static void Details(Html to, ReportData report)
    {
        to.Raw("<section><h2>Statistics</h2><div class=\"groups\">");
        foreach (StatisticGroup group in report.Statistics)
        {
            to.Raw(Tables.Statistics(group));
        }

        to.Raw("</div></section>");
        foreach ((string title, IReadOnlyList<ReportFact> facts) in ((string, IReadOnlyList<ReportFact>)[])
            [("Assumptions", report.Assumptions), ("Data quality", report.Quality), ("This run", report.Facts)])
        {
            if (facts.Count > 0)
            {
                to.Raw($"<section><h2>{title}</h2>").Raw(Tables.Facts(facts)).Raw("</section>");
            }
        }

        if (report.Configuration.Count > 0)
        {
            to.Raw("<section><h2>Configuration</h2>");
            foreach (ReportFact file in report.Configuration)
            {
                to.Raw($"<details><summary>{Html.Text(file.Name)}</summary><pre>{Html.Lines(file.Text)}</pre></details>");
            }

            to.Raw("</section>");
        }
    }
}
