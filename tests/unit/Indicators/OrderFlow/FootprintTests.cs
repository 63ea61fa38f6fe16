using System.Text.Json;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class FootprintTests
{
    private static readonly (string, string) Quarter = ("tick_size", "0.25");

    private static Tick Trade(string price, int size, AggressorSide side) =>
        new() { Price = Price.Parse(price), Size = new Quantity(size * Quantity.Scale), Side = side };

    /// <summary>Trades that make a ladder of <c>price: bid x ask</c>.</summary>
    private static IEnumerable<Tick> Ladder(string text)
    {
        foreach (string row in text.Split("; "))
        {
            string[] parts = row.Split([": ", "x"], StringSplitOptions.None);
            foreach ((string size, AggressorSide side) in new[] { (parts[1], AggressorSide.Sell), (parts[2], AggressorSide.Buy) })
            {
                if (size != "0")
                {
                    yield return Trade(parts[0], int.Parse(size, System.Globalization.CultureInfo.InvariantCulture), side);
                }
            }
        }
    }

    private static (Footprint Said, JsonElement Json) Run((string, string)[] parameters, IEnumerable<Tick> ticks)
    {
        NodeHarness harness = new("footprint", parameters);
        foreach (Tick tick in ticks)
        {
            Assert.Empty(harness.Trade<Footprint>(tick));
        }

        Footprint said = Assert.Single(harness.Close<Footprint>("1"));
        return (said, JsonDocument.Parse(Assert.Single(harness.Said)).RootElement);
    }

    private static string[] Imbalances(JsonElement json, string side) =>
    [
        .. json.GetProperty("rows").EnumerateArray()
            .Where(r => r.GetProperty("imbalance").EnumerateArray().Any(i => i.GetString() == side)).Select(r => r.GetProperty("price").ToString()),
    ];

    [Fact]
    public void Diagonal_imbalances_stacks_and_an_unfinished_low()
    {
        (Footprint said, JsonElement json) = Run([Quarter], Ladder(
            "101.00: 0x6; 100.75: 4x30; 100.50: 8x45; 100.25: 10x38; 100.00: 12x9; 99.75: 40x2; 99.50: 7x1"));
        Assert.Equal(["100.25", "100.5", "100.75"], Imbalances(json, "buy"));
        Assert.Equal(["99.75"], Imbalances(json, "sell"));
        JsonElement stack = Assert.Single(json.GetProperty("stacked").EnumerateArray());
        Assert.Equal("""{"side":"buy","low":100.25,"high":100.75,"rows":3}""", stack.GetRawText());
        Assert.Equal("50 of 131-81, unfinished Low", $"{said.Delta} of {said.Ask}-{said.Bid}, unfinished {said.Unfinished}");
        Assert.Equal("100.5: 53", $"{said.PointOfControl}: {said.PointOfControlVolume}");
        Assert.Equal("[\"low\"]", json.GetProperty("unfinished").GetRawText());
    }

    [Fact]
    public void Nothing_inside_the_bar_counts_as_one_and_beyond_its_ends_there_is_no_imbalance()
    {
        // 101 has 12 against nothing at 100, 102 has 12 against 5 at 101; the lowest row has nothing below it.
        (_, JsonElement json) = Run([("tick_size", "1")], Ladder("102: 0x12; 101: 5x12; 100: 0x40"));
        Assert.Equal(["101"], Imbalances(json, "buy"));
        Assert.Empty(Imbalances(json, "sell"));

        // The guards: too little volume, too small a difference.
        Assert.Empty(Imbalances(Run([("tick_size", "1"), ("min_volume", "13")], Ladder("102: 0x12; 101: 5x12; 100: 0x40")).Json, "buy"));
        Assert.Empty(Imbalances(Run([("tick_size", "1"), ("min_difference", "13")], Ladder("102: 0x12; 101: 5x12; 100: 0x40")).Json, "buy"));
    }

    [Fact]
    public void Extremes_of_the_running_delta_and_a_bar_without_trades()
    {
        (Footprint said, _) = Run([], [Trade("1", 5, AggressorSide.Sell), Trade("1", 8, AggressorSide.Buy), Trade("1", 4, AggressorSide.Sell), Trade("1", 9, AggressorSide.Unknown)]);
        Assert.Equal("-1 in -5..3, 4 trades, 9 neutral", $"{said.Delta} in {said.MinDelta}..{said.MaxDelta}, {said.Trades} trades, {said.Neutral} neutral");
        NodeHarness harness = new("footprint", []);
        harness.Trade<Footprint>(Trade("1", 5, AggressorSide.Sell));
        harness.Close<Footprint>("1");
        Footprint empty = Assert.Single(harness.Close<Footprint>("1"));
        JsonElement json = JsonDocument.Parse(Assert.Single(harness.Said)).RootElement;
        Assert.Equal(("0", JsonValueKind.Null, 0), (empty.Ask.ToString(), json.GetProperty("point_of_control").ValueKind, json.GetProperty("rows").GetArrayLength()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_bar_agrees_with_a_naive_grouping(int seed)
    {
        NodeHarness harness = new("footprint", [("tick_size", "0.07")]);
        int index = 0;
        foreach (Tick[] ticks in RandomTrades.Bars(seed, 100, -50_000_000, 3_000_000, 10))
        {
            foreach (Tick tick in ticks)
            {
                harness.Trade<Footprint>(tick);
            }

            harness.Close<Footprint>(Bars.Flat(Bars.Start(index++), ticks[^1].Price) with { Volume = RandomTrades.Sum(ticks) });
            JsonElement json = JsonDocument.Parse(Assert.Single(harness.Said)).RootElement;
            IEnumerable<string> expected = ticks.GroupBy(t => (long)Math.Floor(t.Price.Raw / 7_000_000m)).OrderBy(g => g.Key).Select(g =>
                $"{new Price(g.Key * 7_000_000)} {RandomTrades.Sum(g.Where(t => t.Side == AggressorSide.Sell))} {RandomTrades.Sum(g.Where(t => t.Side == AggressorSide.Buy))} {g.Count()}");
            Assert.Equal(expected, json.GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("price")} {r.GetProperty("bid")} {r.GetProperty("ask")} {r.GetProperty("trades")}"));
        }
    }

    [Fact]
    public void A_bar_of_too_many_rows_fails_by_name()
    {
        NodeHarness harness = new("footprint", [("tick_size", "1")]);
        for (int i = 0; i <= Footprint.MaxRows; i++)
        {
            harness.Trade<Footprint>(Trade($"{i}", 1, AggressorSide.Buy));
        }

        Assert.Contains("a bar of more than 4096 rows", Assert.Throws<InvalidOperationException>(() => harness.Close<Footprint>("1")).Message, StringComparison.Ordinal);
    }
}
