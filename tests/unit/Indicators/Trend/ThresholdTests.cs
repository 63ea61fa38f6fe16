using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData("50, 60, 70, 71, 69, 30, 20, 31", "0:0, 2:1, 4:0, 5:-1, 7:0")] // the limits belong to the outer zones
    [InlineData("80, 10, 80", "0:1, 1:-1, 2:1")]
    [InlineData("10, 10", "0:-1")]
    public void Tells_each_change_of_zone(string values, string expected) => Assert.Equal(
        expected,
        string.Join(", ", NodeHarness.Run("threshold", [], Bars.Prices(values)).Select(v => $"{v.Index}:{v.Value}")));

    [Fact]
    public void The_limits_must_be_in_order() => Assert.Equal(
        ["node 'node': lower 5.5 is not less than upper 5; exchange them or choose another pair"],
        NodeHarness.Mistakes("threshold", [("upper", "5"), ("lower", "5.5")]));
}
