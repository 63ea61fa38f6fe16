using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>A file of instruments: what is known of each symbol.</summary>
public sealed class InstrumentsFile
{
    private readonly IReadOnlyList<KeyValuePair<string, Instrument>> _others;

    internal InstrumentsFile(
        IReadOnlyDictionary<string, TradingCalendar> calendars,
        IReadOnlyDictionary<string, Instrument> classes,
        IReadOnlyDictionary<string, Instrument> instruments,
        IReadOnlyList<KeyValuePair<string, Instrument>> others) => (Calendars, Classes, Instruments, _others) = (calendars, classes, instruments, others);

    /// <summary>A file without entries.</summary>
    public static InstrumentsFile Empty { get; } = new(new Dictionary<string, TradingCalendar>(), new Dictionary<string, Instrument>(), new Dictionary<string, Instrument>(), []);

    /// <summary>The calendars by name.</summary>
    public IReadOnlyDictionary<string, TradingCalendar> Calendars { get; }

    /// <summary>What instruments have in common, by name.</summary>
    public IReadOnlyDictionary<string, Instrument> Classes { get; }

    /// <summary>The instruments that have an entry, by id.</summary>
    public IReadOnlyDictionary<string, Instrument> Instruments { get; }

    /// <summary>What is known of a symbol: its entry, else the class of the longest pattern that fits, else the default.</summary>
    public Instrument Of(string symbol) => Find(symbol) ?? Instrument.Named(symbol);

    /// <summary>As <see cref="Of"/>, but null where nothing is known.</summary>
    public Instrument? Find(string symbol)
    {
        if (Instruments.TryGetValue(symbol, out var instrument))
            return instrument;
        foreach (var (beginning, basis) in _others)
        {
            if (symbol.StartsWith(beginning, StringComparison.Ordinal))
                return InstrumentShape.OfClass(symbol, basis);
        }
        return null;
    }

    /// <summary>The instrument that a name means: that of <see cref="Find"/>, else what is known of a class; null where there is neither.</summary>
    public Instrument? Named(string name) =>
        Symbol.TryParse(name, out _) ? Find(name) ?? (Classes.TryGetValue(name, out var basis) ? InstrumentShape.OfClass(name, basis) : null) : null;

    /// <summary>Says in which file a name was looked for in vain, and what it may have meant.</summary>
    public string Missing(string name, string path)
    {
        var nearest = Nearest.Of(Shown.Plain(name, 64), Instruments.Keys.Concat(Classes.Keys));
        return $"{Shown.Plain(path, 4096)} has no instrument {Shown.Of(name)}; " + (nearest is null ? "add it there" : $"did you mean '{nearest}'?");
    }

    /// <summary>Reads a file of at most 16 MB, YAML or TOML by its ending.</summary>
    /// <param name="path">Path of the file; it names the file in errors.</param>
    /// <param name="errors">All mistakes in the order of the file; empty when there are none.</param>
    /// <returns>What could be understood, even where there are errors; null when nothing could.</returns>
    public static InstrumentsFile? Read(string path, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(path);
        return Shape(ConfigReader.Read(path, mistakes, ConfigLimits.InstrumentBytes), mistakes, out errors);
    }

    /// <summary>The same for text that is at hand; <paramref name="fileName"/> names it in errors.</summary>
    public static InstrumentsFile? Read(string fileName, string text, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(fileName);
        return Shape(ConfigReader.ReadText(text, mistakes, ConfigLimits.InstrumentBytes), mistakes, out errors);
    }

    private static InstrumentsFile? Shape(ConfigNode? root, Mistakes mistakes, out IReadOnlyList<Diagnostic> errors)
    {
        var file = root is null ? null : new InstrumentsShape(mistakes).Read(root);
        errors = mistakes.InOrder();
        return file;
    }
}
