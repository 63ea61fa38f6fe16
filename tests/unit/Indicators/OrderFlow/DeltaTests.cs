using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class DeltaTests
{
    private static Tick Trade(string price, int size, AggressorSide side = AggressorSide.Unknown) =>
        new() { Price = Price.Parse(price), Size = new Quantity(size * Quantity.Scale), Side = side };

    private static string Show(DeltaVolume d) => $"{d.Buy} {d.Sell} {d.Neutral} {d.Delta}";

    private static string Run(NodeHarness harness, params Tick[] ticks)
    {
        foreach (Tick tick in ticks)
        {
            Assert.Empty(harness.Trade<DeltaVolume>(tick));
        }

        return Show(Assert.Single(harness.Close<DeltaVolume>("1")));
    }

    [Fact]
    public void The_tick_rule_where_the_venue_says_nothing()
    {
        NodeHarness harness = new("delta", []);

        // Nothing before, unchanged, up, unchanged, down, unchanged.
        Assert.Equal("3 12 3 -9", Run(harness, Trade("100", 1), Trade("100", 2), Trade("100.01", 3), Trade("100", 4), Trade("100", 8)));

        // It goes on over the end of the bar.
        Assert.Equal("0 5 0 -5", Run(harness, Trade("100", 5)));
    }

    [Fact]
    public void The_venue_knows_better_and_its_trades_move_the_rule()
    {
        NodeHarness harness = new("delta", []);

        Assert.Equal(
            "7 2 0 5",
            Run(harness, Trade("100", 1, AggressorSide.Buy), Trade("101", 2, AggressorSide.Sell), Trade("101", 6)));
    }

    [Fact]
    public void A_bar_without_trades_is_empty()
    {
        NodeHarness harness = new("delta", []);
        Run(harness, Trade("100", 1));

        Assert.Equal("0 0 0 0", Run(harness));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    public void Every_bar_adds_up_and_agrees_with_a_naive_sum(int knownSides)
    {
        IReadOnlyList<Tick[]> bars = RandomTrades.Bars(knownSides, 200, 100_00000000, 1000000, knownSides);
        Tick[] all = [.. bars.SelectMany(b => b)];
        AggressorSide[] sides = [.. all.Select((t, i) => NaiveSide(all, i))];
        NodeHarness harness = new("delta", []);
        int from = 0;
        foreach ((Tick[] ticks, int index) in bars.Select((b, i) => (b, i)))
        {
            foreach (Tick tick in ticks)
            {
                Assert.Empty(harness.Trade<DeltaVolume>(tick));
            }

            Candle candle = Bars.Flat(Bars.Start(index), ticks[^1].Price) with { Volume = RandomTrades.Sum(ticks) };
            DeltaVolume delta = Assert.Single(harness.Close<DeltaVolume>(candle));

            QuantitySum Of(AggressorSide side) => RandomTrades.Sum(ticks.Where((_, i) => sides[from + i] == side));
            Assert.Equal((Of(AggressorSide.Buy), Of(AggressorSide.Sell), Of(AggressorSide.Unknown)), (delta.Buy, delta.Sell, delta.Neutral));
            Assert.Equal(candle.Volume, delta.Buy + delta.Sell + delta.Neutral);
            Assert.Equal(delta.Buy - delta.Sell, delta.Delta);
            Assert.Equal(candle.Start, delta.BarTime);
            from += ticks.Length;
        }
    }

    private static AggressorSide NaiveSide(Tick[] ticks, int at)
    {
        if (ticks[at].Side != AggressorSide.Unknown)
        {
            return ticks[at].Side;
        }

        int other = Array.FindLastIndex(ticks, at, t => t.Price != ticks[at].Price);
        return other < 0 ? AggressorSide.Unknown : ticks[at].Price > ticks[other].Price ? AggressorSide.Buy : AggressorSide.Sell;
    }
}
