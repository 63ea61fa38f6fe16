using System.Collections.Immutable;
using Pawl.Candles.Sessions;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>The hours of a day: <c>hours</c>, one stretch or a list of them, and <c>regular</c>.</summary>
internal sealed class HoursShape(Mistakes mistakes)
{
    private const string Expected = "hours such as 09:30-16:00, an open after the close lies on the evening before";
    private const int MostStretches = 8;

    public static readonly IReadOnlyList<Key> Keys =
    [
        new("hours", "local times of open and close, one stretch or a list of them; [] for none. An open that is not before the close lies on the evening before", Forms.Hours, Required: true),
        new("regular", "local times of the regular hours; default: all of 'hours'", Forms.Range),
    ];

    private readonly Expect _expect = new(mistakes);

    public DayHours? Read(Section section)
    {
        if (section.Find("hours") is not { } node)
        {
            mistakes.Add(section.Place, $"{section.Who}'hours' is missing; add some such as hours: 09:30-16:00");
            return null;
        }
        var stretches = Stretches(section, node);
        var regular = section.Value<HourRange>("regular", Expected, Range);
        if (stretches is not { } sessions || !InOrder(section, sessions))
            return null;
        if (regular is { } range && sessions.All(session => session.And(range).IsEmpty))
        {
            section.Report("regular", $"is {range}, outside of 'hours' {string.Join(", ", sessions)}; correct one of them");
            return null;
        }
        return new DayHours(sessions, regular);
    }

    private ImmutableArray<HourRange>? Stretches(Section section, ConfigNode node)
    {
        if (node is not ConfigSequence)
            return section.Value<HourRange>("hours", Expected, Range) is { } one ? [one] : null;
        var stretches = ImmutableArray.CreateBuilder<HourRange>();
        var items = section.Items("hours", Expected, MostStretches);
        foreach (var item in items)
        {
            if (_expect.Text(item, $"{section.Who}an entry of 'hours'", Expected) is not { } text)
                continue;
            if (Range(text) is { } range)
                stretches.Add(range);
            else
                _expect.Report(item, $"{section.Who}an entry of 'hours'", Expected);
        }
        return stretches.Count == items.Count ? stretches.DrainToImmutable() : null;
    }

    private static bool InOrder(Section section, ImmutableArray<HourRange> sessions)
    {
        for (var i = 1; i < sessions.Length; i++)
        {
            if (sessions[i].Open >= sessions[i - 1].Close)
                continue;
            section.Report("hours", $"has {sessions[i]} after {sessions[i - 1]}; write them in the order of time, none overlapping");
            return false;
        }
        if (sessions.Length == 0 || sessions[^1].Close - sessions[0].Open <= HourRange.Day)
            return true;
        section.Report("hours", $"goes from {sessions[0]} on the evening before to {sessions[^1]}, longer than a day; shorten it");
        return false;
    }

    private static HourRange? Range(string text) => HourRange.TryParse(text, out var range) ? range : null;
}
