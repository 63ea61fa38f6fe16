using System.Globalization;
using Pawl.Backtesting.Statistics;

namespace Pawl.Backtesting.Reports;

/// <summary>The tables of a report.</summary>
internal static class Tables
{
    private static readonly string[] MonthNames = [.. CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames.Take(12)];

    /// <summary>A row for each year, a column for each month, and the year as a whole.</summary>
    public static string Months(DailyEquity equity)
    {
        Dictionary<(int, int), double> months = PeriodReturns.Months(equity).ToDictionary(m => (m.Year, m.Month), m => m.Return);
        Html to = new();
        to.Raw($"<div class=\"scroll\"><table class=\"months\"><thead><tr><th></th>{string.Concat(MonthNames.Select(m => $"<th>{m}</th>"))}<th>Year</th></tr></thead><tbody>");
        foreach (PeriodReturns.Period year in PeriodReturns.Years(equity))
        {
            IEnumerable<string> cells = Enumerable.Range(1, 12).Select(m => months.TryGetValue((year.Year, m), out double value) ? Cell(value) : "<td></td>");
            to.Raw($"<tr><th>{year.Year}</th>{string.Concat(cells)}{Cell(year.Return)}</tr>");
        }

        return to.Raw("</tbody></table></div>").ToString();
    }

    /// <summary>Windows of 1, 3, 6 and 12 months: the latest, and the range that all of them spanned.</summary>
    public static string Rolling(DailyEquity equity, double periods)
    {
        Html to = new();
        to.Raw("<div class=\"scroll\"><table><thead><tr><th>Window</th><th>Last return</th><th>Lowest</th><th>Highest</th><th>Last volatility</th><th>Last Sharpe</th></tr></thead><tbody>");
        foreach (IGrouping<int, PeriodReturns.Window> windows in PeriodReturns.Rolling(equity, periods).GroupBy(w => w.Months))
        {
            PeriodReturns.Window last = windows.Last();
            to.Raw($"<tr><th>{last.Months} {(last.Months == 1 ? "month" : "months")}</th><td>{Signed(last.Return)}</td><td>{Signed(windows.Min(w => w.Return))}</td><td>{Signed(windows.Max(w => w.Return))}</td><td>{Figures.Share(last.Volatility)}</td><td>{Figures.Number(last.Sharpe, 2)}</td></tr>");
        }

        return to.Raw("</tbody></table></div>").ToString();
    }

    public static string Statistics(StatisticGroup group)
    {
        Html to = new();
        to.Raw($"<section class=\"statistics\"><h3>{Html.Text(group.Title)}</h3><table><tbody>");
        foreach (Statistic statistic in group.Statistics)
        {
            to.Raw($"<tr><th scope=\"row\">{Html.Text(statistic.Title)}<small>{Html.Text(statistic.Basis)}</small></th><td>{Figures.Of(statistic)}</td></tr>");
        }

        return to.Raw("</tbody></table></section>").ToString();
    }

    public static string Groups(string title, IReadOnlyList<GroupResult> groups)
    {
        Html to = new();
        to.Raw($"<div class=\"scroll\"><table><thead><tr><th>{Html.Text(title)}</th><th>Trades</th><th>Win rate</th><th>Net profit</th><th>Profit factor</th><th>Average</th></tr></thead><tbody>");
        foreach (GroupResult group in groups)
        {
            TradeStatistics trades = group.Trades;
            to.Raw($"<tr><th scope=\"row\">{Html.Text(group.Name)}</th><td>{Figures.Number(trades.Count, 0)}</td><td>{Figures.Share(trades.WinRate)}</td><td>{Figures.Signed(trades.NetProfit, Figures.Money)}</td><td>{Figures.Number(trades.ProfitFactor, 2)}</td><td>{Figures.Signed(trades.Expectancy, Figures.Money)}</td></tr>");
        }

        return to.Raw("</tbody></table></div>").ToString();
    }

    public static string Trades(IReadOnlyList<ClosedTrade> trades)
    {
        Html to = new();
        to.Raw("<div class=\"scroll\"><table><thead><tr><th>Symbol</th><th class=\"word\">Strategy</th><th class=\"word\">Side</th><th>Quantity</th><th>Entered (UTC)</th><th>At</th><th>Left (UTC)</th><th>At</th><th>Profit</th><th>Fees</th><th>MAE</th><th>MFE</th><th class=\"word\">Why left</th></tr></thead><tbody>");
        foreach (ClosedTrade trade in trades)
        {
            to.Raw($"<tr><th scope=\"row\">{Html.Text(trade.Symbol)}</th><td class=\"word\">{Html.Text(trade.Strategy)}</td><td class=\"word\">{(trade.IsLong ? "long" : "short")}</td><td>{Plain(trade.Quantity)}</td><td>{Figures.Minute(trade.EntryTime)}</td><td>{Plain(trade.EntryPrice)}</td><td>{Figures.Minute(trade.ExitTime)}</td><td>{Plain(trade.ExitPrice)}</td><td>{Figures.Signed(trade.Profit, Figures.Money)}</td><td>{Figures.Money(trade.Fees)}</td><td>{Figures.Money(trade.Adverse)}</td><td>{Figures.Money(trade.Favourable)}</td><td class=\"word\">{Html.Text(trade.ExitReason)}</td></tr>");
        }

        return to.Raw("</tbody></table></div>").ToString();
    }

    public static string Facts(IReadOnlyList<ReportFact> facts)
    {
        Html to = new();
        to.Raw("<dl>");
        foreach (ReportFact fact in facts)
        {
            to.Raw($"<div><dt>{Html.Text(fact.Name)}</dt><dd>{Html.Text(fact.Text)}</dd></div>");
        }

        return to.Raw("</dl>").ToString();
    }

    /// <summary>A return, shaded by its size; its sign says the same.</summary>
    private static string Cell(double value)
    {
        int depth = value == 0 ? 0 : Math.Clamp((int)Math.Ceiling(Math.Abs(value) / 0.02), 1, 4);
        return $"<td class=\"{(value < 0 ? "minus" : "plus")}{depth}\">{Signed(value)}</td>";
    }

    private static string Signed(double value) => Figures.Signed(value, Figures.Share);

    private static string Plain(double value) => Figures.Number(value, 8).TrimEnd('0').TrimEnd('.');
}
