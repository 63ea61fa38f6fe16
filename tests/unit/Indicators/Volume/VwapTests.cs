using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class VwapTests
{
    private static readonly long Day = Timestamp.NanosecondsPerDay;

    private static Candle Bar(int index, string low, string high, string close, int volume) =>
        Bars.Of(Bars.Start(index), Price.Parse(close), Price.Parse(high), Price.Parse(low), Price.Parse(close), new Quantity(volume * Quantity.Scale));

    private static IReadOnlyList<(int Index, Vwap.Output Value)> Run(IEnumerable<Candle> candles, params (string, string)[] parameters) =>
        NodeHarness.Run<Vwap.Output>("vwap", parameters, candles);

    [Fact]
    public void Three_bars_with_their_bands()
    {
        Vwap.Output[] said = [.. Run([Bar(0, "10", "12", "11", 100), Bar(1, "11", "13", "13", 200), Bar(2, "12", "14", "12", 100)]).Select(v => v.Value)];
        Assert.Equal([11.0, 11.8889, 12.0833], said.Select(v => Math.Round(v.Vwap, 4)));
        Assert.Equal([0.0, 0.6285, 0.6401], said.Select(v => Math.Round(v.Deviation, 4)));
        Assert.Equal(12.7234, said[2].Upper1, 4);
        Assert.Equal(said[2].Vwap - (3 * said[2].Deviation), said[2].Lower3, 12);
    }

    [Fact]
    public void Sixty_bars_of_one_session()
    {
        Vwap.Output last = Run(GoldenBars.Candles)[^1].Value;
        Assert.Equal(96.870482, last.Vwap, GoldenBars.Tolerance);
        Assert.Equal(1.466069, last.Deviation, GoldenBars.Tolerance);
    }

    /// <summary>In two passes over decimal numbers.</summary>
    private static (double Mean, double Deviation) Naive(IReadOnlyCollection<(decimal Price, decimal Volume)> values)
    {
        decimal weight = values.Sum(v => v.Volume);
        decimal mean = values.Sum(v => v.Price * v.Volume) / weight;
        return ((double)mean, Math.Sqrt((double)(values.Sum(v => v.Volume * (v.Price - mean) * (v.Price - mean)) / weight)));
    }

    private static (decimal, decimal) Typical(Candle c) =>
        ((c.High.ToDecimal() + c.Low.ToDecimal() + c.Close.ToDecimal()) / 3, (decimal)c.Volume.ToDouble());

    [Theory]
    [InlineData(50, 1)]
    [InlineData(16741000000, 1000000)]
    [InlineData(100000000000000, 1000000)]
    public void The_newest_bars_against_a_plain_sum(long level, long tick)
    {
        IReadOnlyList<Candle> bars = Bars.Random(3, 300, level, tick);
        foreach ((int index, Vwap.Output said) in Run(bars, ("anchor", "rolling"), ("period", "7")))
        {
            (double mean, double deviation) = Naive([.. bars.Take(index + 1).TakeLast(7).Select(Typical)]);
            Indicators.Naive.AssertClose(mean, said.Vwap, 1e-12);
            Assert.True(Math.Abs(deviation - said.Deviation) <= 1e-6 * deviation + (1e-15 * mean), $"{said.Deviation:R} is not {deviation:R}");
        }
    }

    [Fact]
    public void Where_trades_are_wired_it_is_exact_to_the_trade()
    {
        NodeHarness harness = new("vwap", [], "candle: candle(1m)", "tick: tick");
        List<(decimal, decimal)> all = [];
        int index = 0;
        foreach (Tick[] ticks in RandomTrades.Bars(6, 100, 100_00000000, 1_000_000, 0))
        {
            foreach (Tick tick in ticks)
            {
                Assert.Empty(harness.Trade<Vwap.Output>(tick));
                all.Add((tick.Price.ToDecimal(), tick.Size.Raw / 100_000_000m));
            }

            Vwap.Output said = Assert.Single(harness.Close<Vwap.Output>(Bars.Flat(Bars.Start(index++), ticks[^1].Price) with { Volume = RandomTrades.Sum(ticks) }));
            (double mean, double deviation) = Naive(all);
            Indicators.Naive.AssertClose(mean, said.Vwap, 1e-12);
            Assert.Equal(deviation, said.Deviation, 9);
        }
    }

    [Fact]
    public void A_new_day_begins_anew_and_a_named_second_is_the_first_that_counts()
    {
        Candle early = Bar(0, "1", "1", "1", 5);
        Candle late = early with { Start = new Timestamp(Day), CloseTime = new Timestamp(Day + 1), High = Price.Parse("3"), Low = Price.Parse("3"), Close = Price.Parse("3") };
        Assert.Equal([1.0, 3.0], Run([early, late]).Select(v => v.Value.Vwap));
        Assert.Equal([1.0, 2.0], Run([early, late], ("anchor", "week")).Select(v => v.Value.Vwap));
        Assert.Equal([double.NaN, 3.0], Run([early, late], ("anchor", "fixed"), ("from", "60")).Select(v => v.Value.Vwap));
    }

    [Theory]
    [InlineData("session")]
    [InlineData("rolling")]
    public void Without_volume_it_is_undefined(string anchor)
    {
        Candle none = Bar(0, "1", "1", "1", 0), some = Bar(1, "2", "2", "2", 3), again = Bar(2, "3", "3", "3", 0);
        double[] said = [.. Run([none, some, again], ("anchor", anchor), ("period", "1")).Select(v => v.Value.Vwap)];
        Assert.Equal(anchor == "rolling" ? [double.NaN, 2, double.NaN] : [double.NaN, 2, 2], said);
    }
}
