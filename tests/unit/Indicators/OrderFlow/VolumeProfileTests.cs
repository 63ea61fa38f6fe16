using System.Text.Json;
using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class VolumeProfileTests
{
    private static readonly (string, string) Quarter = ("tick_size", "0.25");

    /// <summary>A ladder whose value area differs by method.</summary>
    private static readonly Tick[] Ladder =
    [
        Trade("100.00", 10), Trade("100.25", 25), Trade("100.50", 60), Trade("100.75", 90), Trade("101.00", 70), Trade("101.25", 40),
        Trade("101.50", 30), Trade("101.75", 15), Trade("102.00", 5),
    ];

    private static Tick Trade(string price, int size) => new() { Price = Price.Parse(price), Size = new Quantity(size * Quantity.Scale) };

    private static VolumeProfile? Profile((string, string)[] parameters, params Tick[] ticks)
    {
        NodeHarness harness = new("volume_profile", parameters);
        foreach (Tick tick in ticks)
        {
            Assert.Empty(harness.Trade<VolumeProfile>(tick));
        }

        return harness.Close<VolumeProfile>("1") is [var profile] ? profile : null;
    }

    private static string Text(VolumeProfile? profile) =>
        profile is { } v ? $"{v.PointOfControl}: {v.PointOfControlVolume} of {v.Volume} at {v.Levels} in {v.Low}..{v.High}" : "";

    [Theory]
    [InlineData("two_rows", "100.25..101.25 with 285")]
    [InlineData("single_row", "100.5..101.25 with 260")]
    public void Value_areas_of_both_methods(string method, string area)
    {
        VolumeProfile v = Profile([Quarter, ("value_area", method)], Ladder)!.Value;
        Assert.Equal("100.75: 90 of 345 at 9 in 100..102", Text(v));
        Assert.Equal(area, $"{v.ValueAreaLow}..{v.ValueAreaHigh} with {v.ValueAreaVolume}");
    }

    [Fact]
    public void Reaching_the_part_exactly_is_enough_for_two_rows_and_not_for_single_ones()
    {
        // 70 of 100 at the point of control alone.
        Tick[] ticks = [Trade("1", 10), Trade("2", 70), Trade("3", 20)];
        VolumeProfile two = Profile([("tick_size", "1")], ticks)!.Value;
        VolumeProfile single = Profile([("tick_size", "1"), ("value_area", "single_row")], ticks)!.Value;
        Assert.Equal(("2", "2"), (two.ValueAreaLow.ToString(), two.ValueAreaHigh.ToString()));
        Assert.Equal(("2", "3"), (single.ValueAreaLow.ToString(), single.ValueAreaHigh.ToString()));
    }

    [Fact]
    public void Of_equal_pairs_the_nearer_to_the_point_of_control_then_the_upper()
    {
        // Two above and two below hold 4 each: up first; then 6 below against 4 above.
        VolumeProfile v = Profile([("tick_size", "1"), ("value_area_percent", "45")], Trade("3", 6), Trade("4", 0), Trade("5", 3), Trade("6", 1), Trade("7", 10), Trade("8", 2), Trade("9", 2), Trade("10", 4))!.Value;
        Assert.Equal("7..9 with 14", $"{v.ValueAreaLow}..{v.ValueAreaHigh} with {v.ValueAreaVolume}");
    }

    [Fact]
    public void Prices_fall_into_rows() =>
        Assert.Equal("100.25: 8 of 15 at 3 in 100..100.75", Text(Profile([Quarter], Trade("100.24", 1), Trade("100.25", 3), Trade("100.49", 5), Trade("100.75", 6))));

    [Fact]
    public void Rows_below_zero_are_floored_too() =>
        Assert.Equal("-0.25: 3 of 5 at 2 in -0.25..0", Text(Profile([Quarter], Trade("-0.01", 1), Trade("-0.25", 2), Trade("0.24", 2))));

    [Fact]
    public void Of_equal_volumes_the_nearest_to_the_middle_counts_then_the_lower()
    {
        Assert.Equal("100.5: 2 of 6 at 3 in 100..101", Text(Profile([], Trade("101", 2), Trade("100", 2), Trade("100.5", 2))));
        Assert.Equal("100: 2 of 4 at 2 in 100..101", Text(Profile([], Trade("101", 2), Trade("100", 2))));
    }

    [Fact]
    public void Nothing_is_given_before_the_first_volume()
    {
        Assert.Equal("", Text(Profile([])));
        Assert.Equal("", Text(Profile([], Trade("100", 0))));
    }

    [Fact]
    public void Nodes_stand_out_of_the_mean_over_three_rows()
    {
        // 9 rows, 90 in all, so the mean row is 10. Means over three: 6, 12, 17.3, 16, 8, 2.7, 3.3, 6.7, 8.
        int[] volumes = [2, 10, 24, 18, 6, 0, 2, 8, 10];
        Tick[] ticks = [.. volumes.Select((v, i) => Trade($"{i + 1}", v))];
        NodeHarness harness = new("volume_profile", [("tick_size", "1")]);
        foreach (Tick tick in ticks)
        {
            harness.Trade<VolumeProfile>(tick);
        }

        harness.Close<VolumeProfile>("1");
        JsonElement said = JsonDocument.Parse(Assert.Single(harness.Said)).RootElement;
        Assert.Equal([3m], said.GetProperty("high_volume_nodes").EnumerateArray().Select(e => e.GetDecimal()));
        Assert.Equal([6m], said.GetProperty("low_volume_nodes").EnumerateArray().Select(e => e.GetDecimal()));
        Assert.Equal(
            ["1:2", "2:10", "3:24", "4:18", "5:6", "7:2", "8:8", "9:10"],
            said.GetProperty("bins").EnumerateArray().Select(e => $"{e.GetProperty("price")}:{e.GetProperty("volume")}"));
    }

    [Fact]
    public void Rows_are_joined_where_there_would_be_too_many()
    {
        // 11 prices into at most 3 rows: 5 prices a row, from 100..104 on.
        Tick[] ticks = [.. Enumerable.Range(100, 11).Select(i => Trade($"{i}", i - 99))];
        VolumeProfile v = Profile([("tick_size", "1"), ("max_rows", "3")], ticks)!.Value;
        Assert.Equal(("5", "105: 40 of 66 at 3 in 100..110"), (v.RowSize.ToString(), Text(v)));
    }

    [Fact]
    public void A_session_ends_with_its_day_and_the_next_begins_empty()
    {
        NodeHarness harness = new("volume_profile", [("tick_size", "1")]);
        long day = Timestamp.NanosecondsPerDay;
        Candle At(long end) => Bars.Flat(new Timestamp(end - (60 * Timestamp.NanosecondsPerSecond)), Price.Parse("1"));
        harness.Trade<VolumeProfile>(Trade("5", 1));
        Assert.Equal(ProfileState.Developing, Assert.Single(harness.Close<VolumeProfile>(At(day / 2))).State);
        harness.Trade<VolumeProfile>(Trade("6", 1));
        VolumeProfile last = Assert.Single(harness.Close<VolumeProfile>(At(day)));
        Assert.Equal((ProfileState.Final, "2"), (last.State, last.Volume.ToString()));
        harness.Trade<VolumeProfile>(Trade("7", 3));
        VolumeProfile next = Assert.Single(harness.Close<VolumeProfile>(At(day + (day / 2))));
        Assert.Equal((ProfileState.Developing, "3"), (next.State, next.Volume.ToString()));
    }

    /// <summary>Which of the bars so far a scope holds, from their number and from that of the newest.</summary>
    private static readonly Dictionary<string, Func<int, int, bool>> Scopes = new(StringComparer.Ordinal)
    {
        ["session"] = (_, _) => true,
        ["rolling period=1"] = (bar, newest) => bar == newest,
        ["rolling period=7"] = (bar, newest) => bar > newest - 7,
        ["fixed from=600 until=1200"] = (bar, _) => bar is >= 10 and < 20,
    };

    [Theory]
    [InlineData("0.01", "session")]
    [InlineData("0.07", "rolling period=7")]
    [InlineData("0.01", "rolling period=1")]
    [InlineData("1", "fixed from=600 until=1200")]
    public void Agrees_with_a_naive_grouping(string tickSize, string scope)
    {
        long size = Price.Parse(tickSize).Raw;
        (string, string)[] parameters = [.. $"scope={scope}".Split(' ').Select(p => (p.Split('=')[0], p.Split('=')[1])), ("tick_size", tickSize), ("max_rows", "2000")];
        NodeHarness harness = new("volume_profile", parameters);
        IReadOnlyList<Tick[]> bars = RandomTrades.Bars(4, 60, 0, 17_000_000, 5);
        for (int newest = 0; newest < bars.Count; newest++)
        {
            harness.Wait(1);
            foreach (Tick tick in bars[newest])
            {
                Assert.Empty(harness.Trade<VolumeProfile>(tick));
            }

            Candle candle = Bars.Flat(Bars.Start(newest), bars[newest][^1].Price);
            IReadOnlyList<VolumeProfile> said = harness.Close<VolumeProfile>(candle);
            var rows = Enumerable.Range(0, newest + 1).Where(bar => Scopes[scope](bar, newest)).SelectMany(bar => bars[bar])
                .GroupBy(t => (long)Math.Floor(t.Price.Raw / (decimal)size), (row, of) => (Row: row, Volume: RandomTrades.Sum(of))).OrderBy(r => r.Row).ToList();
            if (rows.Count == 0)
            {
                Assert.Empty(said);
                continue;
            }

            var peak = rows.OrderByDescending(r => r.Volume).ThenBy(r => Math.Abs((2 * r.Row) - rows[0].Row - rows[^1].Row)).ThenBy(r => r.Row).First();
            Assert.Equal(
                (candle.Start, new Price(peak.Row * size), peak.Volume, rows.Aggregate(QuantitySum.Zero, (sum, r) => sum + r.Volume), new Price(rows[0].Row * size), new Price(rows[^1].Row * size), (long)rows.Count),
                said[0] is var v ? (v.BarTime, v.PointOfControl, v.PointOfControlVolume, v.Volume, v.Low, v.High, v.Levels) : default);
            JsonElement json = JsonDocument.Parse(harness.Said[0]).RootElement;
            Assert.Equal(rows.Select(r => $"{new Price(r.Row * size)} {r.Volume}"), json.GetProperty("bins").EnumerateArray().Select(e => $"{e.GetProperty("price")} {e.GetProperty("volume")}"));
        }
    }

    [Fact]
    public void Beyond_its_limit_it_fails_by_name()
    {
        NodeHarness harness = new("volume_profile", [("tick_size", "1")]);
        for (int page = 0; page < VolumeProfiles.MaxPages; page++)
        {
            harness.Trade<VolumeProfile>(Trade($"{page * 64}", 1));
        }

        string error = Assert.Throws<InvalidOperationException>(() => harness.Trade<VolumeProfile>(Trade("-1", 1))).Message;

        Assert.StartsWith("more than 1048576 price levels", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stretch_of_time_that_ends_before_it_begins_is_refused() =>
        Assert.Contains("until 5 is not after from 9", Assert.Single(NodeHarness.Mistakes("volume_profile", [("from", "9"), ("until", "5")])), StringComparison.Ordinal);
}
