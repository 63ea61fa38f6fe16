using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class LiquidityLevelsTests
{
    private static List<(int Index, LiquidityLevel Value)> Run(IEnumerable<Candle> bars, params (string, string)[] parameters)
    {
        NodeHarness harness = new(
            ("swings", "swing_points", ["candle(1m)"], [("left", "2"), ("right", "2")]),
            ("node", "liquidity_levels", ["candle: candle(1m)", "swings: indicator(swings)"], parameters));
        return [.. bars.SelectMany((bar, i) => harness.Close<LiquidityLevel>(bar).Select(value => (i, value)))];
    }

    /// <summary>Flat bars at 49 but for some highs; bars 8 and 20 are the swings of 50.00 and 50.02.</summary>
    private static Candle[] Example(string at30, string at31)
    {
        Candle[] bars = StructureBars.Read(string.Join(", ", Enumerable.Range(0, 34).Select(i => i switch
        {
            8 => "49 50 48 49",
            20 => "49 50.02 48 49",
            30 => at30,
            31 => at31,
            _ => FormattableString.Invariant($"49 {49.5m - (0.0001m * i)} {48 - (0.0001m * i)} 49"),
        })));
        return bars;
    }

    private static readonly (string, string)[] FiveTicks = [("equal_ticks", "5"), ("equal_atr", "0"), ("sessions", "off")];

    private static string[] Show(IEnumerable<(int Index, LiquidityLevel Value)> levels) =>
        [.. levels.Select(l => FormattableString.Invariant($"@{l.Index} {l.Value.ObjectId} {l.Value.Kind} {l.Value.State} {l.Value.Level} ({l.Value.PriceLow}..{l.Value.PriceHigh}) {l.Value.Members} {l.Value.Score}"))];

    [Fact]
    public void A_bar_that_goes_beyond_and_closes_back_sweeps_and_is_rejected()
    {
        var levels = Run(Example("49 50.09 48 49.95", "49 49.4 48 49"), FiveTicks);

        Assert.Equal(
            [
                "@22 1 EqualHighs Open 50.02 (50..50.02) 2 2",
                "@30 1 EqualHighs Swept 50.02 (50..50.02) 2 2",
                "@30 1 EqualHighs SweepRejected 50.02 (50..50.02) 2 2",
            ],
            Show(levels));
        Assert.All(levels, l => Assert.Equal(
            (8, Bars.Start(8), 22, Bars.Start(23)), (l.Value.OriginIndex, l.Value.OriginTime, l.Value.ConfirmedIndex, l.Value.ConfirmedTime)));
        Assert.Equal([Bars.Start(23), Bars.Start(31), Bars.Start(31)], levels.Select(l => l.Value.StateTime));
    }

    [Fact]
    public void Two_closes_beyond_accept_the_sweep()
    {
        Assert.Equal(
            ["@30 1 EqualHighs Swept 50.02 (50..50.02) 2 2", "@31 1 EqualHighs SweepAccepted 50.02 (50..50.02) 2 2"],
            Show(Run(Example("49 50.09 48 50.06", "50 50.2 49 50.10"), FiveTicks))[1..3]);
    }

    [Fact]
    public void Between_them_it_is_pending_and_the_bar_after_may_still_reject()
    {
        Assert.Equal(
            ["@30 1 EqualHighs Swept 50.02 (50..50.02) 2 2", "@31 1 EqualHighs SweepRejected 50.02 (50..50.02) 2 2"],
            Show(Run(Example("49 50.09 48 50.06", "50 50.2 49 50.01"), FiveTicks))[1..3]);
        // With no bars to reject and a close at the level itself nothing is decided.
        Assert.Equal(
            ["@22 1 EqualHighs Open 50.02 (50..50.02) 2 2", "@30 1 EqualHighs Swept 50.02 (50..50.02) 2 2"],
            Show(Run(Example("49 50.09 48 50.02", "50 50.02 49 49"), [.. FiveTicks, ("reject_bars", "0")])));
    }

    [Fact]
    public void The_level_itself_is_no_sweep() =>
        Assert.DoesNotContain(Run(Example("49 50.02 48 49", "49 49.4 48 49"), FiveTicks), l => l.Value.State == LiquidityState.Swept);

    [Fact]
    public void Downwards_is_the_mirror()
    {
        Assert.Equal(
            [
                "@22 1 EqualLows Open 349.98 (349.98..350) 2 2",
                "@30 1 EqualLows Swept 349.98 (349.98..350) 2 2",
                "@30 1 EqualLows SweepRejected 349.98 (349.98..350) 2 2",
            ],
            Show(Run(Example("49 50.09 48 49.95", "49 49.4 48 49").Mirror(), FiveTicks)));
    }

    [Fact]
    public void A_swing_that_was_passed_by_more_than_the_tolerance_makes_no_level()
    {
        Candle[] bars = Example("49 49.4 48 49", "49 49.4 48 49");
        bars[14] = bars[14] with { High = Price.Parse("50.06") };

        // 50.06 is a swing too, and it is the one that 50.02 is close to.
        Assert.Equal(["@22 1 EqualHighs Open 50.06 (50.02..50.06) 2 2"], Show(Run(bars, FiveTicks)));
    }

    [Fact]
    public void A_third_swing_extends_it_and_the_oldest_expires()
    {
        Candle[] bars = Example("49 50.01 48 49", "49 49.4 48 49");

        Assert.Equal(
            ["@22 1 EqualHighs Open 50.02 (50..50.02) 2 2", "@32 1 EqualHighs Extended 50.02 (50..50.02) 3 3"],
            Show(Run(bars, FiveTicks)));
        Assert.Equal("@28 1 EqualHighs Expired 50.02 (50..50.02) 2 2", Show(Run(bars, [.. FiveTicks, ("max_age", "5")]))[1]);
    }

    [Fact]
    public void Extremes_of_days_and_openings_are_levels()
    {
        NodeHarness harness = new(
            ("swings", "swing_points", ["candle(1h)"], []),
            ("node", "liquidity_levels", ["candle: candle(1h)", "swings: indicator(swings)"], [("opening_minutes", "120")]));
        List<string> seen = [];
        for (int hour = 0; hour < 26; hour++)
        {
            Candle bar = StructureBars.Read(hour switch { 1 => "10 12 9 10", 5 => "10 15 9.5 10", 7 => "10 11 6 10", 25 => "10 15.5 9.5 10", _ => "10 11 9.5 10" })[0];
            bar.Start = Timestamp.Parse("1970-01-01T00:00:00Z").AddNanoseconds(hour * 3600L * Timestamp.NanosecondsPerSecond);
            bar.CloseTime = bar.Start.AddNanoseconds(3600L * Timestamp.NanosecondsPerSecond);
            seen.AddRange(harness.Close<LiquidityLevel>(bar, "1h").Select(l => $"{hour}: {l.Kind} {l.State} {l.Level}"));
        }

        Assert.Equal(
            [
                "1: OpeningRangeHigh Open 12",
                "1: OpeningRangeLow Open 9",
                "5: OpeningRangeHigh Swept 12",
                "5: OpeningRangeHigh SweepRejected 12",
                "7: OpeningRangeLow Swept 9",
                "7: OpeningRangeLow SweepRejected 9",
                "23: PreviousDayHigh Open 15",
                "23: PreviousDayLow Open 6",
                "25: PreviousDayHigh Swept 15",
                "25: PreviousDayHigh SweepRejected 15",
                "25: OpeningRangeHigh Open 15.5",
                "25: OpeningRangeLow Open 9.5",
            ],
            seen);
    }

    [Fact]
    public void The_high_of_the_day_before_among_equal_highs_counts_a_half()
    {
        // A day with a high of 50.01, then the example, whose swings of 50.00 and 50.02 hold it between them.
        Candle[] bars = [StructureBars.Read("49 50.01 48 49")[0], .. Example("49 49.4 48 49", "49 49.4 48 49")];
        for (int i = 0; i < bars.Length; i++)
        {
            bars[i].Start = Timestamp.Parse("2024-03-05T23:59:00Z").AddNanoseconds(i * 60 * Timestamp.NanosecondsPerSecond);
            bars[i].CloseTime = bars[i].Start.AddNanoseconds(60 * Timestamp.NanosecondsPerSecond);
        }

        string[] seen = Show(Run(bars, ("equal_ticks", "5"), ("equal_atr", "0")));

        Assert.Contains("@23 3 EqualHighs Open 50.02 (50..50.02) 2 2.5", seen);
    }

    [Fact]
    public void More_bars_change_nothing_that_was_said()
    {
        Candle[] bars = [.. Bars.Random(8, 2_000, 100_00000000, 1_000_000)];
        var whole = Run(bars, ("max_active", "4"));

        Assert.Equal(6, whole.Select(l => l.Value.State).Distinct().Count());
        Assert.All(Enumerable.Range(1, 8), i => Assert.Equal(whole.Where(l => l.Index < 250 * i), Run(bars[..(250 * i)], ("max_active", "4"))));
    }

    [Fact]
    public void Every_level_is_swept_at_the_first_bar_that_passes_it_and_by_none_before()
    {
        Candle[] bars = [.. Bars.Random(9, 3_000, 100_00000000, 1_000_000)];
        var levels = Run(bars, ("max_active", "1000"));

        foreach (var life in levels.GroupBy(l => l.Value.ObjectId))
        {
            LiquidityLevel last = life.Last(l => l.Value.State is LiquidityState.Open or LiquidityState.Extended).Value;
            bool isHigh = last.Direction == Direction.Up;
            int passed = Array.FindIndex(bars, (int)last.ConfirmedIndex + 1, b => isHigh ? b.High > last.Level : b.Low < last.Level);
            Assert.Equal(passed < 0 ? [] : [passed], life.Where(l => l.Value.State == LiquidityState.Swept).Select(l => l.Index));
            if (life.Any(l => l.Value.State == LiquidityState.SweepRejected))
            {
                int at = life.Last().Index;
                Assert.InRange(at - passed, 0, 1);
                Assert.True(isHigh ? bars[at].Close < last.Level : bars[at].Close > last.Level);
            }
            else if (life.Any(l => l.Value.State == LiquidityState.SweepAccepted))
            {
                int at = life.Last().Index;
                Assert.All(bars[(at - 1)..(at + 1)], b => Assert.True(isHigh ? b.Close > last.Level : b.Close < last.Level));
            }
        }

        Assert.True(levels.Count(l => l.Value.State == LiquidityState.Swept) > 30);
    }
}
