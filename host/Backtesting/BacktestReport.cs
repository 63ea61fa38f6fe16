using System.Globalization;
using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Statistics;
using Pawl.Host.Commands;

namespace Pawl.Host.Backtesting;

/// <summary>Puts a back-test together for statistics and for the page that shows it.</summary>
internal static class BacktestReport
{
    private const int ListedTrades = 500;
    private const int DrawnSymbols = 12;
    private const int DrawnTrades = 80;

    /// <summary>The page; null where nothing happened.</summary>
    /// <param name="result">The back-test.</param>
    /// <param name="configuration">The files that made it what it is.</param>
    public static string? Page(BacktestResult result, IReadOnlyList<ReportFact> configuration)
    {
        if (result.Figures is not { } figures)
        {
            return null;
        }

        return ReportPage.Write(new ReportData
        {
            Title = result.Pipeline,
            Currency = result.Settings.Account.Currency,
            Figures = figures,
            Statistics = result.Statistics,
            Equity = result.Record.Equity.Curve,
            Exposure = result.Record.Equity.Exposure,
            Benchmark = result.Benchmark,
            Symbols = Pictures(result),
            Trades = [.. result.Trades.TakeLast(ListedTrades)],
            BySymbol = Groups(result.Trades, t => t.Symbol),
            ByStrategy = Groups(result.Trades, t => t.Strategy),
            ByExitReason = Groups(result.Trades, t => t.ExitReason),
            Facts = Facts(result),
            Warnings = Warnings(result),
            Assumptions = [.. result.Settings.Describe().Select(a => new ReportFact(a.Name, a.Text))],
            Quality = [.. result.Summary.Quality.Select(q => new ReportFact(q.Name, q.Text))],
            Configuration = configuration,
        });
    }

    /// <summary>The symbols that were traded most, each with the trades that moved most money: more could not be told apart.</summary>
    private static SymbolPicture[] Pictures(BacktestResult result)
    {
        ILookup<string, ClosedTrade> bySymbol = result.Trades.ToLookup(t => t.Symbol, StringComparer.Ordinal);
        return
        [
            .. result.Summary.Prices.OrderByDescending(p => bySymbol[p.Symbol].Count()).Take(DrawnSymbols).OrderBy(p => p.Symbol, StringComparer.Ordinal)
                .Select(p => new SymbolPicture(
                    p.Symbol,
                    p.Prices.Decimals,
                    p.Prices.Bars,
                    [.. bySymbol[p.Symbol].OrderByDescending(t => Math.Abs(t.Profit)).Take(DrawnTrades).OrderBy(t => t.EntryTime)])
                {
                    TradesInAll = bySymbol[p.Symbol].Count(),
                }),
        ];
    }

    private static ReportFact[] Facts(BacktestResult result) =>
    [
        new("from", result.Record.Equity.Daily!.From.ToString()),
        new("to", result.Record.Equity.Daily.To.ToString()),
        new("symbols", string.Join(", ", result.Summary.Prices.Select(p => p.Symbol))),
        new("trading days", result.Days.Count.ToString("N0", CultureInfo.InvariantCulture)),
        .. result.Benchmark is { } benchmark ? (ReportFact[])[new("benchmark", benchmark.Name)] : [],
        new("engine", "Pawl " + VersionAction.Number),
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
}
