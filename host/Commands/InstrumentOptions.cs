using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Commands;

/// <summary>
/// <c>--instrument [SYM=]ID</c>: whose sessions, hours and rules the candles follow. Nothing of the file of instruments
/// counts without it, so that results depend on that file only where the command line says so. <c>--lateness</c> goes before
/// what an instrument says.
/// </summary>
internal sealed class InstrumentOptions
{
    private readonly Option<string[]> option = new("--instrument")
    {
        Description = "Make the candles of SYM, or of all symbols, by the sessions, hours and rules of this instrument of config/instruments.yaml; may be repeated. Without it every tick counts and days are those of UTC.",
        HelpName = "[SYM=]ID",
    };

    private readonly Option<TimeSpan?> lateness = Options.Parsed<TimeSpan?>(
        "--lateness", "TIME", "Hold events back for this time of theirs, such as 2s or 500ms, to sort them; by default as long as the instrument says, else not at all.",
        text => InstrumentShape.Lateness(text), "write a time up to 60s such as 500ms or 2s");

    private readonly Option<Adjusting?> adjust = Options.Choice<Adjusting>(
        "--adjust", "Make earlier prices and sizes comparable with later ones: over splits, or over splits and dividends (all), of --instrument. Default: none.");

    private readonly ContinuousOptions continuous = new();

    public void AddTo(Command command)
    {
        continuous.AddTo(command);
        command.Add(adjust);
        command.Add(lateness);
        command.Add(option);
        Options.RefuseOptionsAsValues(option, command);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="settings">Where the file of instruments is.</param>
    /// <param name="instead">Another option that names instruments, to be read as this one.</param>
    public SymbolInstruments Read(ParseResult parsed, SettingValues settings, Option<string[]>? instead = null)
    {
        Option<string[]> naming = instead ?? option;
        continuous.Check(parsed);
        SymbolInstruments instruments = ReadInstruments(parsed, settings, naming);
        Adjusting adjusting = parsed.GetValue(adjust) ?? Adjusting.None;
        if (adjusting != Adjusting.None && (parsed.GetValue(naming) ?? []).Length == 0)
        {
            throw new UsageException("--adjust needs to know the splits; name the instrument with --instrument");
        }

        return instruments.With(i => i with
        {
            Lateness = parsed.GetValue(lateness) ?? i.Lateness,
            Adjustments = adjusting switch
            {
                Adjusting.None => AdjustmentTable.None,
                Adjusting.Splits => i.Adjustments.OnlySplits,
                _ => i.Adjustments,
            },
        });
    }

    private SymbolInstruments ReadInstruments(ParseResult parsed, SettingValues settings, Option<string[]> naming)
    {
        string[] given = parsed.GetValue(naming) ?? [];
        if (given.Length == 0 && !continuous.IsGiven(parsed))
        {
            return new SymbolInstruments();
        }

        InstrumentsFile file = Load(naming.Name, settings.Get(SettingTable.Instruments), out string path);
        List<(string? Symbol, Instrument Instrument)> all =
        [
            .. given.Select(text => Entry(naming.Name, text, file, path)),
            .. continuous.Read(parsed, file, (text, id) => Find(ContinuousOptions.Name, text, id, file, path)).Select(future => ((string?)future.Symbol, future.Instrument)),
        ];
        Instrument[] others = [.. all.Where(e => e.Symbol is null).Select(e => e.Instrument)];
        if (others.Length > 1)
        {
            throw new UsageException($"{naming.Name}: '{others[0].Id}' and '{others[1].Id}' are both for all symbols; write SYM={others[1].Id}");
        }

        SymbolInstruments instruments = new() { Others = others.FirstOrDefault() ?? Instrument.Default };
        foreach ((string? symbol, Instrument instrument) in all)
        {
            if (symbol is not null && !instruments.TryAdd(symbol, instrument))
            {
                throw new UsageException($"{naming.Name}, {ContinuousOptions.Name}: '{symbol}' is there twice; leave one out");
            }
        }

        return instruments;
    }

    private static InstrumentsFile Load(string name, string setting, out string path)
    {
        path = setting.Length > 0 ? setting : ConfigFolder.Find("instruments.yaml")
            ?? throw new UsageException($"{name}: there is no config/instruments.yaml, here or beside the program; say where it is with --set data.instruments=FILE");
        InstrumentsFile? file = InstrumentsFile.Read(path, out IReadOnlyList<Diagnostic> errors);
        return file is not null && errors.Count == 0 ? file : throw new FailureException([.. errors.Select(e => e.ToString())]);
    }

    private static (string? Symbol, Instrument Instrument) Entry(string name, string text, InstrumentsFile file, string path)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string? symbol = equals < 0 ? null : text[..equals];
        string id = text[(equals + 1)..];
        if (symbol is not null && !Symbol.TryParse(symbol, out _))
        {
            throw new UsageException($"{name} '{text}': '{symbol}' is not a symbol; write SYM=ID or ID");
        }

        // A future is continuous only where --continuous says so.
        return (symbol, Find(name, text, id, file, path) with { Continuous = null });
    }

    private static Instrument Find(string option, string text, string id, InstrumentsFile file, string path)
    {
        if (Symbol.TryParse(id, out _) && file.Find(id) is { } found)
        {
            return found;
        }

        string meant = Nearest.Of(id, file.Instruments.Keys) is { } nearest ? $"did you mean '{nearest}'?" : "add it there";
        throw new UsageException($"{option} '{text}': {path} has no instrument '{id}'; {meant}");
    }
}
