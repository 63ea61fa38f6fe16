using System.Collections.Immutable;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Days on which a contract follows another, or a share is split.</summary>
public sealed class RollDayTests
{
    /// <summary>
    /// ESH2026 ends on Friday, 2026-03-20; four trading days before is Monday, the 16th, which opens on Sunday at 22:00.
    /// Friday's closes are 6 000 and 6 060: the difference is 60, the ratio 101/100.
    /// </summary>
    [Theory]
    [InlineData(SeriesKind.Unadjusted, "5900 6000 | 6075 6100")]
    [InlineData(SeriesKind.BackAdjusted, "5960 6060 | 6075 6100")]
    [InlineData(SeriesKind.Ratio, "5959 6060 | 6075 6100")]
    public void A_roll_makes_no_step(SeriesKind kind, string closes)
    {
        Instrument es = Of(Markets.Es);
        List<NaiveBar> march = Bars(es, "1d", """
            2026-03-12T15:00Z 5900 1
            2026-03-13T20:59:59Z 6000 1
            2026-03-15T22:00Z 6010 1
            """);
        List<NaiveBar> june = Bars(es, "1d", """
            2026-03-13T20:59:58Z 6060 1
            2026-03-15T22:00Z 6070 1
            2026-03-16T20:59:59Z 6075 1
            2026-03-16T22:00Z 6100 1
            """);
        ContinuousFuture future = new(
            [new FuturesContract("ESH2026", Day("2026-03-20")), new FuturesContract("ESM2026", Day("2026-06-19"))], RollDaysBefore: 4, kind);
        Roll roll = Assert.Single(future.Schedule(es.Sessions));
        Assert.Equal((Time("2026-03-15T22:00Z"), Day("2026-03-16")), (roll.Instant, roll.Day));

        long instant = roll.Instant.Nanoseconds;
        PricedRoll priced = roll.At(PriceOf(march.Last(bar => bar.End <= instant)), PriceOf(june.Last(bar => bar.End <= instant)));
        ContinuousSeries series = new(kind, [priced]);
        string Adjusted(IEnumerable<NaiveBar> bars) => string.Join(' ', bars.Select(bar => series.Adjust(PriceOf(bar), new Timestamp(bar.Start))));
        Assert.Equal(closes, $"{Adjusted(march.Where(bar => bar.Start < instant))} | {Adjusted(june.Where(bar => bar.Start >= instant))}");
    }

    /// <summary>Seven shares for one from Monday, 2014-06-09, 04:00 in New York: 645.57 / 7 = 92.2242857…, 1 000 shares are 7 000.</summary>
    [Fact]
    public void A_split_makes_no_step()
    {
        Instrument share = Of(Markets.UsEquity);
        AdjustmentTable splits = new([Adjustment.Split(share.Sessions.DayBounds(Day("2014-06-09")).Start, 7, 1)]);
        ImmutableArray<NaiveBar> days =
        [
            .. Bars(share, "1d", """
                2014-06-06T14:00Z 649.6 400
                2014-06-06T23:59:59Z 645.57 600
                2014-06-09T08:00Z 92.7 100
                2014-06-09T20:00Z 93.7 200
                """),
        ];
        Assert.Equal(
            ["92.8 92.22428571 7000", "92.7 93.7 300"],
            days.Select(day =>
            {
                AdjustmentFactors factors = splits.FactorsAt(new Timestamp(day.Start));
                return $"{factors.Price.Apply(Raw(day.Open))} {factors.Price.Apply(PriceOf(day))} {factors.Volume.Apply(new Quantity(Raw(day.Volume).Raw))}";
            }));
    }

    private static TradingDay Day(string text) => Instruments.Sessions.Day(text);

    private static Price PriceOf(NaiveBar bar) => Raw(bar.Close);

    private static Price Raw(decimal value) => new((long)(value * Price.Scale));
}
