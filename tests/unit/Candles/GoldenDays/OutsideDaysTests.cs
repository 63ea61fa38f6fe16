using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Candles of days from outside that begin at midnight UTC: that is a date, not a moment.</summary>
public sealed class OutsideDaysTests
{
    /// <summary>In New York the day begins at 04:00 or 05:00 in UTC, after its label, and the week of Sunday, the 8th, ends after Monday's label.</summary>
    [Fact]
    public void Weeks_of_a_market_that_never_closes() => Assert.Equal(
        """
        1w 2026-03-02T05:00Z 2026-03-09T04:00Z 1 2 1 2 v2 n?
        1w 2026-03-09T04:00Z 2026-03-16T04:00Z 3 4 3 4 v2 n?
        """,
        Folded(Of(Markets.NewYorkDays), "1w", "2026-03-07 1", "2026-03-08 2", "2026-03-09 3", "2026-03-10 4"));

    /// <summary>
    /// In winter extended hours end at 01:00 in UTC, after the next day's label. Friday, 2026-02-06, is day 20 490 since
    /// 1970-01-01 and even: Tuesday and Wednesday are a pair, Monday is the second of one.
    /// </summary>
    [Fact]
    public void Pairs_of_days_in_winter() => Assert.Equal(
        """
        2d 2026-02-06T09:00Z 2026-02-07T01:00Z 1 1 1 1 v1 n?
        2d 2026-02-09T09:00Z 2026-02-10T01:00Z 2 2 2 2 v1 n?
        2d 2026-02-10T09:00Z 2026-02-12T01:00Z 3 4 3 4 v2 n?
        """,
        Folded(Of(Markets.UsEquity), "2d", "2026-02-06 1", "2026-02-09 2", "2026-02-10 3", "2026-02-11 4"));

    [Fact]
    public void Weeks_in_india() => Assert.Equal(
        """
        1w 2026-03-09T03:45Z 2026-03-13T10:00Z 1 2 1 2 v2 n?
        1w 2026-03-16T03:45Z 2026-03-20T10:00Z 3 3 3 3 v1 n?
        """,
        Folded(Of(Markets.Nse, TradingHours.Regular), "1w", "2026-03-09 1", "2026-03-13 2", "2026-03-16 3"));

    private static string Folded(Instrument instrument, string frame, params string[] days)
    {
        Runs run = Runs.Of(Runs.CandlesOnly(frame), instrument);
        List<NaiveBar> bars = run.Candles([.. days.Select(Day)]);
        bars.AddRange(run.Candles(run.Flush()));
        return Text(bars);
    }

    private static InputEvent Day(string line)
    {
        Timestamp start = Time(line[..10] + "T00:00Z");
        Timestamp end = start.AddNanoseconds(Timestamp.NanosecondsPerDay);
        Price price = Price.Parse(line[11..]);
        return new InputEvent
        {
            Kind = EventKind.Candle,
            Time = end,
            TimeFrame = TimeFrame.Parse("1d"),
            Candle = new Candle
            {
                Start = start, CloseTime = end, Open = price, High = price, Low = price, Close = price, Volume = new Quantity(Quantity.Scale), Trades = -1,
            },
        };
    }
}
