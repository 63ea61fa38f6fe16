using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>Dates as they are written, within the years that calendars know.</summary>
internal static class Dates
{
    public const string Expected = "a date such as 2026-12-18 in the years 1900 to 2199";

    public static readonly Choices<int> Weekdays = new(
        new("monday", 0), new("tuesday", 1), new("wednesday", 2), new("thursday", 3), new("friday", 4), new("saturday", 5), new("sunday", 6));

    public static readonly IReadOnlyList<string> ShortWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static TradingDay? Read(string text) =>
        TradingDay.TryParse(text, out var day) && day.Year is >= 1900 and <= TradingCalendar.LastYear ? day : null;

    /// <summary>Days of the week as bits, Monday first: <c>mon-fri</c> or <c>sat</c>; null for anything else.</summary>
    public static int? ReadDays(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2)
            return null;
        int first = IndexOf(parts[0]), last = IndexOf(parts[^1]);
        if (first < 0 || last < first)
            return null;
        return Enumerable.Range(first, last - first + 1).Aggregate(0, (bits, day) => bits | (1 << day));
    }

    private static int IndexOf(string name) => ShortWeekdays.ToList().IndexOf(name);
}
