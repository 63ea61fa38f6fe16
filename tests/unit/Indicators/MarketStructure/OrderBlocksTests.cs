using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class OrderBlocksTests
{
    /// <summary>Bars 0 to 19 of range 2; a high of 105 at bar 20, a low at 22, the break at 25.</summary>
    private static readonly string Break = StructureBars.Quiet(20, 103)
        + ", 103.5 105 102.5 104, 104 104 102 102.4, 102.4 102.5 100.5 101, 101 103 100.8 102.8, 102.8 104.5 102.5 104.2, 104.2 106 103 105.5";

    private static readonly string Example = Break
        + ", 105 106 104 105, 105 106 104 105, 105 105.5 103.5 104, 104 105 103 104, 104 104.5 102.25 103, 103 104 102.4 103, 103 103.5 102.3 103"
        + ", 103 103.4 101.25 102, 102 103 101.4 102, 102 103 101.4 102, 102 103 101.4 102, 102 103 101.4 102, 102 103 101.4 102, 102 102.4 100.6 101, 101 102 100 100.25"
        + ", 100.25 101 100 100.5, 100.5 102 100.3 101.5, 101.5 102.6 101 102.5, 102.5 103 102 102.75, 102.75 103 99 99";

    private static List<(int Index, OrderBlock Value)> Run(IEnumerable<Candle> bars, params (string, string)[] parameters)
    {
        NodeHarness harness = new(
            ("swings", "swing_points", ["candle(1m)"], [("left", "2"), ("right", "2")]),
            ("breaks", "break_of_structure", ["candle: candle(1m)", "swings: indicator(swings)"], []),
            ("node", "order_blocks", ["candle: candle(1m)", "breaks: indicator(breaks)"], parameters));
        return [.. bars.SelectMany((bar, i) => harness.Close<OrderBlock>(bar).Select(value => (i, value)))];
    }

    private static string[] Show(IEnumerable<(int Index, OrderBlock Value)> blocks) =>
        [.. blocks.Select(b => $"@{b.Index} {b.Value.ObjectId} {b.Value.Direction} {b.Value.State} {b.Value.PriceLow}..{b.Value.PriceHigh} of bar {b.Value.OriginIndex}")];

    private static string[] OfFirst(IEnumerable<(int Index, OrderBlock Value)> blocks) => Show(blocks.Where(b => b.Value.ObjectId == 1));

    [Fact]
    public void A_block_is_tested_mitigated_broken_and_as_a_breaker_invalidated()
    {
        Assert.Equal(
            [
                "@25 1 Up Open 100.5..102.5 of bar 22",
                "@30 1 Up Tested 100.5..102.5 of bar 22",
                "@33 1 Up Mitigated 100.5..102.5 of bar 22",
                "@40 1 Up Broken 100.5..102.5 of bar 22",
                "@40 1 Down Breaker 100.5..102.5 of bar 22",
                "@44 1 Down Invalidated 100.5..102.5 of bar 22",
            ],
            OfFirst(Run(StructureBars.Read(Example))));
    }

    [Fact]
    public void Downwards_is_the_mirror()
    {
        Assert.Equal(
            [
                "@25 1 Down Open 297.5..299.5 of bar 22",
                "@30 1 Down Tested 297.5..299.5 of bar 22",
                "@33 1 Down Mitigated 297.5..299.5 of bar 22",
                "@40 1 Down Broken 297.5..299.5 of bar 22",
                "@40 1 Up Breaker 297.5..299.5 of bar 22",
                "@44 1 Up Invalidated 297.5..299.5 of bar 22",
            ],
            OfFirst(Run(StructureBars.Read(Example).Mirror())));
    }

    [Fact]
    public void It_says_when_it_began_was_known_and_how_strong_it_is()
    {
        Candle[] bars = StructureBars.Read(Break);
        OrderBlock block = Assert.Single(Run(bars)).Value;

        Assert.Equal((22, Bars.Start(22), 25, Bars.Start(26)), (block.OriginIndex, block.OriginTime, block.ConfirmedIndex, block.ConfirmedTime));
        Assert.Equal((1, Bars.Start(26)), (block.BreakId, block.StateTime));
        // The close of the break lies 5 above the low; no gap between: 0.6·5/(3·ATR).
        double atr = NaiveSwings.Atr(bars)[25];
        Assert.Equal(0.6 * 5 / (3 * atr), block.Strength, 1e-12);
    }

    [Fact]
    public void A_gap_on_the_way_makes_it_stronger_and_can_be_asked_for()
    {
        string gap = Break.Replace("104.5 102.5 104.2", "104.5 102.6 104.2", StringComparison.Ordinal);
        OrderBlock plain = Assert.Single(Run(StructureBars.Read(Break))).Value;
        OrderBlock strong = Assert.Single(Run(StructureBars.Read(gap), ("gap", "on"))).Value;

        Assert.Empty(Run(StructureBars.Read(Break), ("gap", "on")));
        Assert.InRange(strong.Strength - plain.Strength, 0.38, 0.42);
    }

    [Fact]
    public void The_block_is_the_last_bar_against_the_break_up_to_the_one_after_the_extreme()
    {
        // The bar after the lowest closes below its open: it is the block.
        Assert.Equal(
            "@25 1 Up Open 100.8..103 of bar 23",
            Show(Run(StructureBars.Read(Break.Replace("101 103 100.8 102.8", "103 103 100.8 102.4", StringComparison.Ordinal))))[0]);
        // The lowest bar rises, the one before falls: the block is the falling one.
        Assert.Equal(
            "@25 1 Up Open 102..104 of bar 21",
            Show(Run(StructureBars.Read(Break.Replace("102.4 102.5 100.5 101", "101 102.5 100.5 102.4", StringComparison.Ordinal))))[0]);
        // No bar falls: the lowest is the block.
        string rising = Break.Replace("102.4 102.5 100.5 101", "101 102.5 100.5 102.4", StringComparison.Ordinal).Replace("104 104 102 102.4", "102.4 104 102 104", StringComparison.Ordinal);
        Assert.Equal("@25 1 Up Open 100.5..102.5 of bar 22", Show(Run(StructureBars.Read(rising)))[0]);
    }

    [Fact]
    public void A_climax_is_passed_over()
    {
        // Bar 22 reaches from 97 to 102.5, more than twice the average range: bar 21 is the last falling bar that is none.
        Assert.Equal(
            "@25 1 Up Open 102..104 of bar 21",
            Show(Run(StructureBars.Read(Break.Replace("102.4 102.5 100.5 101", "102.4 102.5 97 101", StringComparison.Ordinal))))[0]);
    }

    [Fact]
    public void Too_little_distance_makes_no_block()
    {
        Candle[] bars = StructureBars.Read(Break);
        double atr = NaiveSwings.Atr(bars)[25];

        Assert.NotEmpty(Run(bars, ("displacement", FormattableString.Invariant($"{(5 / atr) - 0.001}"))));
        Assert.Empty(Run(bars, ("displacement", FormattableString.Invariant($"{(5 / atr) + 0.001}"))));
    }

    [Theory]
    [InlineData("zone", "body", "@25 1 Up Open 101..102.4 of bar 22", "@30 1 Up Tested 101..102.4 of bar 22", "@33 1 Up Mitigated 101..102.4 of bar 22")]
    [InlineData("mitigation", "touch", "@25 1 Up Open 100.5..102.5 of bar 22", "@30 1 Up Tested 100.5..102.5 of bar 22", "@30 1 Up Mitigated 100.5..102.5 of bar 22")]
    [InlineData("mitigation", "close", "@25 1 Up Open 100.5..102.5 of bar 22", "@30 1 Up Tested 100.5..102.5 of bar 22", "@33 1 Up Mitigated 100.5..102.5 of bar 22")]
    [InlineData("max_age", "6", "@25 1 Up Open 100.5..102.5 of bar 22", "@30 1 Up Tested 100.5..102.5 of bar 22", "@32 1 Up Expired 100.5..102.5 of bar 22")]
    public void Parameters_change_the_life(string name, string value, params string[] expected)
    {
        string[] seen = OfFirst(Run(StructureBars.Read(Example), (name, value)));

        Assert.Equal(expected, seen[..expected.Length]);
    }

    [Fact]
    public void One_bar_may_pass_through_all_of_it()
    {
        Assert.Equal(
            ["Open", "Tested", "Mitigated", "Broken", "Breaker"],
            Run(StructureBars.Read(Break + ", 105 105 99 99")).Where(b => b.Value.ObjectId == 1).Select(b => b.Value.State.ToString()));
        Assert.Equal(
            ["Open", "Tested", "Mitigated", "Broken", "Breaker"],
            Run(StructureBars.Read(Break + ", 105 105 100.4 103"), ("broken_by", "wick")).Where(b => b.Value.ObjectId == 1).Select(b => b.Value.State.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_a_look_at_the_whole_series(int seed)
    {
        Candle[] bars = [.. Bars.Random(seed, 3_000, 100_00000000, 1_000_000)];

        var blocks = Run(bars, ("max_active", "1000"), ("max_age", "100"));

        string[] expected = [.. NaiveBlocks.Find(bars, wing: 2, maxAge: 100)];
        Assert.True(expected.Length > 100);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Show(blocks).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_bars_change_nothing_that_was_said()
    {
        Candle[] bars = [.. Bars.Random(5, 600, 100_00000000, 1_000_000)];
        var whole = Run(bars, ("max_active", "3"));

        Assert.Contains(whole, b => b.Value.State == OrderBlockState.Expired);
        Assert.All(Enumerable.Range(1, 10), i => Assert.Equal(whole.Where(b => b.Index < 60 * i), Run(bars[..(60 * i)], ("max_active", "3"))));
    }
}
