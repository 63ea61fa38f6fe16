using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class CumulativeDeltaTests
{
    private static readonly long Day = Timestamp.NanosecondsPerDay;

    private static void Trade(NodeHarness harness, int signed) => Assert.Empty(harness.Trade<CumulativeDelta>(new Tick
    {
        Price = Price.Parse("1"),
        Size = new Quantity(Math.Abs(signed) * Quantity.Scale),
        Side = signed > 0 ? AggressorSide.Buy : AggressorSide.Sell,
    }));

    private static string Close(NodeHarness harness, long end, CandleFlags flags = CandleFlags.None)
    {
        Candle candle = Bars.Flat(new Timestamp(end - (60 * Timestamp.NanosecondsPerSecond)), Price.Parse("1")) with { Flags = flags };
        CumulativeDelta d = Assert.Single(harness.Close<CumulativeDelta>(candle));
        return $"{d.Open} {d.High} {d.Low} {d.Close} {d.Flags}";
    }

    [Fact]
    public void A_candle_of_the_sum_that_begins_where_the_last_one_ended()
    {
        NodeHarness harness = new("cumulative_delta", []);
        foreach (int trade in new[] { 5, -3, 2, 1 })
        {
            Trade(harness, trade);
        }

        Assert.Equal("0 5 0 5 None", Close(harness, Day / 4));
        Trade(harness, -9);
        Trade(harness, 2);
        Assert.Equal("5 5 -4 -2 None", Close(harness, Day / 3));
        Assert.Equal("-2 -2 -2 -2 None", Close(harness, Day / 2));
    }

    [Theory]
    [InlineData("session", "0 1 0 1 None", "0 2 0 2 None")]
    [InlineData("week", "7 8 7 8 Gap", "0 2 0 2 None")]
    [InlineData("never", "7 8 7 8 Gap", "8 10 8 10 Gap")]
    public void It_begins_anew_and_a_gap_is_remembered_until_then(string reset, string nextDay, string nextWeek)
    {
        NodeHarness harness = new("cumulative_delta", [("reset", reset)]);
        Trade(harness, 7);
        Assert.Equal("0 7 0 7 Gap", Close(harness, Day, CandleFlags.Incomplete));

        // 1970-01-01 is a Thursday: the next day is of the same week, the fourth from then is of the next.
        Trade(harness, 1);
        Assert.Equal(nextDay, Close(harness, 2 * Day));
        harness.Wait(3 * Day);
        Trade(harness, 2);
        Assert.Equal(nextWeek, Close(harness, 6 * Day));
    }
}
