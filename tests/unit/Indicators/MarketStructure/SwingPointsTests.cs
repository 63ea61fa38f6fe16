using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class SwingPointsTests
{
    private static readonly (string, string)[] Two = [("left", "2"), ("right", "2")];

    private static Candle[] HighsAndLows(string highs, string lows) =>
        [.. Bars.Prices(highs).Zip(Bars.Prices(lows), (h, l) => (h, l)).Select((p, i) => Bars.Of(Bars.Start(i), p.l, p.h, p.l, p.h, Quantity.Zero))];

    private static string[] Show(IEnumerable<(int Index, SwingPoint Value)> swings) =>
        [.. swings.Select(s => $"@{s.Index} {s.Value.Kind} {s.Value.Price} of bar {s.Value.BarIndex}")];

    [Fact]
    public void A_swing_is_known_when_its_right_bars_have_closed_and_not_before()
    {
        Candle[] bars = HighsAndLows(
            "10, 11, 13, 12, 11, 12, 14, 13, 12.5, 13, 15, 14, 13.5", "9, 10, 11.5, 10.5, 9.5, 10.5, 12, 11.5, 11, 12, 13, 12.5, 12");

        var swings = NodeHarness.Run<SwingPoint>("swing_points", Two, bars);

        Assert.Equal(
            [
                "@4 SwingHigh 13 of bar 2",
                "@6 SwingLow 9.5 of bar 4",
                "@8 HigherHigh 14 of bar 6",
                "@10 HigherLow 11 of bar 8",
                "@12 HigherHigh 15 of bar 10",
            ],
            Show(swings));
        Assert.All(swings, s =>
        {
            Assert.Equal(s.Index, s.Value.ConfirmedIndex);
            Assert.Equal(bars[s.Index].CloseTime, s.Value.ConfirmedTime);
            Assert.Equal(bars[(int)s.Value.BarIndex].Start, s.Value.BarTime);
            Assert.Equal(2, s.Value.Strength);
            Assert.Equal(double.NaN, s.Value.Score);
        });
        Assert.Equal([1, 2, 3, 4, 5], swings.Select(s => s.Value.ObjectId));
    }

    [Fact]
    public void Of_a_plateau_the_first_bar_counts_and_a_bar_may_be_both()
    {
        Assert.Equal(
            ["@5 SwingHigh 5 of bar 3"],
            Show(NodeHarness.Run<SwingPoint>("swing_points", Two, HighsAndLows("1, 2, 3, 5, 5, 5, 4, 3", "1, 1, 1, 1, 1, 1, 1, 1"))));
        Assert.Equal(
            ["@4 SwingHigh 9 of bar 2", "@4 SwingLow 1 of bar 2"],
            Show(NodeHarness.Run<SwingPoint>("swing_points", Two, HighsAndLows("5, 5, 9, 5, 5", "4, 4, 1, 4, 4"))));
    }

    [Theory]
    [InlineData("9.03", SwingKind.HigherHigh)]
    [InlineData("9.02", SwingKind.EqualHigh)]
    [InlineData("8.98", SwingKind.EqualHigh)]
    [InlineData("8.97", SwingKind.LowerHigh)]
    public void Extremes_within_the_tolerance_are_equal(string second, SwingKind expected)
    {
        Candle[] bars = HighsAndLows($"5, 9, 5, {second}, 5", "4, 4, 4, 4, 4");

        var swings = NodeHarness.Run<SwingPoint>("swing_points", [("left", "1"), ("right", "1"), ("equal_ticks", "2")], bars);

        Assert.Equal([SwingKind.SwingHigh, expected], swings.Select(s => s.Value.Kind));
    }

    [Theory]
    [InlineData(1, 1, "0.1", 1_000_000)]
    [InlineData(2, 2, "0.1", 1_000_000)]
    [InlineData(5, 5, "0.5", 1_000_000)]
    [InlineData(7, 2, "0", 1)]
    [InlineData(1, 9, "0.1", 1)]
    public void Agrees_with_a_search_over_the_whole_series(int left, int right, string equalAtr, long tick)
    {
        Candle[] bars = [.. Bars.Random(left + right, 1_500, 1000 * tick, tick)];
        (string, string)[] parameters =
            [("left", $"{left}"), ("right", $"{right}"), ("equal_atr", equalAtr), ("tick_size", new Price(tick).ToString())];

        var swings = NodeHarness.Run<SwingPoint>("swing_points", parameters, bars);

        SwingPoint[] expected = [.. new NaiveSwings(bars, left, right, tick, double.Parse(equalAtr, System.Globalization.CultureInfo.InvariantCulture)).Find()];
        Assert.Equal(expected.Length, swings.Count);
        Assert.Equal(6, swings.Select(s => s.Value.Kind).Where(k => k > SwingKind.SwingLow).Distinct().Count());
        foreach ((SwingPoint e, SwingPoint s) in expected.Zip(swings.Select(s => s.Value)))
        {
            Assert.Equal(e with { Score = 0 }, s with { Score = 0 });
            Assert.Equal(e.Score, s.Score, 1e-9);
            Assert.True(double.IsNaN(s.Score) || s.Score is >= 0 and <= 1);
        }
    }

    [Fact]
    public void More_bars_change_nothing_that_was_said()
    {
        Candle[] bars = [.. Bars.Random(12, 400, 100_00000000, 1_000_000)];
        var whole = NodeHarness.Run<SwingPoint>("swing_points", [], bars);

        Assert.All(Enumerable.Range(0, 40), i =>
            Assert.Equal(whole.Where(s => s.Index < 10 * i), NodeHarness.Run<SwingPoint>("swing_points", [], bars[..(10 * i)])));
    }
}
