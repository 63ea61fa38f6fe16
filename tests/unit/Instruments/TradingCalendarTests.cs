using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Instruments;

public sealed class TradingCalendarTests
{
    // 2026-06-01, a Monday, is closed; Tuesday is the 2nd.
    [Theory]
    [InlineData("2026-06-02T07:59:59.999999999Z", false, "2026-06-02", "2026-06-02T08:00:00Z", "2026-06-02T12:00:00Z")]
    [InlineData("2026-06-02T08:00:00Z", true, "2026-06-02", "2026-06-02T08:00:00Z", "2026-06-02T12:00:00Z")]
    [InlineData("2026-06-02T12:00:00Z", false, "2026-06-02", "2026-06-02T13:00:00Z", "2026-06-02T18:00:00Z")]
    [InlineData("2026-06-02T17:59:59.999999999Z", true, "2026-06-02", "2026-06-02T13:00:00Z", "2026-06-02T18:00:00Z")]
    [InlineData("2026-06-05T18:00:00Z", false, "2026-06-08", "2026-06-08T08:00:00Z", "2026-06-08T12:00:00Z")]
    [InlineData("2026-05-30T10:00:00Z", false, "2026-06-02", "2026-06-02T08:00:00Z", "2026-06-02T12:00:00Z")]
    [InlineData("2025-12-31T18:00:00Z", false, "2026-01-02", "2026-01-02T08:00:00Z", "2026-01-02T12:00:00Z")]
    public void Finds_the_session_of_a_moment_else_the_next(string time, bool open, string day, string opens, string closes)
    {
        int hint = 0;
        Assert.Equal(open, Weekdays().TryFind(Time(time), ref hint, out TradingSession session));
        Assert.Equal((day, Time(opens), Time(closes)), (session.Day.ToString(), session.Open, session.Close));
    }

    [Fact]
    public void Says_what_comes_before_and_after()
    {
        TradingCalendar calendar = Weekdays();
        Assert.Equal(Time("2026-05-29T18:00:00Z"), calendar.Previous(Time("2026-06-02T11:59:59Z")).Close);
        Assert.Equal(Time("2026-06-02T12:00:00Z"), calendar.Previous(Time("2026-06-02T12:00:00Z")).Close);
        Assert.Equal(Time("2025-12-31T18:00:00Z"), calendar.Previous(Time("2026-01-02T08:00:00Z")).Close);
        Assert.Equal(Time("2026-06-02T13:00:00Z"), calendar.NextOpen(Time("2026-06-02T08:00:00Z")));
        Assert.Equal(Time("2026-06-02T08:00:00Z"), calendar.NextOpen(Time("2026-06-02T07:00:00Z")));
        Assert.Equal(Time("2026-06-08T22:00:00Z"), Evenings().NextOpen(Time("2026-06-07T22:00:00Z")));
    }

    [Fact]
    public void Days_and_weeks_go_from_first_open_to_last_close()
    {
        TradingCalendar calendar = Weekdays();
        Assert.Equal((Time("2026-06-02T08:00:00Z"), Time("2026-06-02T18:00:00Z")), calendar.DayBounds(Day("2026-06-02")));
        Assert.Equal((Time("2026-06-02T08:00:00Z"), Time("2026-06-05T18:00:00Z")), calendar.WeekBounds(Day("2026-06-03")));
        Assert.Equal((Time("2025-12-29T08:00:00Z"), Time("2026-01-02T18:00:00Z")), calendar.WeekBounds(Day("2026-01-02")));
        Assert.Equal((Time("2026-06-07T22:00:00Z"), Time("2026-06-12T22:00:00Z")), Evenings().WeekBounds(Day("2026-06-08")));
        Assert.False(calendar.IsTradingDay(Day("2026-06-01")));
        Assert.False(calendar.TryBounds(Day("2026-05-30"), Day("2026-06-01"), out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.DayBounds(Day("2026-06-01")));
        Assert.Equal("2026-05-28", calendar.DaysBefore(Day("2026-06-01"), 2).ToString());
    }

    [Fact]
    public void Regular_hours_are_a_calendar_of_their_own()
    {
        TradingCalendar regular = Weekdays().RegularHours;
        Assert.Equal((Time("2026-06-02T09:00:00Z"), Time("2026-06-02T17:00:00Z")), regular.DayBounds(Day("2026-06-02")));
        Assert.Equal("2026-06-03", regular.DayOf(Time("2026-06-02T17:00:00Z")).ToString());
        Assert.Same(regular, regular.RegularHours);
        Assert.False(Evenings().RegularHours.IsTradingDay(Day("2026-06-02")));
    }

    [Fact]
    public void Hints_change_nothing()
    {
        TradingSession[] all = [.. Naive(Weekdays(), 2024, 2027)];
        TradingCalendar calendar = Weekdays();
        var random = new Random(5);
        int hint = 0;
        long time = Time("2025-01-03T00:00:00Z").Nanoseconds;
        for (int i = 0; i < 4_000; i++)
        {
            time = random.Next(50) == 0 ? Time("2025-01-03T00:00:00Z").Nanoseconds + random.NextInt64(600 * Timestamp.NanosecondsPerDay) : time + random.NextInt64(3 * Hour);
            if (time > Time("2026-12-01T00:00:00Z").Nanoseconds) time = Time("2025-01-03T00:00:00Z").Nanoseconds;
            Timestamp at = new(time);
            TradingSession expected = all.First(session => session.Close > at);
            Assert.Equal(expected, calendar.NextOrCurrent(at, ref hint));
            Assert.Equal(expected, calendar.NextOrCurrent(at));
            Assert.Equal(all.Last(session => session.Close <= at), calendar.Previous(at));
        }
    }

    [Fact]
    public void Always_open_is_arithmetic_on_days_of_UTC()
    {
        TradingCalendar calendar = TradingCalendar.AlwaysOpen;
        int hint = 0;
        Assert.True(calendar.TryFind(Time("2026-06-02T23:59:59.999999999Z"), ref hint, out TradingSession session));
        Assert.Equal((Time("2026-06-02T00:00:00Z"), Time("2026-06-03T00:00:00Z"), "2026-06-02"), (session.Open, session.Close, session.Day.ToString()));
        Assert.True(session.IsRegular(Time("2026-06-02T00:00:00Z")));
        Assert.Equal((Time("1969-12-29T00:00:00Z"), Time("1970-01-05T00:00:00Z")), calendar.WeekBounds(Day("1970-01-01")));
        Assert.Equal(Time("1970-01-01T00:00:00Z"), calendar.Previous(Time("1970-01-01T00:00:00Z")).Close);
        Assert.Equal(Time("1970-01-02T00:00:00Z"), calendar.NextOpen(Time("1970-01-01T00:00:00Z")));
        Assert.Same(calendar, calendar.RegularHours);
        Assert.True(calendar.Covers(2100));
    }

    [Fact]
    public void Times_beyond_all_years_are_open()
    {
        foreach (TradingCalendar calendar in new[] { Weekdays(), Evenings(), TradingCalendar.AlwaysOpen })
        {
            int hint = 0;
            Assert.True(calendar.TryFind(Timestamp.MinValue, ref hint, out TradingSession first));
            Assert.Equal(Timestamp.MinValue, first.Open);
            Assert.True(calendar.TryFind(new Timestamp(long.MaxValue - 1), ref hint, out TradingSession last));
            Assert.Equal((Timestamp.MaxValue, "2262-04-11"), (last.Close, last.Day.ToString()));
            Assert.Equal("2200-01-01", calendar.DayOf(Time("2200-01-01T03:00:00Z")).ToString());
            Assert.Equal("2199-12-31", calendar.Previous(Time("2200-01-01T03:00:00Z")).Day.ToString());
        }
    }

    [Fact]
    public void The_days_at_both_ends_of_the_range_follow_each_other()
    {
        foreach (TradingCalendar calendar in new[] { Weekdays(), Evenings() })
        {
            foreach (string start in new[] { "1699-12-20T00:00:00Z", "2199-12-20T00:00:00Z" })
            {
                TradingSession session = calendar.NextOrCurrent(Time(start));
                for (int i = 0; i < 40; i++)
                {
                    TradingSession next = calendar.NextOrCurrent(session.Close);
                    Assert.True(next.Open >= session.Close && next.Day >= session.Day, $"{session} then {next}");
                    Assert.Equal(session, calendar.Previous(next.Open));
                    session = next;
                }
            }
        }
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        TradingCalendar calendar = Weekdays();
        long sum = 0;
        int hint = 0;
        void Run()
        {
            for (int i = 0; i < 1_000; i++)
            {
                Timestamp time = new(Time2026.Nanoseconds + (i * 2 * Hour));
                calendar.TryFind(time, ref hint, out TradingSession session);
                sum += session.Open.Nanoseconds ^ calendar.Previous(time).Close.Nanoseconds;
                (Timestamp start, Timestamp end) = calendar.WeekBounds(session.Day);
                sum += end - start;
            }
        }

        Run();
        Assert.Equal(0, Allocations.Least(Run));
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public void All_threads_see_one_page()
    {
        TradingCalendar calendar = Evenings();
        TradingDay[] days = new TradingDay[64];
        Parallel.For(0, days.Length, i => days[i] = calendar.DayOf(Time("2026-06-07T22:00:00Z")));
        Assert.All(days, day => Assert.Equal("2026-06-08", day.ToString()));
    }

    [Fact]
    public void Refuses_sessions_that_overlap()
    {
        TradingSession day = Weekdays().NextOrCurrent(Time2026);
        var calendar = new TradingCalendar("odd", "UTC", "none", year => year == 2026 ? [day, day] : []);
        Assert.Contains("odd", Assert.Throws<InvalidOperationException>(() => calendar.NextOrCurrent(Time2026)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-02T13:00:00Z", "2026-06-02T13:00:00Z", "2026-06-02T15:00:00Z")]
    [InlineData("2026-06-02T16:59:59Z", "2026-06-02T15:00:00Z", "2026-06-02T17:00:00Z")]
    [InlineData("2026-06-02T17:00:00Z", "2026-06-02T17:00:00Z", "2026-06-02T18:00:00Z")]
    public void Bars_are_counted_from_the_open_and_cut_at_the_close(string time, string start, string end)
    {
        TradingSession session = Weekdays().NextOrCurrent(Time(time));
        Assert.Equal((Time(start), Time(end)), session.BarAt(Time(time), 2 * Hour));
        Assert.Equal((session.Open, session.Close), session.BarAt(Time(time), long.MaxValue));
    }

    private static readonly Timestamp Time2026 = Time("2026-06-02T08:00:00Z");

    private static IEnumerable<TradingSession> Naive(TradingCalendar calendar, int from, int to)
    {
        TradingSession session = calendar.NextOrCurrent(Time($"{from}-01-01T00:00:00Z"));
        for (; session.Day.Year <= to; session = calendar.NextOrCurrent(session.Close)) yield return session;
    }
}
