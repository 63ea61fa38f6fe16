using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class AtrTests
{
    [Fact]
    public void Agrees_with_the_published_table() =>
        GoldenBars.Check(
            NodeHarness.Run<double>("atr", [], GoldenBars.Candles), first: 14, (14, 2.261429), (20, 2.402983), (40, 2.457919), (59, 2.659220));

    [Fact]
    public void A_gap_belongs_to_the_range()
    {
        Price[] closes = [.. Bars.Prices("10, 13, 13, 6")];

        Assert.Equal([(1, 3.0), (2, 0.0), (3, 7.0)], NodeHarness.Run<double>("atr", [("period", "1")], Bars.FromCloses(closes)));
    }

    [Fact]
    public void A_decay_ends_at_zero()
    {
        Candle[] bars = [.. Bars.FromCloses([.. Bars.Prices("1, 2"), .. Enumerable.Repeat(Price.Parse("2"), 2_000)])];

        IReadOnlyList<(int Index, double Value)> values = NodeHarness.Run<double>("atr", [("period", "2")], bars);

        Assert.Equal(0, values[^1].Value);
        Assert.DoesNotContain(values, v => v.Value is > 0 and < 1e-300);
    }
}
