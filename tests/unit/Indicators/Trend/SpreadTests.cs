using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class SpreadTests
{
    [Fact]
    public void Follows_whichever_number_is_new()
    {
        NodeHarness harness = new("spread", [("ratio", "2.5")], "a: candle(1m)", "b: candle(5m)");

        Assert.Empty(harness.Close<double>("100"));
        Assert.Equal([0.0], harness.Close<double>("40", "5m"));
        Assert.Equal([1.25], harness.Close<double>("101.25"));
        Assert.Equal([-23.75], harness.Close<double>("50", "5m"));
    }

    [Theory]
    [InlineData(new string[0], 4.0)]
    [InlineData(new[] { "-1" }, 10.0)]
    [InlineData(new[] { "0" }, 7.0)]
    public void The_ratio_weighs_the_second(string[] ratio, double expected)
    {
        NodeHarness harness = new("spread", [.. ratio.Select(r => ("ratio", r))], "candle(1m)", "candle(5m)");
        harness.Close<double>("7");

        Assert.Equal([expected], harness.Close<double>("3", "5m"));
    }
}
