using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl replay</c>: recorded data through a pipeline.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Option<string> pipeline = new("--pipeline", "-p") { Description = "The pipeline file (YAML or TOML).", Required = true, HelpName = "FILE" };
        Option<string[]> data = new("--data", "-d")
        {
            Description = "CSV files of ticks, quotes or candles, plain or gzip. The symbol is SYM of SYM=FILE, else the column 'symbol', else the file name up to the first '_'.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "[SYM=]FILE",
        };
        Option<Timestamp?> from = Options.Time("--from", "Leave out events before this time (ISO 8601 with zone).");
        Option<Timestamp?> to = Options.Time("--to", "Leave out events at or after this time; the last bars then stay open.");
        Option<string?> output = new("--out", "-o") { Description = "Write the outputs into this folder, or with '-' to standard output. Without it only the summary is made.", HelpName = "DIR|-" };
        Option<OutputFormat?> format = Options.Choice<OutputFormat>("--format", "jsonl: one file per log (default). csv: one file per node.");
        Option<int?> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        Option<bool> noFlush = new("--no-flush") { Description = "Do not close the bars that are open at the end of the data." };
        Option<bool> json = new("--json") { Description = "Print the summary as JSON to standard output." };
        Verb command = new("replay", "Run recorded data through a pipeline.")
        {
            Json = SummaryWriter.Fields,
            Examples =
            [
                "pawl replay --pipeline config/pipelines/us_equity_ticks.yaml --data samples/data/DEMO_trades.csv.gz",
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --out results --format csv",
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d SPY=samples/data/DEMO_trades.csv.gz --to 2024-03-04T15:00:00Z --out - | sha256sum",
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --instrument DEMO=SPY",
            ],
        };
        foreach (Option option in (Option[])[pipeline, data, from, to, output, format, threads, noFlush, json])
        {
            command.Add(option);
        }

        SettingOptions settings = new();
        settings.AddTo(command);
        InstrumentOptions instrument = new();
        instrument.AddTo(command);

        Options.RefuseOptionsAsValues(data, command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            return Run(new Request(
                parsed.GetValue(pipeline)!,
                parsed.GetValue(data)!,
                parsed.GetValue(from),
                parsed.GetValue(to),
                parsed.GetValue(output),
                parsed.GetValue(format) ?? (parsed.GetValue(output) == "-" ? OutputFormat.Jsonl : values.Get(SettingTable.Format)),
                parsed.GetValue(threads) ?? values.Get(SettingTable.Threads),
                values.Get(SettingTable.Progress),
                parsed.GetValue(noFlush),
                parsed.GetValue(json),
                instrument.Read(parsed, values)));
        });
        return command;
    }

    private sealed record Request(
        string Pipeline, string[] Data, Timestamp? From, Timestamp? To, string? Out, OutputFormat Format, int Threads, bool Progress, bool NoFlush, bool Json,
        SymbolInstruments Instruments);

    private static int Run(Request request)
    {
        Check(request);
        (Graph graph, PipelineFile file) = Pipelines.Load(request.Pipeline);
        SymbolInstruments instruments = file.CandlesFrom is { } from ? request.Instruments.With(i => i with { CandlesFrom = from }) : request.Instruments;
        SymbolTable symbols = new();
        using DataFiles files = DataFiles.Open("--data", request.Data, symbols, symbol: null, file.Csv with { CandlesFrom = instruments.CandlesFrom });
        using IInputSource input = files.Merge(symbols, instruments, request.From, request.To);
        using Stream? stream = request.Out == "-" ? Console.OpenStandardOutput() : null;
        ReplaySummary summary = ReplayProgress.Show("replay", input, isQuiet: !request.Progress || (stream is not null && !Console.IsOutputRedirected), report => new ReplayRunner(graph, input, symbols, new ReplayOptions
        {
            Threads = request.Threads,
            Flush = !request.NoFlush && request.To is null,
            Instruments = instruments,
            OpenSink = SinkOf(request),
            Stream = stream is null ? null : new MergedStream(stream),
            Progress = report,
        }).Run(Interruption.Token));
        if (request.Json)
        {
            SummaryWriter.WriteJson(summary);
        }
        else
        {
            SummaryWriter.WriteText(summary, Console.Error);
        }

        return 0;
    }

    private static void Check(Request request)
    {
        if (request.From >= request.To)
        {
            throw new UsageException($"--from {request.From} is not before --to {request.To}; nothing lies between them");
        }

        if (request.Out == "-" && request.Format == OutputFormat.Csv)
        {
            throw new UsageException("--format csv writes one file per node; give a folder to --out");
        }

        OutputArgument.Check(request.Out, request.Json);
    }

    private static Func<EngineLog, ILogSink> SinkOf(Request request)
    {
        if (request.Out is null or "-")
        {
            return _ => new NoSink();
        }

        OutputArgument.Prepare(request.Out, path => Directory.CreateDirectory(path));
        return log => request.Format == OutputFormat.Csv ? new CsvSink(request.Out) : new JsonLinesSink(request.Out, log.Name);
    }
}
