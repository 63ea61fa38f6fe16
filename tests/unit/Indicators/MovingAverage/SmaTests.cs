using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class SmaTests
{
    [Fact]
    public void Agrees_with_the_published_table() =>
        GoldenBars.Check(
            NodeHarness.Run("sma", [("period", "10")], GoldenBars.Closes), first: 9, (9, 98.932), (20, 97.651), (40, 95.583), (59, 97.221));

    [Theory]
    [MemberData(nameof(Naive.Scales), MemberType = typeof(Naive))]
    public void Agrees_with_exact_arithmetic(long level, long tick)
    {
        foreach (int period in (int[])[1, 2, 20, 200])
        {
            Price[] closes = [.. Bars.Random(period, 2_000, level, tick).Select(b => b.Close)];

            IReadOnlyList<(int Index, double Value)> means = NodeHarness.Run("sma", [("period", $"{period}")], closes);

            Assert.Equal(closes.Length - period + 1, means.Count);
            foreach ((int index, double value) in means)
            {
                decimal mean = Naive.Mean(closes[(index - period + 1)..(index + 1)].Select(p => p.ToDecimal()));
                Naive.AssertClose((double)mean, value, 1e-9);
            }
        }
    }

    [Fact]
    public void Rounding_errors_do_not_pile_up()
    {
        // One huge price leaves an error in the running sum; it is gone when the window has been filled anew.
        Price[] closes = [Price.Parse("90000000000"), .. Enumerable.Repeat(Price.Parse("0.00000003"), 20)];

        Assert.Equal(0.00000003, NodeHarness.Run("sma", [("period", "10")], closes)[^1].Value, 1e-20);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    public void A_period_out_of_range(string period) =>
        Assert.Equal([$"node 'node': period {period} is out of range 1..10000"], NodeHarness.Mistakes("sma", [("period", period)]));
}
