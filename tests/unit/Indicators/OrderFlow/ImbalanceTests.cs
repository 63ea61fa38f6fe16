using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class ImbalanceTests
{
    private static Tick Trade(decimal size, AggressorSide side) => new() { Price = Price.Parse("1"), Size = new Quantity((long)(size * Quantity.Scale)), Side = side };

    [Fact]
    public void Buys_against_sells_of_the_newest_bars()
    {
        NodeHarness harness = new("imbalance", [("period", "2")]);
        harness.Trade<Imbalance>(Trade(100, AggressorSide.Buy));
        Assert.Empty(harness.Close<Imbalance>("1"));
        harness.Trade<Imbalance>(Trade(20, AggressorSide.Buy));
        harness.Trade<Imbalance>(Trade(80, AggressorSide.Sell));
        Assert.Equal(0.2, Assert.Single(harness.Close<Imbalance>("1")).Value);

        // The first bar leaves; neutral volume counts below the line.
        harness.Trade<Imbalance>(Trade(100, AggressorSide.Unknown));
        Assert.Equal(-60.0 / 200, Assert.Single(harness.Close<Imbalance>("1")).Value);
    }

    [Fact]
    public void Without_volume_there_is_nothing_to_say()
    {
        NodeHarness harness = new("imbalance", [("period", "1")]);
        harness.Trade<Imbalance>(Trade(1, AggressorSide.Buy));
        Assert.Equal(1, Assert.Single(harness.Close<Imbalance>("1")).Value);
        Assert.Equal(double.NaN, Assert.Single(harness.Close<Imbalance>("1")).Value);
    }

    [Fact]
    public void An_alert_needs_size_and_volume()
    {
        NodeHarness harness = new("imbalance", [("period", "1")]);
        List<ImbalanceFlags> flags = [];
        for (int i = 0; i < 22; i++)
        {
            // The last two are one-sided, one of them light.
            harness.Trade<Imbalance>(Trade(i == 20 ? 9 : 10, i < 20 && i % 2 == 0 ? AggressorSide.Unknown : AggressorSide.Buy));
            flags.Add(Assert.Single(harness.Close<Imbalance>("1")).Flags);
        }

        Assert.Equal((ImbalanceFlags.None, ImbalanceFlags.Alert), (flags[20], flags[21]));
        Assert.Equal(Enumerable.Repeat(ImbalanceFlags.None, 19), flags[..19]);
    }

    private static Quote Sizes(int bid, int ask) => new() { BidSize = new Quantity(bid * Quantity.Scale), AskSize = new Quantity(ask * Quantity.Scale) };

    [Theory]
    [InlineData("mean", -0.2)]
    [InlineData("close", -0.5)]
    public void The_book_is_weighed_by_time(string sample, double expected)
    {
        // 0.5 for 3 seconds, nothing known for 2, −0.5 for 7: (1.5 − 3.5)/10.
        NodeHarness harness = new("book_imbalance", [("sample", sample)]);
        harness.Quote<Imbalance>(Sizes(3, 1));
        harness.Wait((3 * Timestamp.NanosecondsPerSecond) - 1);
        harness.Quote<Imbalance>(Sizes(0, 0));
        harness.Wait((2 * Timestamp.NanosecondsPerSecond) - 1);
        harness.Quote<Imbalance>(Sizes(1, 3));
        Candle candle = Bars.Flat(new Timestamp((-48 * Timestamp.NanosecondsPerSecond) + 1), Price.Parse("1"));
        Imbalance said = Assert.Single(harness.Close<Imbalance>(candle));
        Assert.Equal(expected, said.Value, 12);
        Assert.Equal((ImbalanceKind.Book, "4"), (said.Kind, said.Volume.ToString()));

        // The next bar begins with the quote that stands.
        Assert.Equal(-0.5, Assert.Single(harness.Close<Imbalance>("1")).Value, 12);
    }
}
