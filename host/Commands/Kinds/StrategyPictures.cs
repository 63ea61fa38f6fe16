using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Backtesting.Statistics;
using Pawl.Engine;
using Pawl.Host.Backtesting;
using Pawl.Host.Drawing.Charts;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A picture of each strategy: the last trades of a back-test of its ready pipeline, over the bars of a market that is made up.</summary>
public static class StrategyPictures
{
    // Where all of them trade.
    private const string Market = "simulated:symbols=NQ,duration=1d,rate=0.5,seed=2";
    private const long Cash = 100_000_000;
    private const int Shown = 130;
    private const int After = 4;

    /// <summary>SVG by the name of the kind; a strategy that traded nothing has none.</summary>
    /// <param name="pipelines">The pipelines.</param>
    public static IReadOnlyDictionary<string, string> Draw(IEnumerable<string> pipelines)
    {
        ArgumentNullException.ThrowIfNull(pipelines);
        BacktestSettings settings = new() { Account = new AccountSettings("backtest", ShippedLimits.BackTest) { Cash = QuantitySum.FromLong128((Long128)Cash * Quantity.Scale) } };
        Dictionary<string, string> pictures = new(StringComparer.Ordinal);
        foreach (string path in pipelines)
        {
            Graph graph = Pipelines.Load(path).Graph;
            SymbolTable symbols = new();
            using SimulatedInput market = new(SimulatedOptions.Parse(Market), symbols);
            using ResultFiles results = new("backtest", null);
            BacktestSummary summary = new BacktestRunner(graph, market, symbols, new ReplayOptions(), settings, results) { KeepsPrices = true }.Run(CancellationToken.None);
            IReadOnlyList<PictureBar> bars = summary.Prices[0].Prices.Bars;
            foreach (GraphNode node in graph.Nodes.Where(n => n.Kind?.ReadsOrders == true))
            {
                ClosedTrade[] own = [.. results.Trades.Where(t => t.Strategy == node.Id)];
                if (own.Length > 0)
                {
                    pictures[node.Kind!.Name] = ChartDrawing.Draw(ChartOf($"{node.Kind.Name}: the last trades of {Path.GetFileName(path)}", bars, own));
                }
            }
        }

        return pictures;
    }

    private static Chart ChartOf(string title, IReadOnlyList<PictureBar> bars, ClosedTrade[] trades)
    {
        int end = Math.Min(bars.Count, BarOf(bars, trades[^1].ExitTime) + After);
        int start = Math.Max(0, end - Shown);
        return new Chart(title, [.. bars.Skip(start).Take(end - start).Select(b => new ChartBar(b.From.ToString()[11..16], b.Open, b.High, b.Low, b.Close))])
        {
            Boxes = [.. trades.Where(t => BarOf(bars, t.EntryTime) >= start).OrderBy(t => t.IsLong ? 0 : 1).Select(t => BoxOf(t, bars, start))],
        };
    }

    private static ChartBox BoxOf(ClosedTrade trade, IReadOnlyList<PictureBar> bars, int start)
    {
        (double entry, double exit) = (trade.EntryPrice, trade.ExitPrice);
        return new ChartBox(
            trade.IsLong ? "long, from entry to exit" : "short, from entry to exit",
            BarOf(bars, trade.EntryTime) - start, BarOf(bars, trade.ExitTime) - start, Math.Min(entry, exit), Math.Max(entry, exit));
    }

    private static int BarOf(IReadOnlyList<PictureBar> bars, Timestamp time)
    {
        int at = bars.Count - 1;
        while (at > 0 && bars[at].From > time)
        {
            at--;
        }

        return at;
    }
}
