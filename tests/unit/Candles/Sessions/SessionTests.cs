using Pawl.Candles.Sessions;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles.Sessions;

/// <summary>Opens and closes worked out by hand from the rules of the exchanges, as moments in UTC.</summary>
public sealed class SessionTests
{
    private static readonly Dictionary<string, TradingCalendar> Calendars =
        new[] { Markets.Nse, Markets.London, Markets.Forex, Markets.Crypto, Markets.NewYorkDays, Markets.HongKong, Markets.UsEquity, Markets.Es }
            .ToDictionary(rules => rules.Name, rules => rules.ToCalendar(), StringComparer.Ordinal);

    // Clocks change in New York and Chicago on 2026-03-08 and 2026-11-01, in London on 2026-03-29 and 2026-10-25, in India never.
    [Theory]
    [InlineData("nse", "2026-03-09", "2026-03-09T03:30Z", "2026-03-09T03:45Z", "2026-03-09T10:00Z", "2026-03-09T10:00Z")]
    [InlineData("us_equity", "2026-03-06", "2026-03-06T09:00Z", "2026-03-06T14:30Z", "2026-03-06T21:00Z", "2026-03-07T01:00Z")]
    [InlineData("us_equity", "2026-03-09", "2026-03-09T08:00Z", "2026-03-09T13:30Z", "2026-03-09T20:00Z", "2026-03-10T00:00Z")]
    [InlineData("us_equity", "2026-10-30", "2026-10-30T08:00Z", "2026-10-30T13:30Z", "2026-10-30T20:00Z", "2026-10-31T00:00Z")]
    [InlineData("us_equity", "2026-11-02", "2026-11-02T09:00Z", "2026-11-02T14:30Z", "2026-11-02T21:00Z", "2026-11-03T01:00Z")]
    [InlineData("us_equity", "2026-11-27", "2026-11-27T09:00Z", "2026-11-27T14:30Z", "2026-11-27T18:00Z", "2026-11-27T22:00Z")]
    [InlineData("lse", "2026-03-27", "2026-03-27T08:00Z", "2026-03-27T08:00Z", "2026-03-27T16:30Z", "2026-03-27T16:30Z")]
    [InlineData("lse", "2026-03-30", "2026-03-30T07:00Z", "2026-03-30T07:00Z", "2026-03-30T15:30Z", "2026-03-30T15:30Z")]
    [InlineData("lse", "2026-10-26", "2026-10-26T08:00Z", "2026-10-26T08:00Z", "2026-10-26T16:30Z", "2026-10-26T16:30Z")]
    [InlineData("cme_equity", "2026-03-06", "2026-03-05T23:00Z", "2026-03-06T14:30Z", "2026-03-06T21:00Z", "2026-03-06T22:00Z")]
    [InlineData("cme_equity", "2026-03-09", "2026-03-08T22:00Z", "2026-03-09T13:30Z", "2026-03-09T20:00Z", "2026-03-09T21:00Z")]
    [InlineData("cme_equity", "2026-10-30", "2026-10-29T22:00Z", "2026-10-30T13:30Z", "2026-10-30T20:00Z", "2026-10-30T21:00Z")]
    [InlineData("cme_equity", "2026-11-02", "2026-11-01T23:00Z", "2026-11-02T14:30Z", "2026-11-02T21:00Z", "2026-11-02T22:00Z")]
    [InlineData("forex", "2026-03-06", "2026-03-05T22:00Z", "2026-03-05T22:00Z", "2026-03-06T22:00Z", "2026-03-06T22:00Z")]
    [InlineData("forex", "2026-03-09", "2026-03-08T21:00Z", "2026-03-08T21:00Z", "2026-03-09T21:00Z", "2026-03-09T21:00Z")]
    [InlineData("crypto", "2026-03-08", "2026-03-08T00:00Z", "2026-03-08T00:00Z", "2026-03-09T00:00Z", "2026-03-09T00:00Z")]
    [InlineData("crypto", "2028-02-29", "2028-02-29T00:00Z", "2028-02-29T00:00Z", "2028-03-01T00:00Z", "2028-03-01T00:00Z")]
    [InlineData("new_york_days", "2026-03-08", "2026-03-08T05:00Z", "2026-03-08T05:00Z", "2026-03-09T04:00Z", "2026-03-09T04:00Z")]
    [InlineData("new_york_days", "2026-11-01", "2026-11-01T04:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z", "2026-11-02T05:00Z")]
    public void A_day_of_one_session(string market, string day, string open, string regularOpen, string regularClose, string close)
    {
        TradingCalendar calendar = Calendars[market];
        TradingSession expected = new(Time(open), Time(close), Time(regularOpen), Time(regularClose), Day(day));
        Assert.Equal(expected, calendar.NextOrCurrent(expected.Open));
        Assert.Equal(expected, calendar.NextOrCurrent(expected.Close.AddNanoseconds(-1)));
        Assert.Equal((expected.Open, expected.Close), calendar.DayBounds(expected.Day));
        Assert.Equal((expected.RegularOpen, expected.RegularClose), calendar.RegularHours.DayBounds(expected.Day));
    }

    [Theory]
    [InlineData("us_equity", "2026-11-25T20:00Z", "2026-11-25")]
    [InlineData("us_equity", "2026-11-26T15:00Z", "2026-11-27")] // Thanksgiving
    [InlineData("us_equity", "2026-11-27T22:00Z", "2026-11-30")] // a half-day is over
    [InlineData("us_equity", "2022-12-26T15:00Z", "2022-12-27")] // Christmas on a Sunday
    [InlineData("us_equity", "2021-12-24T15:00Z", "2021-12-27")] // Christmas on a Saturday
    [InlineData("cme_equity", "2026-03-08T21:59:59Z", "2026-03-09")] // Sunday afternoon, closed
    [InlineData("cme_equity", "2026-03-08T22:00Z", "2026-03-09")] // Sunday evening
    [InlineData("cme_equity", "2026-03-09T21:30Z", "2026-03-10")] // the daily halt
    [InlineData("cme_equity", "2026-03-09T22:00Z", "2026-03-10")]
    [InlineData("cme_equity", "2026-11-26T17:00Z", "2026-11-27")] // Thanksgiving counts for Friday
    [InlineData("forex", "2026-03-06T22:00Z", "2026-03-09")] // Friday 17:00
    [InlineData("forex", "2026-03-09T21:00Z", "2026-03-10")]
    [InlineData("nse", "2026-03-06T10:00Z", "2026-03-09")] // 15:30:00.000 on Friday
    [InlineData("crypto", "2026-12-31T23:59:59.999999999Z", "2026-12-31")]
    public void The_trading_day_of_a_moment(string market, string time, string day) =>
        Assert.Equal(Day(day), Calendars[market].DayOf(Time(time)));

    [Theory]
    [InlineData("cme_equity", "2026-03-09", "2026-03-08T22:00Z", "2026-03-13T21:00Z")]
    [InlineData("cme_equity", "2026-11-06", "2026-11-01T23:00Z", "2026-11-06T22:00Z")]
    [InlineData("cme_equity", "2026-11-24", "2026-11-22T23:00Z", "2026-11-27T18:15Z")]
    [InlineData("us_equity", "2026-11-24", "2026-11-23T09:00Z", "2026-11-27T22:00Z")]
    [InlineData("forex", "2026-03-03", "2026-03-01T22:00Z", "2026-03-06T22:00Z")]
    [InlineData("forex", "2026-10-28", "2026-10-25T21:00Z", "2026-10-30T21:00Z")]
    [InlineData("nse", "2026-01-01", "2025-12-29T03:30Z", "2026-01-02T10:00Z")]
    [InlineData("crypto", "2026-03-08", "2026-03-02T00:00Z", "2026-03-09T00:00Z")]
    public void The_week_of_a_day(string market, string day, string start, string end) =>
        Assert.Equal((Time(start), Time(end)), Calendars[market].WeekBounds(Day(day)));

    /// <summary>On Thanksgiving ES halts at 12:00 in Chicago; the exchange books it on Friday, which closes at 12:15.</summary>
    [Fact]
    public void A_holiday_session_counts_for_the_next_day()
    {
        TradingCalendar calendar = Calendars["cme_equity"];
        TradingSession thursday = calendar.NextOrCurrent(Time("2026-11-25T23:00Z"));
        TradingSession friday = calendar.NextOrCurrent(thursday.Close);
        Assert.Equal(new TradingSession(Time("2026-11-25T23:00Z"), Time("2026-11-26T18:00Z"), Time("2026-11-26T14:30Z"), Time("2026-11-26T18:00Z"), Day("2026-11-27")), thursday);
        Assert.Equal(new TradingSession(Time("2026-11-26T23:00Z"), Time("2026-11-27T18:15Z"), Time("2026-11-27T14:30Z"), Time("2026-11-27T18:15Z"), Day("2026-11-27")), friday);
        Assert.Equal((thursday.Open, friday.Close), calendar.DayBounds(Day("2026-11-27")));
        Assert.False(calendar.IsTradingDay(Day("2026-11-26")));
    }

    [Fact]
    public void A_break_at_noon_makes_two_sessions()
    {
        TradingCalendar calendar = Calendars["hkex"];
        TradingSession morning = calendar.NextOrCurrent(Time("2026-03-09T00:00Z"));
        Assert.Equal((Time("2026-03-09T01:30Z"), Time("2026-03-09T04:00Z")), (morning.Open, morning.Close));
        Assert.Equal(Time("2026-03-09T05:00Z"), calendar.NextOpen(morning.Open));
        Assert.Equal(Day("2026-03-09"), calendar.DayOf(Time("2026-03-09T04:30Z")));
        Assert.Equal((morning.Open, Time("2026-03-09T08:00Z")), calendar.DayBounds(Day("2026-03-09")));
    }

    [Theory]
    [InlineData("nse", 1, "03:45 04:45 05:45 06:45 07:45 08:45 09:45-10:00")] // 09:15, 10:15, … 15:15 to 15:30
    [InlineData("us_equity", 1, "13:30 14:30 15:30 16:30 17:30 18:30 19:30-20:00")]
    [InlineData("cme_equity", 4, "22:00 02:00 06:00 10:00 14:00 18:00-21:00")]
    [InlineData("new_york_days", 4, "04:00 08:00 12:00 16:00 20:00 00:00-04:00")]
    public void Bars_from_the_open_are_short_at_the_close(string market, int hours, string expected)
    {
        TradingCalendar calendar = Calendars[market];
        TradingSession session = (market is "cme_equity" or "new_york_days" ? calendar : calendar.RegularHours).NextOrCurrent(Time("2026-03-09T13:00Z"));
        Assert.Equal(expected, Bars(session, hours));
    }

    /// <summary>The day of New York on which clocks are set forward has 23 hours: five bars of four hours and one of three.</summary>
    [Fact]
    public void A_change_of_clocks_cuts_only_the_last_bar()
    {
        Assert.Equal("05:00 09:00 13:00 17:00 21:00 01:00-04:00", Bars(Calendars["new_york_days"].NextOrCurrent(Time("2026-03-08T05:00Z")), 4));
        Assert.Equal("04:00 08:00 12:00 16:00 20:00 00:00 04:00-05:00", Bars(Calendars["new_york_days"].NextOrCurrent(Time("2026-11-01T04:00Z")), 4));
    }

    private static string Bars(TradingSession session, int hours)
    {
        List<string> starts = [];
        Timestamp end = session.Open;
        while (end < session.Close)
        {
            (Timestamp start, Timestamp next) = session.BarAt(end, hours * 3_600 * Timestamp.NanosecondsPerSecond);
            Assert.Equal((end, next), (start, session.BarAt(next.AddNanoseconds(-1), hours * 3_600 * Timestamp.NanosecondsPerSecond).End));
            starts.Add(start.ToString()[11..16]);
            end = next;
        }

        return string.Join(' ', starts) + "-" + end.ToString()[11..16];
    }

    private static Timestamp Time(string text) => Timestamp.Parse(text.Length == 17 ? text.Replace("Z", ":00Z", StringComparison.Ordinal) : text);

    private static TradingDay Day(string text) => Instruments.Sessions.Day(text);
}
