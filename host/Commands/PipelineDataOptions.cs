using System.CommandLine;
using Pawl.Host.Configuration.Settings;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The options of the verbs that run data files through a pipeline: which pipeline, which files, by which rules.</summary>
internal sealed class PipelineDataOptions
{
    private readonly Option<string> pipeline;
    private readonly Option<string[]> data;
    private readonly ParsedOption<Timestamp> from = Options.Time("--from", "Leave out events before this time (ISO 8601 with zone).");
    private readonly ParsedOption<Timestamp> to = Options.Time("--to", "Leave out events at or after this time; the last bars then stay open.");
    private readonly SettingOptions settings;
    private readonly InstrumentOptions instrument = new();
    private readonly bool takesData;

    /// <param name="needsPipeline">False where the verb can do without a pipeline.</param>
    /// <param name="needsData">False where it can do without data.</param>
    /// <param name="takesData">False where its data come from elsewhere.</param>
    /// <param name="withProfile">Whether it works in several forms of a system.</param>
    public PipelineDataOptions(bool needsPipeline = true, bool needsData = true, bool takesData = true, bool withProfile = false)
    {
        settings = new SettingOptions(withProfile: withProfile);
        this.takesData = takesData;
        pipeline = new("--pipeline", "-p") { Description = "The pipeline file (YAML or TOML).", Required = needsPipeline, HelpName = "FILE" };
        data = new("--data", "-d")
        {
            Description = "CSV files of ticks, quotes or candles, plain or gzip, or with the setting data.duckdb Parquet files. The symbol is SYM of SYM=FILE, else the column 'symbol', else the file name up to the first '_'. Or 'simulated', a market that is made up, which 'simulated:seed=7,symbols=ES+NQ,rate=20,duration=2h' says more of.",
            Required = needsData,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "[SYM=]FILE",
        };
    }

    /// <param name="command">The verb.</param>
    /// <param name="own">Its own options, which help lists between the data and the rules.</param>
    public void AddTo(Command command, params Option[] own)
    {
        foreach (Option option in (Option[])[pipeline, .. takesData ? (Option[])[data, from, to] : [], .. own])
        {
            command.Add(option);
        }

        settings.AddTo(command);
        instrument.AddTo(command);
        if (takesData)
        {
            Options.RefuseOptionsAsValues(data, command);
        }
    }

    /// <inheritdoc cref="SettingOptions.Read"/>
    public SettingValues ReadSettings(ParseResult parsed) => settings.Read(parsed);

    /// <summary>Whether a pipeline and data are given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(pipeline) is not null && parsed.GetValue(data) is { Length: > 0 };

    /// <summary>Whether a pipeline is given.</summary>
    public bool HasPipeline(ParseResult parsed) => parsed.GetValue(pipeline) is not null;

    /// <param name="parsed">The command line.</param>
    /// <param name="known">The settings, where they have been read.</param>
    /// <param name="other">Another pipeline than the option says.</param>
    /// <param name="otherInstrument">The option that is asked for instruments instead.</param>
    /// <exception cref="UsageException">The command line contradicts itself.</exception>
    /// <exception cref="FailureException">The pipeline or the settings have mistakes.</exception>
    public PipelineData Read(ParseResult parsed, SettingValues? known = null, string? other = null, Option<string[]>? otherInstrument = null)
    {
        SettingValues values = known ?? ReadSettings(parsed);
        (Timestamp? first, Timestamp? end) = (parsed.GetValue(from), parsed.GetValue(to));
        if (first >= end)
        {
            throw new UsageException($"--from {first} is not before --to {end}; nothing lies between them");
        }

        return PipelineData.Load(
            other ?? parsed.GetValue(pipeline)!, parsed.GetValue(data) ?? [], file => instrument.Read(parsed, values, file, otherInstrument)) with
        {
            From = first,
            To = end,
            Parquet = new ParquetFiles(values.Get(SettingTable.DuckDb)),
        };
    }
}
