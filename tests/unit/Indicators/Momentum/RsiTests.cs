using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class RsiTests
{
    [Fact]
    public void Agrees_with_the_published_table() =>
        GoldenBars.Check(
            NodeHarness.Run("rsi", [], GoldenBars.Closes), first: 14, (14, 40.100503), (20, 42.994090), (40, 49.251983), (59, 50.340500));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    [InlineData(-1, 0)]
    public void A_market_that_goes_one_way(int step, double expected)
    {
        Price[] closes = [.. Enumerable.Range(0, 40).Select(i => new Price(10_000_000 + (i * step)))];

        Assert.All(NodeHarness.Run("rsi", [], closes), v => Assert.Equal(expected, v.Value, 1e-12));
    }

    [Fact]
    public void Stays_within_its_range_and_does_not_depend_on_the_scale()
    {
        long[] walk = [.. Bars.Random(3, 500, 1_000_000, 1).Select(b => b.Close.Raw)];
        IReadOnlyList<(int Index, double Value)> small = NodeHarness.Run("rsi", [], walk.Select(raw => new Price(raw)));
        IReadOnlyList<(int Index, double Value)> large = NodeHarness.Run("rsi", [], walk.Select(raw => new Price(raw * 100_000_000)));

        foreach (((int _, double a), (int _, double b)) in small.Zip(large))
        {
            Assert.InRange(a, 0, 100);
            Assert.Equal(a, b, 1e-6);
        }
    }
}
