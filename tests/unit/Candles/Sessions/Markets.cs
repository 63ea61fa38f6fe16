using Pawl.Candles.Sessions;
using Pawl.Types;

namespace Pawl.Tests.Unit.Candles.Sessions;

/// <summary>The rules of some exchanges, as their pages say them.</summary>
internal static class Markets
{
    public static SessionRules Nse { get; } = Weekdays("nse", "Asia/Kolkata", "09:00-15:30", "09:15-15:30");

    public static SessionRules London { get; } = Weekdays("lse", "Europe/London", "08:00-16:30");

    public static SessionRules Forex { get; } = Weekdays("forex", "America/New_York", "17:00-17:00");

    public static SessionRules Crypto { get; } = new("crypto", "UTC") { Weekly = [new WeeklyHours(WeeklyHours.EveryDay, Hours(null, "00:00-24:00"))] };

    public static SessionRules NewYorkDays { get; } = Crypto with { Name = "new_york_days", Zone = "America/New_York" };

    public static SessionRules HongKong { get; } = new("hkex", "Asia/Hong_Kong")
    {
        Weekly = [new WeeklyHours(WeeklyHours.Weekdays, Hours(null, "09:30-12:00", "13:00-16:00"))],
    };

    public static SessionRules UsEquity { get; } = Weekdays("us_equity", "America/New_York", "04:00-20:00", "09:30-16:00") with
    {
        Holidays = [new NthWeekday(11, 3, 4), new YearlyDate(12, 25, Observed.NearestWeekday)],
        HalfDays = [new HalfDay(new NthWeekday(11, 3, 4) { Offset = 1 }, Hours("09:30-13:00", "04:00-17:00"))],
    };

    public static SessionRules Es { get; } = Weekdays("cme_equity", "America/Chicago", "17:00-16:00", "08:30-15:00") with
    {
        Holidays = [new YearlyDate(12, 25, Observed.NearestWeekday)],
        HalfDays =
        [
            new HalfDay(new NthWeekday(11, 3, 4), Hours("08:30-12:00", "17:00-12:00"), CountsForNext: true),
            new HalfDay(new NthWeekday(11, 3, 4) { Offset = 1 }, Hours("08:30-12:15", "17:00-12:15")),
        ],
    };

    public static SessionRules Weekdays(string name, string zone, string sessions, string? regular = null) =>
        new(name, zone) { Weekly = [new WeeklyHours(WeeklyHours.Weekdays, Hours(regular, sessions))] };

    public static DayHours Hours(string? regular, params string[] sessions) =>
        new([.. sessions.Select(Range)], regular is null ? null : Range(regular));

    private static HourRange Range(string text) => HourRange.TryParse(text, out HourRange range) ? range : throw new FormatException(text);
}
