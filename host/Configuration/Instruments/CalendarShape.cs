using System.Collections.Immutable;
using Pawl.Candles.Sessions;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>A calendar: the zone of its exchange, weekly hours, holidays, half-days and extra sessions.</summary>
internal sealed class CalendarShape(Mistakes mistakes)
{
    private const int MostRules = 10_000;

    public static readonly Choices<bool> CountsFor = new(new("own_day", false), new("next_day", true));

    public static readonly IReadOnlyList<Key> CoverKeys = [new("from", "year", Forms.Year, Required: true), new("to", "year", Forms.Year, Required: true)];

    public static readonly IReadOnlyList<Key> SessionKeys =
    [
        new("days", "days of the week, by the date of the trading day: mon-fri, sat, or a list of these", Forms.Days, Required: true),
        .. HoursShape.Keys,
        new("from", "the first date on which these hours hold; the latest that holds counts; default always", Forms.Date),
    ];

    public static readonly IReadOnlyList<Key> HalfDayKeys =
    [
        .. DateShape.Keys, .. HoursShape.Keys,
        new("counts_for", "the trading day that they belong to; default own_day", () => Forms.Names(CountsFor.Words)),
    ];

    public static readonly IReadOnlyList<Key> Keys =
    [
        new("zone", "time zone of all dates and times, an id of the tz database such as America/New_York", () => Forms.Text(""), Required: true),
        new("covers", "the first and the last year whose holidays are complete; default: all years", () => Forms.Map(CoverKeys)),
        new("sessions", "hours by the day of the week", () => Forms.List(Forms.Map(SessionKeys)), Required: true),
        new("holidays", "dates, and rules of dates, on which it is closed; default none", () => Forms.List(Forms.DateOrRule())),
        new("half_days", "other hours on days that would be open; default none", () => Forms.List(Forms.Map(HalfDayKeys))),
        new("special_sessions", "hours of single dates, also of holidays and weekends; default none", () => Forms.ByDate(Forms.Map(HoursShape.Keys))),
    ];

    private readonly DateShape _dates = new(mistakes);
    private readonly HoursShape _hours = new(mistakes);
    private readonly Expect _expect = new(mistakes);

    public TradingCalendar? Read(string name, ConfigMapping map)
    {
        var section = new Section(mistakes, map, $"calendar {Shown.Of(name)}: ", Keys);
        var zone = Zone(section);
        var (from, to) = Covers(section);
        var rules = new SessionRules(name, zone ?? "UTC")
        {
            Weekly = [.. Weekly(section)],
            Holidays = [.. section.Items("holidays", $"a list, each {DateShape.Expected}", MostRules).Select(item => _dates.Read(item, section.Who + "holidays: ")).OfType<DateRule>()],
            HalfDays = [.. HalfDays(section)],
            SpecialSessions = SpecialSessions(section),
            CoversFrom = from,
            CoversTo = to,
        };
        return zone is null ? null : rules.ToCalendar();
    }

    private string? Zone(Section section)
    {
        if (!section.Has("zone"))
            mistakes.Add(section.Place, $"{section.Who}'zone' is missing; add one such as zone: America/New_York");
        if (section.Text("zone", "a time zone such as America/New_York") is not { } zone)
            return null;
        if (TimeZones.Exists(zone))
            return zone;
        var nearest = Nearest.Of(zone, TimeZones.Ids);
        section.Report("zone", $"names no time zone of the tz database, {Shown.Of(zone)}; " + (nearest is null ? "write one such as America/New_York" : $"did you mean '{nearest}'?"));
        return null;
    }

    private static (int From, int To) Covers(Section section)
    {
        var covers = section.Inner("covers", "a map such as {from: 2013, to: 2027}", CoverKeys);
        var from = covers?.Number("from", TradingCalendar.FirstYear, TradingCalendar.LastYear) ?? TradingCalendar.FirstYear;
        var to = covers?.Number("to", TradingCalendar.FirstYear, TradingCalendar.LastYear) ?? TradingCalendar.LastYear;
        if (to < from)
            covers!.Report("to", FormattableString.Invariant($"is {to}, before 'from' {from}; exchange them"));
        return (from, to);
    }

    private List<WeeklyHours> Weekly(Section calendar)
    {
        const string Example = "{days: mon-fri, hours: 09:30-16:00}";
        List<WeeklyHours> weekly = [];
        var complete = true;
        foreach (var section in calendar.Sections("sessions", Example, MostRules, SessionKeys))
        {
            var days = Days(section);
            var from = section.Day("from");
            if (_hours.Read(section) is { } hours && days is { } bits)
                weekly.Add(new WeeklyHours(bits, hours, from));
            else
                complete = false;
        }
        if (complete && weekly.TrueForAll(hours => hours.Hours.Sessions.IsEmpty) && calendar.Find("sessions") is null or ConfigSequence)
            mistakes.Add(calendar.PlaceOf("sessions"), $"{calendar.Who}it is never open; add 'sessions' such as [{Example}]");
        return weekly;
    }

    private int? Days(Section section)
    {
        const string Expected = "days such as mon-fri, sat or [mon, wed]";
        if (section.Find("days") is not { } node)
        {
            mistakes.Add(section.Place, $"{section.Who}'days' is missing; add some such as days: mon-fri");
            return null;
        }
        if (node is not ConfigSequence)
            return section.Value("days", Expected, Dates.ReadDays);
        int? all = 0;
        foreach (var item in section.Items("days", Expected, 7))
        {
            if (_expect.Text(item, $"{section.Who}an entry of 'days'", Expected) is not { } text)
                return null;
            var days = Dates.ReadDays(text);
            if (days is null)
                _expect.Report(item, $"{section.Who}an entry of 'days'", Expected);
            all |= days;
        }
        return all;
    }

    private IEnumerable<HalfDay> HalfDays(Section calendar)
    {
        foreach (var section in calendar.Sections("half_days", "{month: 12, day: 24, hours: 09:30-13:00}", MostRules, HalfDayKeys))
        {
            var date = _dates.Read(section);
            var hours = _hours.Read(section);
            var countsForNext = section.Choice("counts_for", CountsFor) ?? false;
            if (date is not null && hours is not null)
                yield return new HalfDay(date, hours, countsForNext);
        }
    }

    private ImmutableDictionary<TradingDay, DayHours> SpecialSessions(Section calendar)
    {
        const string Expected = "a map from dates to hours such as {2024-11-01: {hours: 18:00-19:00}}";
        var special = ImmutableDictionary.CreateBuilder<TradingDay, DayHours>();
        if (calendar.Map("special_sessions", Expected) is not { } map)
            return special.ToImmutable();
        if (map.Entries.Count > MostRules)
            calendar.Report("special_sessions", FormattableString.Invariant($"has {map.Entries.Count} entries, the most is {MostRules}; split the calendar"));
        foreach (var (key, value) in map.Entries.Take(MostRules))
        {
            var who = $"{calendar.Who}special_sessions: ";
            var day = Dates.Read(key.Text);
            if (day is null)
                _expect.Report(key, who + "a key", Dates.Expected);
            if (_expect.Map(value, $"{who}{Shown.Of(key.Text)}", "a map such as {hours: 18:00-19:00}") is { } hours
                && _hours.Read(new Section(mistakes, hours, $"{who}{Shown.Of(key.Text)}: ", HoursShape.Keys)) is { } read && day is { } date)
                special[date] = read;
        }
        return special.ToImmutable();
    }
}
