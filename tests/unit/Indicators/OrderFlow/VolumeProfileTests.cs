using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class VolumeProfileTests
{
    private static readonly (string, string)[] Quarter = [("tick_size", "0.25")];

    private static Tick Trade(string price, int size) => new() { Price = Price.Parse(price), Size = new Quantity(size * Quantity.Scale) };

    private static string Run((string, string)[] parameters, params Tick[] ticks)
    {
        NodeHarness harness = new("volume_profile", parameters);
        foreach (Tick tick in ticks)
        {
            Assert.Empty(harness.Trade<VolumeProfile>(tick));
        }

        return string.Join("; ", harness.Close<VolumeProfile>("1").Select(
            v => $"{v.PointOfControl}: {v.PointOfControlVolume} of {v.Volume} at {v.Levels} in {v.Low}..{v.High}"));
    }

    [Fact]
    public void Prices_fall_into_bins() =>
        Assert.Equal("100.25: 8 of 15 at 3 in 100..100.75", Run(Quarter, Trade("100.24", 1), Trade("100.25", 3), Trade("100.49", 5), Trade("100.75", 6)));

    [Fact]
    public void Bins_below_zero_are_floored_too() =>
        Assert.Equal("-0.25: 3 of 5 at 2 in -0.25..0", Run(Quarter, Trade("-0.01", 1), Trade("-0.25", 2), Trade("0.24", 2)));

    [Fact]
    public void Of_equal_volumes_the_lower_price_counts()
    {
        Assert.Equal("100: 2 of 6 at 3 in 100..101", Run([], Trade("101", 2), Trade("100", 2), Trade("100.5", 2)));
        Assert.Equal("100: 2 of 6 at 3 in 100..101", Run([], Trade("100", 2), Trade("101", 2), Trade("100.5", 2)));
    }

    [Fact]
    public void Nothing_is_given_before_the_first_volume()
    {
        Assert.Equal("", Run([]));
        Assert.Equal("", Run([], Trade("100", 0)));
    }

    [Theory]
    [InlineData("0.01")]
    [InlineData("0.07")]
    [InlineData("1")]
    public void Agrees_with_a_naive_grouping_over_all_history(string tickSize)
    {
        long size = Price.Parse(tickSize).Raw;
        List<Tick> history = [];
        NodeHarness harness = new("volume_profile", [("tick_size", tickSize)]);
        int index = 0;
        foreach (Tick[] ticks in RandomTrades.Bars(4, 150, 0, 17_000_000, 0))
        {
            foreach (Tick tick in ticks)
            {
                history.Add(tick);
                Assert.Empty(harness.Trade<VolumeProfile>(tick));
            }

            Candle candle = Bars.Flat(Bars.Start(index++), ticks[^1].Price);
            VolumeProfile profile = Assert.Single(harness.Close<VolumeProfile>(candle));

            var bins = history.GroupBy(t => (long)Math.Floor(t.Price.Raw / (decimal)size), (bin, of) => (Price: new Price(bin * size), Volume: RandomTrades.Sum(of))).ToList();
            var peak = bins.OrderByDescending(b => b.Volume).ThenBy(b => b.Price).First();
            Assert.Equal(
                new VolumeProfile
                {
                    BarTime = candle.Start,
                    PointOfControl = peak.Price,
                    PointOfControlVolume = peak.Volume,
                    Volume = RandomTrades.Sum(history),
                    Low = bins.Min(b => b.Price),
                    High = bins.Max(b => b.Price),
                    Levels = bins.Count,
                },
                profile);
        }
    }

    [Fact]
    public void Beyond_its_limit_it_fails_by_name()
    {
        NodeHarness harness = new("volume_profile", [("tick_size", "1")]);
        for (int page = 0; page < RunningVolumeProfile.MaxPages; page++)
        {
            harness.Trade<VolumeProfile>(Trade($"{page * 64}", 1));
        }

        string error = Assert.Throws<InvalidOperationException>(() => harness.Trade<VolumeProfile>(Trade("-1", 1))).Message;

        Assert.StartsWith("more than 1048576 price levels", error, StringComparison.Ordinal);
    }
}
