using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class FairValueGapsTests
{
    private static readonly (string, string)[] Quarter = [("tick_size", "0.25")];

    /// <summary>Bars of range 2, then the three bars of a gap from 100.00 to 100.75 at bars 15 to 17.</summary>
    private static readonly string Example = StructureBars.Quiet(15, 99) + ", 99 100 98.5 99.5, 100 102.25 99.75 102, 102 103 100.75 102.5";

    private static string[] Run(string bars, params (string, string)[] parameters) => Show(NodeHarness.Run<FairValueGap>("fair_value_gaps", parameters, StructureBars.Read(bars)));

    private static string[] Show(IEnumerable<(int Index, FairValueGap Value)> gaps) =>
        [.. gaps.Select(g => FormattableString.Invariant($"@{g.Index} {g.Value.ObjectId} {g.Value.Direction} {g.Value.State} {g.Value.PriceLow}..{g.Value.PriceHigh} {g.Value.Fill:0.###}"))];

    [Fact]
    public void A_gap_opens_is_touched_half_filled_filled_and_inverted()
    {
        string later = ", 102 103 100.5 102, 102 103 100.25 102, 102 103 100 102, 102 103 99.5 99.75, 100 101 99 99";

        Assert.Equal(
            [
                "@17 1 Up Open 100..100.75 0",
                "@18 1 Up Touched 100..100.75 0.333",
                "@19 1 Up HalfFilled 100..100.75 0.667",
                "@20 1 Up Filled 100..100.75 1",
                "@21 1 Down Inverted 100..100.75 1",
            ],
            Run(Example + later, Quarter));
    }

    [Fact]
    public void It_says_where_it_lies_and_since_when_it_is_known()
    {
        var gaps = NodeHarness.Run<FairValueGap>("fair_value_gaps", Quarter, StructureBars.Read(Example + ", 102 103 100.5 102"));

        Assert.All(gaps, g => Assert.Equal(
            (16, Bars.Start(16), 17, Bars.Start(18)), (g.Value.OriginIndex, g.Value.OriginTime, g.Value.ConfirmedIndex, g.Value.ConfirmedTime)));
        Assert.Equal([Bars.Start(18), Bars.Start(19)], gaps.Select(g => g.Value.StateTime));
    }

    [Fact]
    public void Downwards_is_the_mirror()
    {
        Candle[] bars = StructureBars.Read(Example + ", 102 103 100.5 102, 102 103 99.5 99.75").Mirror();

        Assert.Equal(
            ["@17 1 Down Open 299.25..300 0", "@18 1 Down Touched 299.25..300 0.333", "@19 1 Down HalfFilled 299.25..300 1", "@19 1 Down Filled 299.25..300 1", "@19 1 Up Inverted 299.25..300 1"],
            Show(NodeHarness.Run<FairValueGap>("fair_value_gaps", Quarter, bars)));
    }

    [Theory]
    [InlineData("102 103 100.75 102", "the edge itself is no touch")]
    [InlineData("102 104 101 103", "nothing comes near")]
    public void A_gap_stays_open_while_nothing_trades_in_it(string bar, string why) =>
        Assert.True(Run($"{Example}, {bar}", Quarter).Length == 1, why);

    [Theory]
    [InlineData("99 100 98.5 99.5, 100 102.25 99.75 102, 102 103 100.25 102.5", "smaller than two ticks")]
    [InlineData("99 100 98.5 99.5, 99 102.25 99 100, 102 103 100.75 102.5", "the middle bar closes inside")]
    [InlineData("99 100 98.5 99.5, 100 102.25 99.75 102, 102 103 100 102.5", "the edges only meet")]
    public void What_is_no_gap(string bars, string why) => Assert.True(Run(bars, Quarter).Length == 0, why);

    [Fact]
    public void The_smallest_height_follows_the_range_of_the_bars_before()
    {
        // True ranges of 2, then 1.5 and 2.75: ATR14 at bar 16 is (13·(13·2 + 1.5)/14 + 2.75)/14 = 2.0204, of which 0.75 is 0.3712.
        Assert.Single(Run(Example, [.. Quarter, ("min_atr", "0.3712")]));
        Assert.Empty(Run(Example, [.. Quarter, ("min_atr", "0.3713")]));
    }

    [Fact]
    public void The_oldest_expires_when_there_are_too_many_and_the_old_after_their_time()
    {
        string stairs = "1 1 0 1, 3 4 1 4, 5 5 3 5, 7 8 5 8, 9 10 8 10";

        Assert.Equal(
            ["@2 1 Up Open 1..3 0", "@3 1 Up Expired 1..3 0", "@3 2 Up Open 4..5 0", "@4 2 Up Expired 4..5 0", "@4 3 Up Open 5..8 0"],
            Run(stairs, ("max_active", "1")));
        Assert.Equal(
            ["@2 1 Up Open 1..3 0", "@3 2 Up Open 4..5 0", "@4 1 Up Expired 1..3 0", "@4 3 Up Open 5..8 0"],
            Run(stairs, ("max_age", "1")));
    }

    [Fact]
    public void Gaps_may_be_over_with_their_trading_day()
    {
        Candle[] bars = StructureBars.Read("1 1 0 1, 3 4 1 4, 5 5 3 5, 5 5 3.5 5, 5 5 2 4");
        for (int i = 0; i < bars.Length; i++)
        {
            bars[i].Start = Timestamp.Parse("2024-03-05T20:00:00Z").AddNanoseconds(i * 3600 * Timestamp.NanosecondsPerSecond);
            bars[i].CloseTime = bars[i].Start.AddNanoseconds(3600 * Timestamp.NanosecondsPerSecond);
        }

        Assert.Equal(
            ["@2 1 Up Open 1..3 0", "@4 1 Up Expired 1..3 0"],
            Show(NodeHarness.Run<FairValueGap>("fair_value_gaps", [("expiry", "day")], bars)));
        Assert.Equal("@4 1 Up Touched 1..3 0.5", Show(NodeHarness.Run<FairValueGap>("fair_value_gaps", [], bars))[1]);
    }

    [Fact]
    public void A_gap_of_the_next_bar_widens_the_one_before_where_asked()
    {
        Assert.Equal(
            ["@2 1 Up Open 1..3 0", "@3 1 Up Updated 1..5 0", "@4 1 Up Updated 1..8 0", "@5 1 Up Touched 1..8 0.143"],
            Run("1 1 0 1, 3 4 1 4, 5 5 3 5, 7 8 5 8, 9 10 8 10, 10 10 7 9", ("join", "on")));
        // Touched by the bar that widens it: 3 of the four are left open.
        Assert.Equal(
            ["@2 1 Up Open 1..5 0", "@3 1 Up Touched 1..5 0.125", "@3 1 Up Updated 1..5 0.125"],
            Run("1 1 0 1, 3 4 1 4, 5 6 5 5, 5 7 4.5 7", ("join", "on")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_a_look_at_the_whole_life_of_each_gap(int seed)
    {
        Candle[] bars = [.. Bars.Random(seed, 1_500, 100_00000000, 1_000_000)];

        var gaps = NodeHarness.Run<FairValueGap>("fair_value_gaps", [("max_age", "60"), ("max_active", "1000")], bars);

        string[] expected = [.. NaiveGaps.Find(bars, maxAge: 60, smallest: 0.02m, minAtr: 0.1)];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Show(gaps).Order(StringComparer.Ordinal));
        Assert.Equal(6, gaps.Select(g => g.Value.State).Distinct().Count());
        Assert.Equal(gaps.Select(g => g.Index).Order(), gaps.Select(g => g.Index));
    }
}
