using Pawl.Types;

namespace Pawl.Tests.Unit.Instruments;

/// <summary>Small calendars for tests of what reads them, made without time zones.</summary>
internal static class Sessions
{
    public const long Hour = 3_600 * Timestamp.NanosecondsPerSecond;

    public static Timestamp Time(string text) => Timestamp.Parse(text);

    public static TradingDay Day(string text) => TradingDay.TryParse(text, out TradingDay day) ? day : throw new FormatException(text);

    /// <summary>Weekdays 08:00 to 12:00 and 13:00 to 18:00 in UTC, regular from 09:00 to 17:00; closed on the first of each month.</summary>
    public static TradingCalendar Weekdays() => new("weekdays", "UTC", "none", year =>
    {
        List<TradingSession> sessions = [];
        for (TradingDay day = TradingDay.Of(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            if (day.DaysSinceMonday > 4 || day.ToString().EndsWith("-01", StringComparison.Ordinal)) continue;
            Timestamp midnight = new(day.Number * Timestamp.NanosecondsPerDay);
            Timestamp At(long hour) => midnight.AddNanoseconds(hour * Hour);
            sessions.Add(new TradingSession(At(8), At(12), At(9), At(12), day));
            sessions.Add(new TradingSession(At(13), At(18), At(13), At(17), day));
        }

        return [.. sessions];
    });

    /// <summary>Days that begin the evening before and follow each other without pause from Sunday 22:00 to Friday 22:00 in UTC.</summary>
    public static TradingCalendar Evenings() => new("evenings", "UTC", "none", year =>
    {
        List<TradingSession> sessions = [];
        for (TradingDay day = TradingDay.Of(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            if (day.DaysSinceMonday > 4) continue;
            Timestamp open = new((day.Number * Timestamp.NanosecondsPerDay) - (2 * Hour));
            Timestamp close = open.AddNanoseconds(Timestamp.NanosecondsPerDay);
            sessions.Add(new TradingSession(open, close, open, open, day));
        }

        return [.. sessions];
    });
}
