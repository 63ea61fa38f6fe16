using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>An instrument that somebody named.</summary>
/// <param name="Symbol">Whose it is; null for all that have none of their own.</param>
/// <param name="Instrument">Which.</param>
internal sealed record NamedInstrument(string? Symbol, Instrument Instrument);

/// <summary>The file of instruments that counts, read when something asks for an instrument.</summary>
internal sealed class InstrumentSource
{
    private readonly string setting;
    private InstrumentsFile? read;

    public InstrumentSource(SettingValues settings) => setting = settings.Get(SettingTable.Instruments);

    /// <summary>That of a command without settings of its own; mistakes in the settings are told where they are checked.</summary>
    public static InstrumentSource OfSurroundings() => new(SettingReader.Read(
        SettingTable.All, new SettingSources { File = ConfigFolder.Find("pawl.toml"), Environment = SettingOptions.Variables() }, out _));

    /// <summary>Its path; null where there is none.</summary>
    public string? Path => setting.Length > 0 ? setting : ConfigFolder.Find("instruments.yaml");

    /// <summary>The file.</summary>
    /// <param name="who">What asks for an instrument, for errors.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="FailureException">The file has mistakes: a line for each.</exception>
    public InstrumentsFile Read(string who) => read ??= Load(Path
        ?? throw new UsageException($"{who}: there is no config/instruments.yaml, here or beside the program; say where it is with --set data.instruments=FILE"));

    /// <summary>The instrument that a name on the command line means.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public Instrument Find(string who, string name) =>
        Read(who) is var file && file.Named(name) is { } found ? found : throw new UsageException($"{who}: {file.Missing(name, Path!)}");

    /// <summary>The instruments that a pipeline names.</summary>
    /// <exception cref="FailureException">Some are not known: a line for each.</exception>
    public IReadOnlyList<NamedInstrument> Of(PipelineFile pipeline)
    {
        List<NamedInstrument> all = [];
        List<string> missing = [];
        foreach ((string? symbol, Located<string> id) in pipeline.Instruments)
        {
            InstrumentsFile file = Read($"{id.Place}: instrument '{id.Value}'");
            if (file.Named(id.Value) is { } found)
            {
                all.Add(new NamedInstrument(symbol, found));
            }
            else
            {
                missing.Add($"{id.Place}: {file.Missing(id.Value, Path!)}");
            }
        }

        return missing.Count == 0 ? all : throw new FailureException(missing);
    }

    /// <summary>Says which instruments a pipeline names, and in which file they are looked for; empty where it names none.</summary>
    public string Describe(PipelineFile pipeline)
    {
        string[] named = [.. pipeline.Instruments.Select(i => i.Symbol is null || i.Symbol == i.Id.Value ? i.Id.Value : $"{i.Symbol}={i.Id.Value}")];
        return named.Length == 0 ? "" : $"{(named.Length == 1 ? "instrument" : "instruments")} {string.Join(", ", named)} of {Path ?? "no file"}";
    }

    private static InstrumentsFile Load(string path)
    {
        InstrumentsFile? file = InstrumentsFile.Read(path, out IReadOnlyList<Diagnostic> errors);
        return file is not null && errors.Count == 0 ? file : throw new FailureException([.. errors.Select(e => e.ToString())]);
    }
}
