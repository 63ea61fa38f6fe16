using Pawl.Engine;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Candles against a naive reference that builds every frame straight from the ticks.</summary>
public sealed class CandlesFromTicksTests
{
    private static readonly string[][] FrameSets =
    [
        ["1s", "1m", "5m", "15m", "1h", "1d"],
        ["1s"],
        ["1m", "5m"],
        ["2m", "5m", "7m", "1h"],
        ["90s", "36h", "24h", "1d", "1w"],
        ["7s", "13m", "3d", "7d", "2w"],
    ];

    [Fact]
    public void Equal_the_naive_reference_over_random_streams()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            string[] frames = FrameSets[seed % FrameSets.Length];
            List<NaiveTick> ticks = RandomTicks.Of(seed, 400);
            Runs run = Runs.Of(Runs.CandlesOnly(frames));
            List<NaiveBar> bars = [];
            foreach (InputEvent[] batch in ticks.Select(Runs.Tick).Chunk(1 + (seed % 37)))
            {
                bars.AddRange(run.Candles(batch));
            }

            bars.AddRange(run.Candles(run.Flush()));
            Assert.Equal(NaiveCandles.Of(ticks, frames), bars);
        }
    }

    [Fact]
    public void A_frame_is_the_same_whether_it_is_built_from_ticks_or_from_smaller_bars()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            InputEvent[] events = [.. RandomTicks.Of(seed, 400).Select(Runs.Tick)];
            List<NaiveBar> Hours(params string[] frames)
            {
                Runs run = Runs.Of(Runs.CandlesOnly(frames));
                return [.. run.Candles(events).Concat(run.Candles(run.Flush())).Where(b => b.Frame == "1h")];
            }

            List<NaiveBar> direct = Hours("1h");
            Assert.Equal(direct, Hours("1s", "1m", "1h"));
            Assert.Equal(direct, Hours("5m", "15m", "1h"));
            Assert.Equal(direct, Hours("1m", "7m", "20m", "1h"));
        }
    }

    [Fact]
    public void The_clock_closes_bars_without_a_trade_and_skipped_bars_are_not_made()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1s", "1m"));
        Assert.Empty(run.Candles([Runs.Tick(500_000_000, 10, 1)]));
        Assert.Equal(["1s"], run.Candles([Runs.Clock(new(1_000_000_000))]).Select(b => b.Frame));
        Assert.Empty(run.Candles([Runs.Clock(new(30_000_000_000))]));
        Assert.Equal(["1m"], run.Candles([Runs.Clock(new(3_600_000_000_000))]).Select(b => b.Frame));
        Assert.Empty(run.Candles([Runs.Clock(new(7_200_000_000_000))]));
    }

    [Fact]
    public void A_tick_on_the_boundary_belongs_to_the_next_bar()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        List<NaiveBar> bars = run.Candles([Runs.Tick(59_999_999_999, 10, 1), Runs.Tick(60_000_000_000, 20, 2), Runs.Tick(60_000_000_000, 30, 3)]);
        NaiveBar only = Assert.Single(bars);
        Assert.Equal((2L, 0L, 10m), (only.ClosedBy, only.Start, only.High));
        NaiveBar last = Assert.Single(run.Candles(run.Flush()));
        Assert.Equal((60_000_000_000L, 20m, 30m, 5m, 2L), (last.Start, last.Open, last.Close, last.Volume, last.Trades));
    }
}
