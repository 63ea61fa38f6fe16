using Pawl.Candles;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Engine;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Symbols with hours and settings of their own in one log: time is that of the log, everything else that of the symbol.</summary>
public sealed class SharedLogTests
{
    [Fact]
    public void Candles_are_those_of_the_naive_reference()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            NaiveMarket[] markets = [RandomMarkets.Market(random), RandomMarkets.Market(random), RandomMarkets.Market(random)];
            string[] frames = RandomMarkets.Frames(random, markets.MaxBy(market => market.Gaps)!);
            NaiveEvent[] events = Merged(random, markets);

            // A node that reads another symbol makes them share a log.
            Graph graph = Runs.Compile(Pipelines.Of("p", $"cross: sma period=1 ← candle({frames[0]}).close@A", ["A", "B", "C"], frames));
            Runs run = Runs.Of(graph, [.. markets.Select(market => market.ToInstrument())]);
            List<NaiveBar> bars = [];
            foreach (NaiveEvent[] batch in events.Chunk(1 + (seed % 23))) bars.AddRange(run.Candles([.. batch.Select(Runs.Event)]));
            bars.AddRange(run.Candles(run.Flush()));

            NaiveCandles naive = new(markets, frames);
            foreach (NaiveEvent e in events) naive.Process(e);
            naive.Flush();
            Assert.Equal(Lines(naive.Closed, seed), Lines(bars, seed));
            DriverState state = run.Driver.StateOf(run.Log);
            Assert.Equal(
                (seed, naive.Cycles, naive.Late, naive.Zero, naive.Duplicates, naive.Holes, naive.Outside),
                (seed, run.Log.Header.Cycle, state.LateTicks, state.ZeroTicks, state.DuplicateTicks, state.Gaps, state.OutsideTicks));
        }
    }

    /// <summary>The streams of the markets in the order of time, as far as each of them is.</summary>
    private static NaiveEvent[] Merged(Random random, NaiveMarket[] markets)
    {
        int seed = random.Next();
        List<(long Newest, NaiveEvent Event)> merged = [];
        for (int symbol = 0; symbol < markets.Length; symbol++)
        {
            // The same seed, so that the streams begin at one time and often have times in common.
            long newest = long.MinValue;
            foreach (NaiveEvent e in RandomMarkets.Events(new Random(seed), markets[symbol], 50))
            {
                newest = Math.Max(newest, e.Time);
                merged.Add((newest, e is NaiveClock ? e : e with { Symbol = symbol }));
            }
        }

        return [.. merged.OrderBy(m => m.Newest).Select(m => m.Event)];
    }

    private static IEnumerable<string> Lines(List<NaiveBar> bars, int seed) => bars.Select(bar => $"seed {seed} {"ABC"[bar.Symbol]} {CandleComparison.Line(bar)}");
}
