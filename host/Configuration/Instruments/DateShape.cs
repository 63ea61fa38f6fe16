using Pawl.Candles.Sessions;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>A date or the rule of one: <c>2018-12-05</c>, <c>{month: 11, weekday: thursday, nth: 4}</c>, <c>{easter: -2}</c>.</summary>
internal sealed class DateShape(Mistakes mistakes)
{
    public const string Expected = "a date such as 2018-12-05 or a map such as {month: 11, weekday: thursday, nth: 4}";

    /// <summary>The keys that tell the kinds of rules apart.</summary>
    private static readonly string[] Kinds = ["date", "easter", "day", "weekday"];

    public static readonly Choices<Observed> Observances = new(
        new("on_date", Observed.OnDate), new("nearest_weekday", Observed.NearestWeekday), new("next_weekday", Observed.NextWeekday),
        new("sunday_to_monday", Observed.SundayToMonday));

    public static readonly IReadOnlyList<Key> Keys =
    [
        new("date", "one date", Forms.Date),
        new("month", "1 to 12; with 'day', or with 'weekday' and 'nth'", () => Forms.Number(1, 12)),
        new("day", "day of the month", () => Forms.Number(1, 31)),
        new("observed", "where it is kept when it falls on a weekend; default on_date", () => Forms.Names(Observances.Words)),
        new("weekday", "day of the week, monday to sunday", () => Forms.Names(Dates.Weekdays.Words)),
        new("nth", "1 to 5: the which of its weekdays in the month; -1: the last", () => Forms.Number(-5, 5)),
        new("easter", "days after Easter Sunday: -2 is Good Friday", () => Forms.Number(-100, 100)),
        new("offset", "days that the date is moved by; default 0", () => Forms.Number(-31, 31)),
        new("from", "the first year in which it counts; default always", Forms.Year),
        new("to", "the last year in which it counts; default always", Forms.Year),
    ];

    public DateRule? Read(ConfigNode node, string who)
    {
        var expect = new Expect(mistakes);
        if (node is ConfigMapping map)
            return Read(new Section(mistakes, map, who, Keys));
        if (expect.Text(node, who + "an entry", Expected) is not { } text)
            return null;
        if (Dates.Read(text) is { } day)
            return new OneDate(day);
        expect.Report(node, who + "an entry", Expected);
        return null;
    }

    /// <summary>The rule in a map, which may have other keys too.</summary>
    public DateRule? Read(Section section)
    {
        var from = section.Number("from", TradingCalendar.FirstYear, TradingCalendar.LastYear);
        var to = section.Number("to", TradingCalendar.FirstYear, TradingCalendar.LastYear);
        var offset = section.Number("offset", -31, 31);
        if (to < from)
            section.Report("to", FormattableString.Invariant($"is {to}, before 'from' {from}; exchange them"));
        return Base(section) is not { } rule ? null : rule with
        {
            FromYear = from ?? TradingCalendar.FirstYear,
            ToYear = to ?? TradingCalendar.LastYear,
            Offset = offset ?? 0,
        };
    }

    private DateRule? Base(Section section)
    {
        string[] given = [.. Kinds.Where(section.Has)];
        if (given.Length != 1)
        {
            mistakes.Add(section.Place, $"{section.Who}give one of 'date', 'easter', 'month' with 'day', or 'month' with 'weekday' and 'nth'"
                + (given.Length == 0 ? "" : $", not {string.Join(" and ", given.Select(key => $"'{key}'"))} together"));
            return null;
        }
        var observed = section.Choice("observed", Observances);
        switch (given[0])
        {
            case "date":
                return section.Day("date") is { } date ? new OneDate(date) : null;
            case "easter":
                return section.Number("easter", -100, 100) is { } days ? new EasterDay(days) : null;
            case "day":
                return Month(section) is { } month && section.Number("day", 1, 31) is { } day ? Yearly(section, month, day, observed ?? Observed.OnDate) : null;
            default:
                return Month(section) is { } of && section.Choice("weekday", Dates.Weekdays) is { } weekday && Nth(section) is { } nth ? new NthWeekday(of, weekday, nth) : null;
        }
    }

    private static YearlyDate? Yearly(Section section, int month, int day, Observed observed)
    {
        // 2024 has a 29th of February.
        if (TradingDay.TryOf(2024, month, day, out _))
            return new YearlyDate(month, day, observed);
        section.Report("day", FormattableString.Invariant($"is {day}, which month {month} does not have; correct one of them"));
        return null;
    }

    private int? Month(Section section)
    {
        if (!section.Has("month"))
            mistakes.Add(section.Place, $"{section.Who}'month' is missing; add one such as month: 11");
        return section.Number("month", 1, 12);
    }

    private int? Nth(Section section)
    {
        if (!section.Has("nth"))
            mistakes.Add(section.Place, $"{section.Who}'nth' is missing; add one such as nth: 4, or nth: -1 for the last");
        var nth = section.Number("nth", -5, 5);
        if (nth != 0)
            return nth;
        section.Report("nth", "is 0; count from 1, or from -1 for the last");
        return null;
    }
}
