using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class CrossTests
{
    [Theory]
    [InlineData("1:2, 3:2, 4:2, 1:2, 3:2", "1+ 3- 4+")]
    [InlineData("3:2, 1:2", "1-")]
    [InlineData("1:2, 2:2, 3:2", "2+")] // equal is not above
    [InlineData("3:2, 2:2, 1:2", "1-")] // already told when it was no longer above
    [InlineData("3:2, 2:2, 3:2", "1- 2+")]
    [InlineData("1:2, 2:2, 1:2", "")]
    [InlineData("2:2, 2:2", "")]
    public void Tells_each_change_of_side(string pairs, string expected)
    {
        NodeHarness harness = new("cross", [], "fast: candle(1m)", "slow: candle(2m)");
        List<string> told = [];
        int index = 0;
        foreach (string pair in pairs.Split(", "))
        {
            // Only the newer of the two wakes it, so the slow side goes first and alone says nothing new.
            string[] values = pair.Split(':');
            harness.Close<double>(values[1], "2m");
            told.AddRange(harness.Close<double>(values[0]).Select(v => $"{index}{(v > 0 ? '+' : '-')}"));
            index++;
        }

        Assert.Equal(expected, string.Join(' ', told));
    }

    [Fact]
    public void Either_side_may_move()
    {
        NodeHarness harness = new("cross", [], "candle(1m)", "candle(2m)");

        Assert.Empty(harness.Close<double>("5"));
        Assert.Empty(harness.Close<double>("4", "2m"));
        Assert.Equal([-1.0], harness.Close<double>("6", "2m"));
        Assert.Equal([1.0], harness.Close<double>("3", "2m"));
        Assert.Equal([-1.0], harness.Close<double>("2"));
    }
}
