using System.Globalization;

namespace Pawl.Tests.Support;

/// <summary>Lists of sessions from local hours, day by day, with the time zones of the machine.</summary>
public static class NaiveHours
{
    public static List<NaiveSession> NewYork(int from, int to, params string[] holidays) =>
        Weekdays("America/New_York", 4, 20, 9.5, 16, from, to, holidays);

    /// <summary>Opens at 17:00 the evening before.</summary>
    public static List<NaiveSession> Chicago(int from, int to, params string[] holidays) =>
        Weekdays("America/Chicago", -7, 16, 8.5, 15, from, to, holidays);

    /// <summary>From 17:00 in New York on Sunday to 17:00 on Friday without a pause.</summary>
    public static List<NaiveSession> Forex(int from, int to) => Weekdays("America/New_York", -7, 17, -7, 17, from, to, []);

    public static List<NaiveSession> London(int from, int to) => Weekdays("Europe/London", 8, 16.5, 8, 16.5, from, to, []);

    public static List<NaiveSession> Nse(int from, int to) => Weekdays("Asia/Kolkata", 9, 15.5, 9.25, 15.5, from, to, []);

    /// <summary>From Monday to Friday; hours since midnight of the day in local time, negative ones on the evening before.</summary>
    /// <param name="from">The first year.</param>
    /// <param name="to">The last year.</param>
    public static List<NaiveSession> Weekdays(
        string zone, double open, double close, double regularOpen, double regularClose, int from, int to, string[] holidays)
    {
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        List<NaiveSession> sessions = [];
        for (DateTime date = new(from, 1, 1); date.Year <= to; date = date.AddDays(1))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            if (holidays.Contains(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) continue;
            long At(double hours) => (TimeZoneInfo.ConvertTimeToUtc(date.AddHours(hours), local) - DateTime.UnixEpoch).Ticks * 100;
            sessions.Add(new NaiveSession(At(open), At(close), At(regularOpen), At(regularClose), (date - DateTime.UnixEpoch).Days));
        }

        return sessions;
    }
}
