using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Long silences where bars without a trade are filled.</summary>
public sealed class SilenceTests
{
    private const long Second = 1_000_000_000;

    private static readonly NaiveMarket Flat = new() { Gaps = GapPolicy.Flat };

    /// <summary>
    /// A day of silence has 86 398 seconds and 1 438 minutes. An event fills 10 000 bars of a frame: the seconds stop there,
    /// the minutes do not, and the next trade begins anew.
    /// </summary>
    [Fact]
    public void An_event_fills_ten_thousand_bars_of_a_frame()
    {
        NaiveTick[] trades = [new(0, 100, 1), new(86_399 * Second, 101, 1), new(86_402 * Second, 102, 1)];
        List<NaiveBar> bars = Runs.Of(Runs.CandlesOnly("1s", "1m"), Flat.ToInstrument()).Candles([.. trades.Select(Runs.Event)]);
        NaiveBar[] seconds = [.. bars.Where(b => b.Frame == "1s")], minutes = [.. bars.Where(b => b.Frame == "1m")];
        Assert.Equal([2L, 2L, 3L, 3L, 3L], (long[])[seconds[0].ClosedBy, seconds[10_000].ClosedBy, .. seconds[10_001..].Select(b => b.ClosedBy)]);
        Assert.Equal(
            [0L, 1, 10_000, 86_399, 86_400, 86_401],
            (long[])[seconds[0].Start / Second, seconds[1].Start / Second, .. seconds[10_000..].Select(b => b.Start / Second)]);
        Assert.Equal(Enumerable.Range(0, 1_440).Select(i => 60L * i), minutes.Select(b => b.Start / Second));
        Assert.All(minutes[1..1_439].Concat(seconds[1..10_001]), b => Assert.Equal((CandleFlags.Synthetic, 100m, 0m, 0L), (b.Flags, b.Close, b.Volume, b.Trades)));
        Assert.Equal(CandleFlags.None, minutes[1_439].Flags);
    }

    /// <summary>Clocks during the silence fill it piece by piece, so that nothing stays out.</summary>
    [Fact]
    public void Clocks_fill_all_of_it()
    {
        List<NaiveEvent> events = [new NaiveTick(0, 100, 1), .. Enumerable.Range(1, 9).Select(i => new NaiveClock(i * 9_000 * Second)), new NaiveTick(86_399 * Second, 101, 1)];
        List<NaiveBar> bars = Runs.Of(Runs.CandlesOnly("1s"), Flat.ToInstrument()).Candles([.. events.Select(Runs.Event)]);
        Assert.Equal(Enumerable.Range(0, 86_399).Select(i => i * Second), bars.Select(b => b.Start));
    }

    /// <summary>Bars of 1 to 2 000 seconds over 4 000: as many of each as there is room for.</summary>
    [Fact]
    public void Any_number_of_frames_is_filled()
    {
        string[] frames = [.. Enumerable.Range(1, 2_000).Select(n => $"{n}s")];
        Runs run = Runs.Of(Runs.CandlesOnly(frames), Flat.ToInstrument());
        List<NaiveBar> bars = run.Candles([Runs.Tick(0, 100, 1), Runs.Tick(4_000 * Second, 101, 1)]);
        Dictionary<string, int> filled = bars.CountBy(bar => bar.Frame).ToDictionary(StringComparer.Ordinal);
        Assert.All(Enumerable.Range(1, 2_000), n => Assert.Equal(4_000 / n, filled[TimeFrame.Parse($"{n}s").ToString()]));
    }
}
