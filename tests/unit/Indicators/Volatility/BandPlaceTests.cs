using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Where a price lies between Bollinger bands, and how far these lie apart.</summary>
public sealed class BandPlaceTests
{
    [Fact]
    public void Agree_with_the_published_bands()
    {
        GoldenBars.Check(NodeHarness.Run<double>("percent_b", [], GoldenBars.Candles), first: 19, (59, (96.82 - 93.921895) / (99.097105 - 93.921895)));
        GoldenBars.Check(NodeHarness.Run<double>("bandwidth", [], GoldenBars.Candles), first: 19, (19, (100.813858 - 95.621142) / 98.217500), (59, (99.097105 - 93.921895) / 96.509500));
    }

    [Fact]
    public void Agree_with_the_formula_over_the_whole_window()
    {
        Price[] closes = [.. Bars.Random(5, 500, 100_00000000, 1_000_000).Select(b => b.Close)];
        (string, string)[] parameters = [("period", "7"), ("deviations", "1.5")];
        foreach (((int index, double place), (_, double width)) in NodeHarness.Run("percent_b", parameters, closes).Zip(NodeHarness.Run("bandwidth", parameters, closes)))
        {
            decimal[] window = [.. closes[(index - 6)..(index + 1)].Select(p => p.ToDecimal())];
            double mean = (double)Naive.Mean(window), distance = 1.5 * Naive.Deviation(window);
            Assert.Equal((closes[index].ToDouble() - mean + distance) / (2 * distance), place, 1e-6);
            Naive.AssertClose(2 * distance / mean, width, 1e-6);
        }
    }

    [Fact]
    public void A_flat_market_has_no_place_and_no_width()
    {
        Price[] closes = [.. Enumerable.Repeat(Price.Parse("167.41"), 50)];
        Assert.All(NodeHarness.Run("percent_b", [("period", "7")], closes), v => Assert.Equal(double.NaN, v.Value));
        Assert.All(NodeHarness.Run("bandwidth", [("period", "7")], closes), v => Assert.Equal(0, v.Value));
    }
}
