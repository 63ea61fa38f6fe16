using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class CombineTests
{
    [Theory]
    [InlineData("sum", 12)]
    [InlineData("difference", 0)]
    [InlineData("product", 48)]
    [InlineData("ratio", 0.75)]
    [InlineData("mean", 4)]
    [InlineData("min", 2)]
    [InlineData("max", 6)]
    [InlineData("all", 1)]
    [InlineData("any", 1)]
    [InlineData("none", 0)]
    [InlineData("rising", 0)]
    [InlineData("falling", 1)]
    [InlineData("equal", 0)]
    public void Of_6_4_and_2(string operation, double expected) => Assert.Equal(expected, Of(operation, "6", "4", "2"));

    [Theory]
    [InlineData("all", 0)]
    [InlineData("any", 1)]
    [InlineData("none", 0)]
    [InlineData("rising", 0)]
    [InlineData("falling", 0)]
    [InlineData("equal", 0)]
    public void Of_0_3_and_0(string operation, double expected) => Assert.Equal(expected, Of(operation, "0", "3", "0"));

    [Theory]
    [InlineData("all", 0)]
    [InlineData("any", 0)]
    [InlineData("none", 1)]
    [InlineData("equal", 1)]
    [InlineData("ratio", double.NaN)]
    public void Of_three_zeros(string operation, double expected) => Assert.Equal(expected, Of(operation, "0", "0", "0"));

    [Fact]
    public void Follows_whichever_is_new()
    {
        NodeHarness harness = new("combine", [("operation", "max")], "candle(1m)", "candle(2m)");
        Assert.Empty(harness.Close<double>("7"));
        Assert.Equal([9.0], harness.Close<double>("9", "2m"));
        Assert.Equal([11.0], harness.Close<double>("11"));
    }

    [Fact]
    public void Of_one_number_it_is_the_number() =>
        Assert.Equal([5.0], new NodeHarness("combine", [("operation", "mean")], "candle(1m)").Close<double>("5"));

    private static double Of(string operation, string a, string b, string c)
    {
        NodeHarness harness = new("combine", [("operation", operation)], "candle(1m)", "candle(2m)", "candle(3m)");
        harness.Close<double>(a);
        harness.Close<double>(b, "2m");
        return harness.Close<double>(c, "3m").Single();
    }
}
