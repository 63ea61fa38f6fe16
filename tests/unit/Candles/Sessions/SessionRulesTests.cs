using System.Collections.Immutable;
using Pawl.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Candles.Sessions;

public sealed class SessionRulesTests
{
    [Theory]
    [InlineData("09:30-16:00", 34_200, 57_600)]
    [InlineData("17:00-16:00", -25_200, 57_600)]
    [InlineData("17:00-17:00", -25_200, 61_200)]
    [InlineData("00:00-24:00", 0, 86_400)]
    [InlineData("09:30:15-16:00", 34_215, 57_600)]
    public void Hours_are_read_and_written(string text, int open, int close)
    {
        Assert.True(HourRange.TryParse(text, out HourRange range));
        Assert.Equal((open, close, text), (range.Open, range.Close, range.ToString()));
    }

    [Theory]
    [InlineData("9:30-16:00")]
    [InlineData("09:30")]
    [InlineData("09:60-10:00")]
    [InlineData("24:00-10:00")]
    [InlineData("10:00-00:00")]
    [InlineData("10:00-24:01")]
    [InlineData("09.30-16.00")]
    [InlineData("09:30 - 16:00")]
    [InlineData("")]
    public void Other_hours_are_refused(string text) => Assert.False(HourRange.TryParse(text, out _));

    /// <summary>Published dates of Easter Sunday.</summary>
    [Theory]
    [InlineData(1818, "1818-03-22")]
    [InlineData(1943, "1943-04-25")]
    [InlineData(2000, "2000-04-23")]
    [InlineData(2019, "2019-04-21")]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_is_known(int year, string date) => Assert.Equal(date, new EasterDay(0).In(year).ToString());

    [Fact]
    public void Dates_follow_rules()
    {
        Assert.Equal("2026-01-19", new NthWeekday(1, 0, 3).In(2026).ToString());
        Assert.Equal("2026-05-25", new NthWeekday(5, 0, -1).In(2026).ToString());
        Assert.Equal("2026-12-25", new NthWeekday(12, 4, -1).In(2026).ToString());
        Assert.Null(new NthWeekday(2, 0, 5).In(2026));
        Assert.Null(new YearlyDate(2, 29).In(2026));
        Assert.Equal("2026-07-03", new YearlyDate(7, 4, Observed.NearestWeekday).In(2026).ToString());
        Assert.Equal("2021-07-05", new YearlyDate(7, 4, Observed.NearestWeekday).In(2021).ToString());
        Assert.Equal("2026-07-06", new YearlyDate(7, 4, Observed.NextWeekday).In(2026).ToString());
        Assert.Equal("2022-01-01", new YearlyDate(1, 1, Observed.SundayToMonday).In(2022).ToString());
        Assert.Equal("2023-01-02", new YearlyDate(1, 1, Observed.SundayToMonday).In(2023).ToString());
        Assert.Null(new YearlyDate(6, 19) { FromYear = 2022 }.In(2021));
        Assert.Null(new YearlyDate(6, 19) { ToYear = 2022 }.In(2023));
    }

    /// <summary>New Year's Day of 2028 is a Saturday: kept on the Friday before, it lies in 2027.</summary>
    [Fact]
    public void A_holiday_may_be_kept_in_the_year_before()
    {
        SessionRules rules = Markets.London with { Holidays = [new YearlyDate(1, 1, Observed.NearestWeekday)] };
        Assert.False(rules.ToCalendar().IsTradingDay(Day("2027-12-31")));
    }

    [Fact]
    public void A_session_on_the_last_day_may_count_for_the_next_year()
    {
        SessionRules rules = Markets.London with { HalfDays = [new HalfDay(new YearlyDate(12, 31), Markets.Hours(null, "08:00-12:00"), CountsForNext: true)] };
        TradingCalendar calendar = rules.ToCalendar();
        TradingSession session = calendar.NextOrCurrent(Time("2026-12-31T09:00:00Z"));
        Assert.Equal(("2027-01-01", Time("2026-12-31T08:00:00Z")), (session.Day.ToString(), session.Open));
        Assert.Equal((session.Open, Time("2027-01-01T16:30:00Z")), calendar.DayBounds(Day("2027-01-01")));
    }

    [Fact]
    public void Extra_sessions_come_before_holidays_and_holidays_before_half_days()
    {
        SessionRules rules = Markets.Nse with
        {
            Holidays = [new OneDate(Day("2023-11-14")), new OneDate(Day("2023-11-15"))],
            HalfDays = [new HalfDay(new YearlyDate(11, 14), Markets.Hours(null, "10:00-11:00")), new HalfDay(new YearlyDate(11, 11), Markets.Hours(null, "10:00-11:00"))],
            SpecialSessions = ImmutableDictionary<TradingDay, DayHours>.Empty
                .Add(Day("2023-11-12"), Markets.Hours(null, "18:00-19:15"))
                .Add(Day("2023-11-15"), Markets.Hours("09:30-09:45", "09:15-10:00", "11:30-12:30")),
        };
        TradingCalendar calendar = rules.ToCalendar();
        Assert.False(calendar.IsTradingDay(Day("2023-11-14")));
        Assert.False(calendar.IsTradingDay(Day("2023-11-11"))); // a half-day on a Saturday
        Assert.Equal((Time("2023-11-12T12:30:00Z"), Time("2023-11-12T13:45:00Z")), calendar.DayBounds(Day("2023-11-12")));
        Assert.Equal((Time("2023-11-15T03:45:00Z"), Time("2023-11-15T07:00:00Z")), calendar.DayBounds(Day("2023-11-15")));
        Assert.False(calendar.NextOrCurrent(Time("2023-11-15T06:30:00Z")).HasRegularHours);
    }

    /// <summary>Until 2021-06-25 trading paused from 15:15 to 15:30 in Chicago.</summary>
    [Fact]
    public void Weekly_hours_may_change_on_a_date()
    {
        SessionRules rules = Markets.Es with
        {
            Weekly =
            [
                new WeeklyHours(WeeklyHours.Weekdays, Markets.Hours("08:30-15:00", "17:00-16:00"), Day("2021-06-28")),
                new WeeklyHours(WeeklyHours.Weekdays, Markets.Hours("08:30-15:15", "17:00-15:15", "15:30-16:00")),
            ],
        };
        TradingCalendar calendar = rules.ToCalendar();
        Assert.Equal(Time("2021-06-25T20:15:00Z"), calendar.NextOrCurrent(Time("2021-06-25T12:00:00Z")).Close);
        Assert.Equal(Time("2021-06-28T21:00:00Z"), calendar.NextOrCurrent(Time("2021-06-28T12:00:00Z")).Close);
    }

    /// <summary>In New York 02:00 to 03:00 is skipped on 2026-03-08, and 01:00 to 02:00 comes twice on 2026-11-01.</summary>
    [Theory]
    [InlineData("02:30-04:00", "2026-03-08", "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z")]
    [InlineData("01:00-02:30", "2026-03-08", "2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("01:30-04:00", "2026-11-01", "2026-11-01T05:30:00Z", "2026-11-01T09:00:00Z")]
    [InlineData("00:30-01:30", "2026-11-01", "2026-11-01T04:30:00Z", "2026-11-01T05:30:00Z")]
    public void A_skipped_time_is_the_change_and_a_doubled_one_the_first(string hours, string day, string open, string close)
    {
        SessionRules rules = Markets.NewYorkDays with { Weekly = [new WeeklyHours(WeeklyHours.EveryDay, Markets.Hours(null, hours))] };
        Assert.Equal((Time(open), Time(close)), rules.ToCalendar().DayBounds(Day(day)));
    }

    [Fact]
    public void Hours_that_were_skipped_are_no_session()
    {
        SessionRules night = Markets.NewYorkDays with { Weekly = [new WeeklyHours(WeeklyHours.EveryDay, Markets.Hours(null, "02:10-02:50"))] };
        Assert.False(night.ToCalendar().IsTradingDay(Day("2026-03-08")));
        // Samoa went from 2011-12-29 to 2011-12-31.
        Assert.False((Markets.NewYorkDays with { Zone = "Pacific/Apia" }).ToCalendar().IsTradingDay(Day("2011-12-30")));
    }

    [Fact]
    public void Hours_that_overlap_begin_when_the_earlier_end()
    {
        SessionRules rules = Markets.London with
        {
            SpecialSessions = ImmutableDictionary<TradingDay, DayHours>.Empty.Add(Day("2026-01-06"), Markets.Hours("10:00-11:00", "16:00-12:00")),
        };
        TradingSession session = rules.ToCalendar().NextOrCurrent(Time("2026-01-05T16:30:00Z"));
        Assert.Equal((Time("2026-01-05T16:30:00Z"), Time("2026-01-06T12:00:00Z"), Day("2026-01-06")), (session.Open, session.Close, session.Day));
    }

    [Fact]
    public void Every_calendar_covers_all_years_without_overlap()
    {
        foreach (SessionRules rules in new[] { Markets.Es, Markets.Forex, Markets.NewYorkDays })
        {
            TradingCalendar calendar = rules.ToCalendar();
            for (int year = TradingCalendar.FirstYear; year <= TradingCalendar.LastYear; year += 7)
            {
                Assert.Equal(year, calendar.OnOrAfter(TradingDay.Of(year, 6, 1)).Year);
            }

            Assert.NotEqual(TradingDay.Of(2199, 12, 31), calendar.DayOf(Time("2200-01-01T00:00:00Z")));
        }
    }

    [Fact]
    public void An_unknown_zone_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (Markets.London with { Zone = "Europe/Atlantis" }).ToCalendar());
        Assert.False(TimeZones.Exists("Europe/Atlantis"));
        Assert.True(TimeZones.Exists("Europe/London"));
        Assert.Matches("^20[0-9]{2}[a-z]$", TimeZones.Version);
        Assert.Equal(TimeZones.Version, Markets.London.ToCalendar().Rules);
    }
}
