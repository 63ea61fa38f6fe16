using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>The top level of a file of instruments.</summary>
internal sealed class InstrumentsShape(Mistakes mistakes)
{
    private readonly Expect _expect = new(mistakes);

    public InstrumentsFile? Read(ConfigNode root)
    {
        if (_expect.Map(root, "a file of instruments", "a map of " + string.Join(", ", InstrumentKeys.File.Select(key => key.Name))) is not { } map)
            return null;
        var file = new Section(mistakes, map, "", InstrumentKeys.File);
        var calendars = Named<TradingCalendar>(file, "calendars", "{nse: {zone: Asia/Kolkata, …}}", new CalendarShape(mistakes).Read);
        var classes = Named<Instrument>(file, "classes", "{us_equity: {tick_size: 0.01, …}}",
            new InstrumentShape(mistakes, calendars, new Dictionary<string, Instrument?>()).Class);
        return new InstrumentsFile(
            calendars.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
            classes.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
            Instruments(file, new InstrumentShape(mistakes, calendars, classes)),
            Others(file, classes));
    }

    private Dictionary<string, T?> Named<T>(Section file, string key, string example, Func<string, ConfigMapping, T?> read)
        where T : class
    {
        var named = new Dictionary<string, T?>(StringComparer.Ordinal);
        foreach (var (name, value) in file.Map(key, $"a map such as {example}")?.Entries ?? [])
        {
            if (!Identifier.IsValid(name.Text))
                mistakes.Add(name.Place, $"{key}: name {Shown.Of(name.Text)}: {Identifier.Rule}");
            else if (name.Text == TradingCalendar.AlwaysOpen.Name)
                mistakes.Add(name.Place, $"{key}: {Shown.Of(name.Text)} is the calendar of what never closes; choose another name");
            named[name.Text] = _expect.Map(value, $"{key}: {Shown.Of(name.Text)}", $"a map, as in {example}") is { } map ? read(name.Text, map) : null;
        }
        return named;
    }

    private Dictionary<string, Instrument> Instruments(Section file, InstrumentShape shape)
    {
        var instruments = new Dictionary<string, Instrument>(StringComparer.Ordinal);
        foreach (var (id, value) in file.Map("instruments", "a map such as {ES: {tick_size: 0.25, …}}")?.Entries ?? [])
        {
            if (!Symbol.TryParse(id.Text, out _))
                mistakes.Add(id.Place, $"instrument {Shown.Of(id.Text)}: use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit");
            if (_expect.Map(value, $"instrument {Shown.Of(id.Text)}", "a map such as {tick_size: 0.25, calendar: cme_equity}") is { } map)
                instruments[id.Text] = shape.Read(id.Text, map);
        }
        return instruments;
    }

    private List<KeyValuePair<string, Instrument>> Others(Section file, Dictionary<string, Instrument?> classes)
    {
        var others = new List<KeyValuePair<string, Instrument>>();
        foreach (var (pattern, value) in file.Map("others", "a map from patterns to classes such as {\"NSE:*\": nse}")?.Entries ?? [])
        {
            var who = $"others: {Shown.Of(pattern.Text)}";
            if (pattern.Text.IndexOf('*', StringComparison.Ordinal) != pattern.Text.Length - 1 || pattern.Text.Length > Symbol.MaxLength)
                mistakes.Add(pattern.Place, $"{who}: a pattern is the beginning of a symbol and '*'; write it like NSE:*");
            if (_expect.Text(value, who, "the name of one of 'classes'") is not { } name)
                continue;
            if (!classes.TryGetValue(name, out var known))
                mistakes.Add(value.Place, $"{who}: names none of 'classes', {Shown.Of(name)}; " + (Nearest.Of(Shown.Plain(name, 64), classes.Keys) is { } nearest ? $"did you mean '{nearest}'?" : "add it there"));
            if (known is not null)
                others.Add(KeyValuePair.Create(pattern.Text.TrimEnd('*'), known));
        }
        return [.. others.OrderByDescending(pair => pair.Key.Length)];
    }
}
