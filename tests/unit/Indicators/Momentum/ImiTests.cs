using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class ImiTests
{
    /// <summary>Numbers of the C implementation of TA-Lib.</summary>
    [Theory]
    [InlineData(13, 91.00346020761229)]
    [InlineData(14, 84.15672913117533)]
    [InlineData(15, 84.80392156862729)]
    [InlineData(16, 82.47422680412352)]
    [InlineData(20, 52.36427320490365)]
    [InlineData(26, 21.68949771689474)]
    [InlineData(99, 65.40404040404036)]
    [InlineData(149, 41.58653846153825)]
    [InlineData(199, 65.94488188976368)]
    [InlineData(249, 69.24686192468654)]
    [InlineData(299, 54.73887814313354)]
    public void Agrees_with_TaLib(int bar, double expected)
    {
        IReadOnlyList<(int Index, double Value)> values = NodeHarness.Run<double>("imi", [], LongBars.Candles);

        Assert.Equal(13, values[0].Index);
        Assert.Equal(expected, values[bar - 13].Value, 1e-9);
    }

    [Theory]
    [InlineData("1:3, 3:2", 2 / 3.0)]
    [InlineData("1:3, 3:2, 2:2", 0)]
    [InlineData("1:3, 3:2, 2:2, 2:2", double.NaN)]
    public void Shares_of_two_bars(string bars, double expected)
    {
        Candle[] candles = [.. bars.Split(", ").Select(Bar)];

        Assert.Equal(100 * expected, NodeHarness.Run<double>("imi", [("period", "2")], candles)[^1].Value, 1e-12);
    }

    private static Candle Bar(string text, int index)
    {
        Price[] prices = [.. text.Split(':').Select(Price.Parse)];
        return Bars.Of(Bars.Start(index), prices[0], prices.Max(), prices.Min(), prices[1], Quantity.Zero);
    }
}
