using System.CommandLine;
using Pawl.Host.Configuration.Settings;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The options of the verbs that run data files through a pipeline: which pipeline, which files, by which rules.</summary>
internal sealed class PipelineDataOptions
{
    private readonly Option<string> pipeline = new("--pipeline", "-p") { Description = "The pipeline file (YAML or TOML).", Required = true, HelpName = "FILE" };
    private readonly Option<string[]> data = new("--data", "-d")
    {
        Description = "CSV files of ticks, quotes or candles, plain or gzip. The symbol is SYM of SYM=FILE, else the column 'symbol', else the file name up to the first '_'.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        HelpName = "[SYM=]FILE",
    };

    private readonly Option<Timestamp?> from = Options.Time("--from", "Leave out events before this time (ISO 8601 with zone).");
    private readonly Option<Timestamp?> to = Options.Time("--to", "Leave out events at or after this time; the last bars then stay open.");
    private readonly SettingOptions settings = new();
    private readonly InstrumentOptions instrument = new();

    /// <param name="command">The verb.</param>
    /// <param name="own">Its own options, which help lists between the data and the rules.</param>
    public void AddTo(Command command, params Option[] own)
    {
        foreach (Option option in (Option[])[pipeline, data, from, to, .. own])
        {
            command.Add(option);
        }

        settings.AddTo(command);
        instrument.AddTo(command);
        Options.RefuseOptionsAsValues(data, command);
    }

    /// <inheritdoc cref="SettingOptions.Read"/>
    public SettingValues ReadSettings(ParseResult parsed) => settings.Read(parsed);

    /// <exception cref="UsageException">The command line contradicts itself.</exception>
    /// <exception cref="FailureException">The pipeline or the settings have mistakes.</exception>
    public PipelineData Read(ParseResult parsed, SettingValues? known = null)
    {
        SettingValues values = known ?? ReadSettings(parsed);
        (Timestamp? first, Timestamp? end) = (parsed.GetValue(from), parsed.GetValue(to));
        if (first >= end)
        {
            throw new UsageException($"--from {first} is not before --to {end}; nothing lies between them");
        }

        return PipelineData.Load(parsed.GetValue(pipeline)!, parsed.GetValue(data)!, instrument.Read(parsed, values)) with { From = first, To = end };
    }
}
