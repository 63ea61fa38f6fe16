using System.Collections.Immutable;
using NodaTime;
using Pawl.Types;

namespace Pawl.Candles.Sessions;

/// <summary>
/// When a market is open, as its exchange says it: in local time, by the day of the week, with holidays, half-days and
/// extra sessions. What counts for a date, in this order: an extra session, a holiday, a half-day, the weekday. Where the
/// hours of two dates overlap, those of the later begin when those of the earlier end.
/// </summary>
/// <param name="Name">What the calendar is called.</param>
/// <param name="Zone">The time zone of all dates and times of day.</param>
public sealed record SessionRules(string Name, string Zone)
{
    // No run of days without a session of their own is longer.
    private const int LongestBreak = 31;

    public ImmutableArray<WeeklyHours> Weekly { get; init; } = [];

    public ImmutableArray<DateRule> Holidays { get; init; } = [];

    public ImmutableArray<HalfDay> HalfDays { get; init; } = [];

    /// <summary>Sessions on days that would be closed, and hours that count before everything else.</summary>
    public ImmutableDictionary<TradingDay, DayHours> SpecialSessions { get; init; } = ImmutableDictionary<TradingDay, DayHours>.Empty;

    /// <summary>The first year whose holidays are known.</summary>
    public int CoversFrom { get; init; } = TradingCalendar.FirstYear;

    /// <summary>The last year whose holidays are known.</summary>
    public int CoversTo { get; init; } = TradingCalendar.LastYear;

    /// <summary>The calendar that follows these rules.</summary>
    /// <exception cref="ArgumentException">There is no such time zone.</exception>
    public TradingCalendar ToCalendar()
    {
        DateTimeZone zone = TimeZones.Zone(Zone);
        return new TradingCalendar(Name, Zone, TimeZones.Version, year => Sessions(zone, year)) { CoversFrom = CoversFrom, CoversTo = CoversTo };
    }

    private TradingSession[] Sessions(DateTimeZone zone, int year)
    {
        Dates dates = Around(year);
        List<TradingSession> sessions = [];
        Timestamp closed = Timestamp.MinValue;
        TradingDay end = TradingDay.Of(year + 1, 1, 1);
        // Sessions that count for a later day may lie at the end of the year before.
        for (TradingDay date = TradingDay.Of(year, 1, 1).AddDays(-LongestBreak); date < end; date = date.AddDays(1))
        {
            (DayHours hours, bool countsForNext) = dates.HoursOf(date);
            if (hours.Sessions.IsEmpty) continue;
            TradingDay day = countsForNext ? dates.NextOwn(date) : date;
            foreach (HourRange range in hours.Sessions)
            {
                TradingSession session = Session(zone, date, range, hours.Regular ?? range, day, closed);
                // Nothing is left of hours that were skipped when clocks were set forward, or that others take up.
                if (session.Open >= session.Close) continue;
                closed = session.Close;
                if (day.Year == year) sessions.Add(session);
            }
        }

        return [.. sessions];
    }

    private static TradingSession Session(DateTimeZone zone, TradingDay date, HourRange range, HourRange regular, TradingDay day, Timestamp notBefore)
    {
        Timestamp Moment(int seconds)
        {
            Timestamp time = TimeZones.Moment(zone, date, seconds);
            return time > notBefore ? time : notBefore;
        }

        Timestamp open = Moment(range.Open), close = Moment(range.Close);
        HourRange common = range.And(regular);
        return common.IsEmpty
            ? new TradingSession(open, close, open, open, day)
            : new TradingSession(open, close, Moment(common.Open), Moment(common.Close), day);
    }

    private Dates Around(int year)
    {
        HashSet<TradingDay> holidays = [];
        Dictionary<TradingDay, HalfDay> halfDays = [];
        for (int y = year - 1; y <= year + 1; y++)
        {
            foreach (DateRule rule in Holidays)
            {
                if (rule.In(y) is { } date) holidays.Add(date);
            }

            foreach (HalfDay halfDay in HalfDays)
            {
                if (halfDay.Date.In(y) is { } date) halfDays.TryAdd(date, halfDay);
            }
        }

        return new Dates(this, holidays, halfDays);
    }

    private DayHours OfWeekday(TradingDay date)
    {
        WeeklyHours? latest = null;
        foreach (WeeklyHours weekly in Weekly)
        {
            bool holds = (weekly.Days >> date.DaysSinceMonday & 1) != 0 && (weekly.From is not { } from || from <= date);
            if (holds && (latest?.From is not { } known || weekly.From >= known)) latest = weekly;
        }

        return latest?.Hours ?? DayHours.Closed;
    }

    /// <summary>The rules with the dates that they give for a year and the ones beside it.</summary>
    private sealed record Dates(SessionRules Rules, HashSet<TradingDay> Holidays, Dictionary<TradingDay, HalfDay> HalfDays)
    {
        public (DayHours Hours, bool CountsForNext) HoursOf(TradingDay date)
        {
            if (Rules.SpecialSessions.TryGetValue(date, out DayHours? special)) return (special, false);
            if (Holidays.Contains(date)) return (DayHours.Closed, false);
            DayHours weekday = Rules.OfWeekday(date);
            return !weekday.Sessions.IsEmpty && HalfDays.TryGetValue(date, out HalfDay? half) ? (half.Hours, half.CountsForNext) : (weekday, false);
        }

        /// <summary>The next date whose sessions count for itself.</summary>
        public TradingDay NextOwn(TradingDay date)
        {
            for (int i = 1; i <= LongestBreak; i++)
            {
                (DayHours hours, bool countsForNext) = HoursOf(date.AddDays(i));
                if (!hours.Sessions.IsEmpty && !countsForNext) return date.AddDays(i);
            }

            return date;
        }
    }
}
