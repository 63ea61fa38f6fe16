using System.Text.Json;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class DeltaDivergenceTests
{
    private const long Second = 1_000_000_000;
    private const int Wing = 2;

    private static Runs Run(string acrossDays) => Runs.Of(Runs.Pipeline(
        [],
        ("swings", "swing_points", ["candle(1s)"], [("left", $"{Wing}"), ("right", $"{Wing}"), ("equal_ticks", "0"), ("equal_atr", "0")]),
        ("cvd", "cumulative_delta", ["tick", "candle(1s)"], [("reset", "never")]),
        ("found", "delta_divergence", ["candle(1s)", "indicator(cvd)", "indicator(swings)"], [("across_days", acrossDays)])));

    /// <summary>Bars of one trade each: the price is the high and the low, the size with its sign what was bought.</summary>
    private static InputEvent[] Events(IReadOnlyList<(long Second, int Price, int Signed)> bars) =>
    [
        .. bars.Select(b =>
        {
            InputEvent e = Runs.Tick(b.Second * Second, b.Price, Math.Abs(b.Signed));
            e.Tick.Side = b.Signed > 0 ? AggressorSide.Buy : AggressorSide.Sell;
            return e;
        }),
        Runs.Clock(new((bars[^1].Second + 1) * Second)),
    ];

    private static List<string> Found(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).Where(l => l.GetProperty("metadata").GetProperty("node").GetString() == "found").Select(l =>
        {
            JsonElement d = l.GetProperty("data");
            return $"{d.GetProperty("direction")} {d.GetProperty("price")} after {d.GetProperty("previous_price")}, {d.GetProperty("delta")} after {d.GetProperty("previous_delta")}, {d.GetProperty("origin_time")} known {l.GetProperty("timestamp")}";
        }),
    ];

    [Fact]
    public void A_higher_high_that_was_bought_less_is_told_when_it_is_confirmed()
    {
        // Highs at bars 2 and 6: 13 with a delta of 30, 14 with a delta of 10.
        (long, int, int)[] bars = [(0, 10, 10), (1, 11, 10), (2, 13, 10), (3, 12, -10), (4, 11, -20), (5, 12, 5), (6, 14, 5), (7, 13, 1), (8, 12, 1)];
        Assert.Equal(["down 14 after 13, 10 after 30, 1970-01-01T00:00:06Z known 1970-01-01T00:00:09Z"], Found(Run("off").Process(Events(bars))));

        // Without wires the kind brings the same with default swings, which need five bars on each side.
        Assert.Empty(Found(Runs.Of(Runs.Pipeline([], ("found", "delta_divergence", ["candle(1s)"], []))).Process(Events(bars))));
    }

    [Fact]
    public void Swings_of_two_days_are_compared_only_where_that_is_asked_for()
    {
        const long Day = 86_400;
        (long, int, int)[] bars = [(0, 10, -10), (1, 9, -10), (2, 7, -10), (3, 8, 10), (4, 9, 10), (Day, 8, 5), (Day + 1, 6, 5), (Day + 2, 7, 1), (Day + 3, 8, 1)];
        Assert.Empty(Found(Run("off").Process(Events(bars))));
        Assert.Equal(["up 6 after 7, 0 after -30, 1970-01-02T00:00:01Z known 1970-01-02T00:00:04Z"], Found(Run("on").Process(Events(bars))));
    }

    /// <summary>Against a search through whole series.</summary>
    [Fact]
    public void All_are_found_and_no_other()
    {
        int all = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            (long Second, int Price, int Signed)[] bars = [.. Enumerable.Range(0, 300).Select(i => ((long)i, random.Next(100, 130), random.Next(2) == 0 ? random.Next(1, 20) : -random.Next(1, 20)))];
            List<string> expected = [.. Search(bars)];
            Assert.Equal(expected, Found(Run("off").Process(Events(bars))));
            all += expected.Count;
        }

        Assert.True(all > 100, $"{all}");
    }

    private static IEnumerable<string> Search((long Second, int Price, int Signed)[] bars)
    {
        long[] delta = new long[bars.Length];
        for (int i = 0; i < bars.Length; i++) delta[i] = (i > 0 ? delta[i - 1] : 0) + bars[i].Signed;
        int high = -1, low = -1;
        for (int at = Wing; at + Wing < bars.Length; at++)
        {
            foreach (int sign in new[] { 1, -1 })
            {
                // The first of a plateau: higher than what is before, not lower than what comes.
                bool isSwing = Enumerable.Range(1, Wing).All(k => sign * bars[at].Price > sign * bars[at - k].Price && sign * bars[at].Price >= sign * bars[at + k].Price);
                if (!isSwing) continue;
                int before = sign > 0 ? high : low;
                if (before >= 0 && sign * bars[at].Price > sign * bars[before].Price && sign * delta[at] < sign * delta[before])
                    yield return $"{(sign > 0 ? "down" : "up")} {bars[at].Price} after {bars[before].Price}, {delta[at]} after {delta[before]}, {new Timestamp(at * Second)} known {new Timestamp((at + Wing + 1) * Second)}";
                if (sign > 0) high = at;
                else low = at;
            }
        }
    }
}
