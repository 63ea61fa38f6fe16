using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class BreaksOfStructureTests
{
    private const string Highs = "10, 11, 13, 12, 11, 12, 14, 13, 12.5, 13, 15, 14, 13.5, 13, 12, 11.5";
    private const string Lows = "9, 10, 11.5, 10.5, 9.5, 10.5, 12, 11.5, 11, 12, 13, 12.5, 12, 12, 11.2, 10.8";
    private const string Closes = "9.5, 10.5, 12, 11, 10, 11.5, 12.5, 12, 11.5, 12.8, 14.6, 13, 12.5, 12.2, 11.3, 10.9";

    private static List<(int Index, BreakOfStructure Value)> Run(IEnumerable<Candle> bars, params (string, string)[] parameters) => Run(bars, "2", parameters);

    private static List<(int Index, BreakOfStructure Value)> Run(IEnumerable<Candle> bars, string wing, (string, string)[] parameters)
    {
        NodeHarness harness = new(
            ("swings", "swing_points", ["candle(1m)"], [("left", wing), ("right", wing)]),
            ("node", "break_of_structure", ["candle: candle(1m)", "swings: indicator(swings)"], parameters));
        return [.. bars.SelectMany((bar, i) => harness.Close<BreakOfStructure>(bar).Select(value => (i, value)))];
    }

    private static Candle[] Example() =>
    [
        .. Bars.Prices(Highs).Zip(Bars.Prices(Lows), Bars.Prices(Closes)).Select((p, i) => Bars.Of(Bars.Start(i), p.Third, p.First, p.Second, p.Third, Quantity.Zero)),
    ];

    private static string[] Show(IEnumerable<(int Index, BreakOfStructure Value)> breaks) =>
        [.. breaks.Select(b => $"@{b.Index} {b.Value.Kind} {b.Value.Direction} at {b.Value.Level} of bar {b.Value.OriginIndex}")];

    [Fact]
    public void The_first_break_is_a_break_of_structure_and_one_against_it_a_change_of_character()
    {
        var breaks = Run(Example());

        Assert.Equal(["@10 Bos Up at 14 of bar 6", "@15 Choch Down at 11 of bar 8"], Show(breaks));
        BreakOfStructure first = breaks[0].Value;
        Assert.Equal((1, 3), (first.ObjectId, first.SwingId));
        Assert.Equal((10, Bars.Start(11), Bars.Start(11)), (first.ConfirmedIndex, first.ConfirmedTime, first.StateTime));
        Assert.Equal(Bars.Start(6), first.OriginTime);
    }

    [Fact]
    public void Downwards_is_the_mirror()
    {
        Assert.Equal(["@10 Bos Down at 386 of bar 6", "@15 Choch Up at 389 of bar 8"], Show(Run(Example().Mirror())));
    }

    [Fact]
    public void A_close_at_the_level_is_no_break_and_a_level_breaks_once()
    {
        // High of 12 at bar 1, known at bar 2.
        string bars = "10 10 9 10, 10 12 10 11, 11 11 10 10";

        Assert.Empty(Run(StructureBars.Read(bars + ", 10 13 10 12"), "1", []));
        Assert.Equal(
            ["@3 Bos Up at 12 of bar 1"],
            Show(Run(StructureBars.Read(bars + ", 10 13 10 12.01, 12 12.5 11.5 11.9, 12 13 11.9 12.5"), "1", [])));
    }

    [Fact]
    public void Ticks_wicks_and_a_long_body_can_be_asked_for()
    {
        string bars = "10 10 9 10, 10 12 10 11, 11 11 10 10, ";

        Assert.Equal(["@3 Bos Up at 12 of bar 1"], Show(Run(StructureBars.Read(bars + "10 12.5 10 11"), "1", [("mode", "wick")])));
        Assert.Empty(Run(StructureBars.Read(bars + "10 12.5 10 12.05"), "1", [("min_ticks", "5")]));
        Assert.NotEmpty(Run(StructureBars.Read(bars + "10 12.5 10 12.06"), "1", [("min_ticks", "5")]));

        string quiet = StructureBars.Quiet(20, 10) + ", 10 12 9 10, 10 11 9 10, ";
        Assert.Equal(["@22 Bos Up at 12 of bar 20"], Show(Run(StructureBars.Read(quiet + "9.9 12.2 9.9 12.1"), "1", [("displacement", "1")])));
        Assert.Empty(Run(StructureBars.Read(quiet + "11 12.2 10.2 12.1"), "1", [("displacement", "1")]));
    }

    [Fact]
    public void Of_two_highs_in_a_row_the_newer_is_the_level_unless_the_more_extreme_is_asked_for()
    {
        // Highs of 12 and 11.5 without a low that is a swing between them: the lows only rise.
        string bars = "10 10 1 10, 10 12 2 10, 10 10 3 10, 10 11.5 4 10, 10 10 5 10, 10 11.8 6 11.7";

        Assert.Equal(["@5 Bos Up at 11.5 of bar 3"], Show(Run(StructureBars.Read(bars), "1", [])));
        Assert.Empty(Run(StructureBars.Read(bars), "1", [("alternate", "on")]));
        Assert.Equal(["@6 Bos Up at 12 of bar 1"], Show(Run(StructureBars.Read(bars + ", 12 12.5 7 12.1"), "1", [("alternate", "on")])));
    }

    [Fact]
    public void If_both_levels_break_in_one_bar_the_one_in_its_direction_comes_last()
    {
        // A high of 12, then a low of 9, then a bar that goes beyond both.
        string bars = "10 11 9.5 10, 10 12 10 11, 11 11 10 10, 10 11 9 10, 10 11 9.5 10, ";

        Assert.Equal(
            ["@5 Bos Down at 9 of bar 3", "@5 Choch Up at 12 of bar 1"],
            Show(Run(StructureBars.Read(bars + "10 13 8 10"), "1", [("mode", "wick")])));
        Assert.Equal(
            ["@5 Bos Up at 12 of bar 1", "@5 Choch Down at 9 of bar 3"],
            Show(Run(StructureBars.Read(bars + "10 13 8 9.9"), "1", [("mode", "wick")])));
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "2")]
    [InlineData(3, "5")]
    public void Agrees_with_the_rule_applied_to_whole_arrays(int seed, string wing)
    {
        Candle[] bars = [.. Bars.Random(seed, 2_000, 100_00000000, 1_000_000)];

        var breaks = Run(bars, wing, []);

        Assert.Equal(NaiveBreaks.Find(bars, int.Parse(wing, System.Globalization.CultureInfo.InvariantCulture)), Show(breaks));
        Assert.True(breaks.Count > 20);
        Assert.Equal(Enumerable.Range(1, breaks.Count), breaks.Select(b => (int)b.Value.ObjectId));
    }

    [Fact]
    public void Swings_of_longer_bars_are_broken_by_closes_of_shorter_ones()
    {
        NodeHarness harness = new(
            ("swings", "swing_points", ["candle(5m)"], [("left", "1"), ("right", "1")]),
            ("node", "break_of_structure", ["candle: candle(1m)", "swings: indicator(swings)"], []));
        foreach (string bar in (string[])["10 11 9 10", "10 13 10 12", "12 12 10 11"])
        {
            Assert.Empty(harness.Close<BreakOfStructure>(StructureBars.Read(bar)[0], "5m"));
        }

        Assert.Empty(harness.Close<BreakOfStructure>("12.99"));
        BreakOfStructure seen = Assert.Single(harness.Close<BreakOfStructure>("13.01"));

        Assert.Equal((Price.Parse("13"), 1, 1), (seen.Level, seen.OriginIndex, seen.ConfirmedIndex));
    }
}
