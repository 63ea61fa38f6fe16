using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Candles that come from outside make the same higher frames as the ticks they were made of.</summary>
public sealed class OutsideCandlesTests
{
    private static InputEvent Outside(NaiveBar bar, string frame) => new()
    {
        Kind = EventKind.Candle,
        Time = new Timestamp(bar.End),
        TimeFrame = TimeFrame.Parse(frame),
        Candle = new Candle
        {
            Start = new Timestamp(bar.Start),
            CloseTime = new Timestamp(bar.End),
            Open = Price.Parse(Text(bar.Open)),
            High = Price.Parse(Text(bar.High)),
            Low = Price.Parse(Text(bar.Low)),
            Close = Price.Parse(Text(bar.Close)),
            Volume = QuantitySum.FromInt128((Int128)(bar.Volume * 100_000_000m)),
            Trades = bar.Trades,
        },
    };

    private static string Text(decimal value) => value.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("1m", new[] { "1m", "5m", "15m", "1h", "1d" })]
    [InlineData("1m", new[] { "5m", "7m", "1h" })]
    [InlineData("1s", new[] { "1m", "90s", "1d" })]
    [InlineData("1m", new[] { "1s", "1m", "5m" })]
    public void Make_the_same_higher_frames_as_ticks(string given, string[] frames)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            List<NaiveTick> ticks = RandomTicks.Of(seed, 500, wild: false);
            List<NaiveBar> lower = NaiveCandles.Of(ticks, [given]);
            Runs run = Runs.Of(Runs.CandlesOnly(frames));
            List<NaiveBar> bars = run.Candles([.. lower.Select(b => Outside(b, given))]);
            bars.AddRange(run.Candles(run.Flush()));
            string[] possible = [.. frames.Where(f => TimeFrame.Parse(f) >= TimeFrame.Parse(given))];
            foreach (string frame in possible)
            {
                Assert.Equal(
                    NaiveCandles.Of(ticks, [frame]).Select(b => b with { ClosedBy = 0 }),
                    bars.Where(b => b.Frame == frame).Select(b => b with { ClosedBy = 0 }));
            }
        }
    }

    [Fact]
    public void All_bars_that_end_with_the_candle_close_in_one_cycle_smaller_first()
    {
        const long Minute = 60_000_000_000;
        Runs run = Runs.Of(Runs.CandlesOnly("1m", "5m"));
        List<InputEvent> events = [.. Enumerable.Range(0, 5).Select(i => Outside(new NaiveBar(0, "1m", i * Minute, (i + 1) * Minute, 1, 1, 1, 1, 1, 1), "1m"))];
        run.Candles(events.Take(4).ToArray());
        long before = run.Log.Header.Cycle;
        List<NaiveBar> bars = run.Candles([events[4]]);
        Assert.Equal(["1m", "5m"], bars.Select(b => b.Frame));
        Assert.Equal(before + 1, run.Log.Header.Cycle);
    }

    /// <summary>The fill of a stop inside the last minute is told at the end of that minute, before the minute itself.</summary>
    [Fact]
    public void A_fill_does_not_close_the_bar_that_its_candle_is_part_of()
    {
        const long Minute = 60_000_000_000;
        Runs run = Runs.Of(Runs.CandlesOnly("1m", "5m"));
        List<InputEvent> events = [.. Enumerable.Range(0, 5).Select(i => Outside(new NaiveBar(0, "1m", i * Minute, (i + 1) * Minute, 1, 1, 1, 1, 1, 1), "1m"))];
        InputEvent fill = new() { Kind = EventKind.Fill, Time = new Timestamp(5 * Minute), Execution = new Execution { IsFill = 1 } };
        List<NaiveBar> bars = run.Candles([.. events[..4], fill, events[4]]);
        Assert.Equal(5, Assert.Single(bars, b => b.Frame == "5m").Volume);
        Assert.Equal(new Timestamp(5 * Minute), run.Log.Header.Time);
    }
}
