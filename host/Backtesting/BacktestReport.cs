using System.Globalization;
using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>Puts a back-test together for statistics and for the page that shows it.</summary>
internal static class BacktestReport
{
    private const int ListedTrades = 500;

    /// <summary>The statistics of a back-test; null where nothing happened.</summary>
    public static IReadOnlyList<StatisticGroup>? Statistics(BacktestResult result) => FiguresOf(result) is { } figures ? StatisticTable.Of(figures) : null;

    /// <summary>The page; null where nothing happened.</summary>
    /// <param name="result">The back-test.</param>
    /// <param name="configuration">The files that made it what it is.</param>
    public static string? Page(BacktestResult result, IReadOnlyList<ReportFact> configuration)
    {
        if (FiguresOf(result) is not { } figures)
        {
            return null;
        }

        ClosedTrade[] trades = [.. result.Trades.Select(Closed)];
        return ReportPage.Write(new ReportData
        {
            Title = result.Pipeline,
            Currency = result.Settings.Account.Currency,
            Figures = figures,
            Statistics = StatisticTable.Of(figures),
            Equity = result.Equity.Curve,
            Trades = [.. trades.Take(ListedTrades)],
            BySymbol = Groups(trades, t => t.Symbol),
            ByStrategy = Groups(trades, t => t.Strategy),
            ByExitReason = Groups(trades, t => t.ExitReason),
            Facts = Facts(result),
            Warnings = Warnings(result),
            Assumptions = [.. result.Settings.Assumptions.Describe().Select(a => new ReportFact(a.Name, a.Text))],
            Configuration = configuration,
        });
    }

    private static RunFigures? FiguresOf(BacktestResult result)
    {
        if (result.Summary.Account is not { } account || result.Equity.Daily is not { } daily)
        {
            return null;
        }

        ClosedTrade[] trades = [.. result.Trades.Select(Closed)];
        return new RunFigures(daily, Of(trades), Of(trades.Where(t => t.IsLong)), Of(trades.Where(t => !t.IsLong)))
        {
            // Instruments that trade at weekends trade every day.
            PeriodsPerYear = result.Days.Any(d => d.Day.DaysSinceMonday >= 5) ? 365 : 252,
            Orders = account.Orders,
            Fills = account.Fills,
            Fees = Number(account.Fees),
            SlippageCost = Number(account.SlippageCost),
            TradedValue = Number(account.TradedValue),
        };
    }

    private static ReportFact[] Facts(BacktestResult result) =>
    [
        new("from", result.Equity.Daily!.From.ToString()),
        new("to", result.Equity.Daily.To.ToString()),
        new("market events", result.Summary.Events.ToString("N0", CultureInfo.InvariantCulture)),
        new("run hash", "sha256:" + result.Summary.RunHash),
        .. result.Summary.Logs.Select(l => new ReportFact($"log {l.Log}", "sha256:" + l.Hash)),
    ];

    private static string[] Warnings(BacktestResult result)
    {
        List<string> warnings = [.. result.Summary.Warnings];
        if (result.Summary.Account is { } account)
        {
            if (account.PathFills > 0)
            {
                warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{account.PathFills:N0} of {account.Fills:N0} fills depended on the path assumed inside a bar"));
            }

            if (account.Fees == 0)
            {
                warnings.Add("no fees were charged");
            }

            warnings.AddRange(account.Stops.Select(s => $"a limit stopped entries at {s.Time}: {s.Rule}"));
        }

        return [.. warnings];
    }

    private static GroupResult[] Groups(IEnumerable<ClosedTrade> trades, Func<ClosedTrade, string> by) =>
        [.. trades.GroupBy(by, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new GroupResult(g.Key, Of(g)))];

    private static TradeStatistics Of(IEnumerable<ClosedTrade> trades)
    {
        TradeStatistics statistics = new();
        foreach (ClosedTrade trade in trades)
        {
            statistics.Add(trade);
        }

        return statistics;
    }

    private static ClosedTrade Closed(RoundTrip t) => new(
        t.Symbol, t.Strategy, t.IsLong, t.Quantity.ToDouble(), t.EntryTime, t.EntryPrice.ToDouble(), t.ExitTime, t.ExitPrice.ToDouble(),
        Number(t.Profit), Number(t.Fees), Number(t.Adverse), Number(t.Favourable), t.Exit.ToString().ToLowerInvariant())
    {
        EntryValue = Number(t.EntryValue),
    };

    private static double Number(Int128 amount) => QuantitySum.FromInt128(amount).ToDouble();
}
