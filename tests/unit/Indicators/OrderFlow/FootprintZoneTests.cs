using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class FootprintZoneTests
{
    private const string Frame = "1m";

    private static NodeHarness Harness(params (string, string)[] parameters) => new(
        ("feet", "footprint", ["tick: tick", "candle: candle(1m)"], [("tick_size", "0.25")]),
        ("zones", "footprint_zones", ["candle: candle(1m)", "footprint: indicator(feet)"], parameters));

    private static void Trade(NodeHarness harness, string price, int size, AggressorSide side) =>
        Assert.Empty(harness.Trade<FootprintZone>(new Tick { Price = Price.Parse(price), Size = new Quantity(size * Quantity.Scale), Side = side }));

    /// <summary>The ladder of the worked example of the reference.</summary>
    private static void Ladder(NodeHarness harness)
    {
        foreach ((string price, int bid, int ask) in new[] { ("101.00", 0, 6), ("100.75", 4, 30), ("100.50", 8, 45), ("100.25", 10, 38), ("100.00", 12, 9), ("99.75", 40, 2), ("99.50", 7, 1) })
        {
            if (bid > 0) Trade(harness, price, bid, AggressorSide.Sell);
            Trade(harness, price, ask, AggressorSide.Buy);
        }
    }

    private string Close(NodeHarness harness, string high, string low, string close)
    {
        Candle bar = Bars.Flat(Bars.Start(next++), Price.Parse(close)) with { High = Price.Parse(high), Low = Price.Parse(low) };
        return string.Join("; ", harness.Close<FootprintZone>(bar, Frame).Select(z => $"{z.ObjectId} {z.Kind} {z.Direction} {z.State} {z.PriceLow}-{z.PriceHigh} @{z.OriginIndex}"));
    }

    private int next;

    [Fact]
    public void A_stack_lives_until_a_close_beyond_it_and_an_unfinished_low_until_a_trade_beyond_it()
    {
        NodeHarness harness = Harness();
        Ladder(harness);
        Assert.Equal("1 Stacked Up Open 100.25-100.75 @0; 2 Unfinished Down Open 99.5-99.5 @0", Close(harness, "101", "99.5", "100.5"));

        // Down to the edges, not beyond them.
        Trade(harness, "100.25", 1, AggressorSide.Buy);
        Assert.Equal("", Close(harness, "100.5", "99.5", "100.25"));

        // A low below the row resolves the auction; the close is still inside the stack.
        Trade(harness, "100.25", 1, AggressorSide.Buy);
        Assert.Equal("2 Unfinished Down Resolved 99.5-99.5 @0", Close(harness, "100.5", "99.25", "100.25"));

        Trade(harness, "100", 1, AggressorSide.Buy);
        Assert.Equal("1 Stacked Up Broken 100.25-100.75 @0", Close(harness, "100.5", "100", "100"));

        Trade(harness, "100", 1, AggressorSide.Buy);
        Assert.Equal("", Close(harness, "100", "90", "90"));
    }

    /// <summary>The mirror: selling stacked above the price, an unfinished high.</summary>
    [Fact]
    public void Selling_and_highs_are_mirrored()
    {
        NodeHarness harness = Harness();
        foreach ((string price, int bid, int ask) in new[] { ("99.00", 6, 0), ("99.25", 30, 4), ("99.50", 45, 8), ("99.75", 38, 10), ("100.00", 9, 12) })
        {
            if (ask > 0) Trade(harness, price, ask, AggressorSide.Buy);
            Trade(harness, price, bid, AggressorSide.Sell);
        }

        Assert.Equal("1 Stacked Down Open 99.25-99.75 @0; 2 Unfinished Up Open 100-100 @0", Close(harness, "100", "99", "99.5"));
        Trade(harness, "99.75", 1, AggressorSide.Sell);
        Assert.Equal("", Close(harness, "100", "99.75", "99.75"));
        Trade(harness, "100.25", 1, AggressorSide.Sell);
        Assert.Equal("1 Stacked Down Broken 99.25-99.75 @0; 2 Unfinished Up Resolved 100-100 @0", Close(harness, "100.25", "99.75", "100"));
    }

    [Fact]
    public void Old_zones_and_the_oldest_of_too_many_expire()
    {
        NodeHarness harness = Harness(("max_age", "2"), ("max_active", "1"));
        Ladder(harness);
        Assert.Equal("1 Stacked Up Open 100.25-100.75 @0; 1 Stacked Up Expired 100.25-100.75 @0; 2 Unfinished Down Open 99.5-99.5 @0", Close(harness, "101", "99.5", "100.5"));
        for (int i = 0; i < 2; i++)
        {
            Trade(harness, "100.25", 1, AggressorSide.Buy);
            Assert.Equal("", Close(harness, "100.5", "99.5", "100.5"));
        }

        Trade(harness, "100.25", 1, AggressorSide.Buy);
        Assert.Equal("2 Unfinished Down Expired 99.5-99.5 @0", Close(harness, "100.5", "90", "100.5"));
    }
}
