using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Commands;

/// <summary>
/// <c>--instrument [SYM=]ID</c>: whose sessions, hours and rules the candles follow; it goes before what the pipeline says.
/// Nothing of the file of instruments counts where neither names one, and the summary says what counted and where it is from.
/// <c>--lateness</c> goes before what an instrument says.
/// </summary>
internal sealed class InstrumentOptions
{
    private readonly Option<string[]> option = new("--instrument")
    {
        Description = "Make the candles of SYM, or of all symbols, by the sessions, hours and rules of this instrument (or class) of config/instruments.yaml; may be repeated. Without it, as the pipeline says, else every tick counts and days are those of UTC.",
        HelpName = "[SYM=]ID",
    };

    private readonly ParsedOption<TimeSpan> lateness = Options.Parsed<TimeSpan>(
        "--lateness", "TIME", "Hold events back for this time of theirs, such as 2s or 500ms, to sort them; by default as long as the instrument says, else not at all.",
        text => InstrumentShape.Lateness(text), "write a time up to 60s such as 500ms or 2s");

    private readonly ParsedOption<Adjusting> adjust = Options.Choice<Adjusting>(
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

    /// <summary>Which instruments count: those of the command line, and of the pipeline for symbols of which it says nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="settings">Where the file of instruments is.</param>
    /// <param name="pipeline">The pipeline that is run, if any.</param>
    /// <param name="instead">Another option that names instruments, to be read as this one.</param>
    public SymbolInstruments Read(ParseResult parsed, SettingValues settings, PipelineFile? pipeline = null, Option<string[]>? instead = null)
    {
        continuous.Check(parsed);
        InstrumentSource source = new(settings);
        SymbolInstruments instruments = Of([.. OfCommandLine(parsed, source, instead ?? option)], pipeline, source);
        Adjusting adjusting = parsed.GetValue(adjust) ?? Adjusting.None;
        if (adjusting != Adjusting.None && instruments.File is null)
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

    private static SymbolInstruments Of(List<NamedInstrument> all, PipelineFile? pipeline, InstrumentSource source)
    {
        // Of the pipeline counts what the command line leaves open.
        HashSet<string?> said = [.. all.Select(e => e.Symbol)];
        if (pipeline is not null && !said.Contains(null))
        {
            all.AddRange(source.Of(pipeline).Where(e => !said.Contains(e.Symbol)).Select(e => e with { Instrument = e.Instrument with { Continuous = null } }));
        }

        if (all.Count == 0)
        {
            return new SymbolInstruments();
        }

        SymbolInstruments instruments = new() { Others = all.Find(e => e.Symbol is null)?.Instrument ?? Instrument.Default, File = source.Path };
        foreach ((string? symbol, Instrument instrument) in all.Where(e => e.Symbol is not null))
        {
            instruments.TryAdd(symbol!, instrument);
        }

        return instruments;
    }

    private List<NamedInstrument> OfCommandLine(ParseResult parsed, InstrumentSource source, Option<string[]> naming)
    {
        List<NamedInstrument> all =
        [
            .. (parsed.GetValue(naming) ?? []).Select(text => Entry(naming.Name, text, source)),
            .. continuous.Read(parsed, source),
        ];
        Instrument[] others = [.. all.Where(e => e.Symbol is null).Select(e => e.Instrument)];
        if (others.Length > 1)
        {
            throw new UsageException($"{naming.Name}: '{others[0].Id}' and '{others[1].Id}' are both for all symbols; write SYM={others[1].Id}");
        }

        string? twice = all.GroupBy(e => e.Symbol).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null ? all : throw new UsageException($"{naming.Name}, {ContinuousOptions.Name}: '{twice}' is there twice; leave one out");
    }

    private static NamedInstrument Entry(string name, string text, InstrumentSource source)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string? symbol = equals < 0 ? null : text[..equals];
        if (symbol is not null && !Symbol.TryParse(symbol, out _))
        {
            throw new UsageException($"{name} '{text}': '{symbol}' is not a symbol; write SYM=ID or ID");
        }

        // A future is continuous only where --continuous says so.
        return new NamedInstrument(symbol, source.Find($"{name} '{text}'", text[(equals + 1)..]) with { Continuous = null });
    }
}
