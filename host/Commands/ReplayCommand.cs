using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;

namespace Pawl.Host.Commands;

/// <summary><c>pawl replay</c>: recorded data through a pipeline.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Option<string?> output = new("--out", "-o") { Description = "Write the outputs into this folder, or with '-' to standard output. Without it only the summary is made.", HelpName = "DIR|-" };
        ParsedOption<OutputFormat> format = Options.Choice<OutputFormat>("--format", "jsonl: one file per log (default). csv: one file per node.");
        ParsedOption<int> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        ParsedOption<Executor> executor = Options.Choice<Executor>("--executor", "How nodes run: one by one (reference, the default), or by code compiled for the pipeline. The result is the same.");
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
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store demo.db --resume",
            ],
        };
        PipelineDataOptions input = new();
        StoreOptionsOfReplay store = new();
        input.AddTo(command, [output, format, threads, executor, noFlush, json, .. store.All]);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            Request request = new(
                parsed.GetValue(output),
                parsed.GetValue(format) ?? (parsed.GetValue(output) == "-" ? OutputFormat.Jsonl : values.Get(SettingTable.Format)),
                parsed.GetValue(threads) ?? values.Get(SettingTable.Threads),
                parsed.GetValue(executor) ?? Executor.Reference,
                values.Get(SettingTable.Progress),
                parsed.GetValue(noFlush),
                parsed.GetValue(json),
                store.Read(parsed, values));
            Check(request);
            PipelineData data = input.Read(parsed, values);
            return Run(request.Store is null ? data : data with { Letters = new DeadLetters(goesOn: false) }, request);
        });
        return command;
    }

    private sealed record Request(string? Out, OutputFormat Format, int Threads, Executor Executor, bool Progress, bool NoFlush, bool Json, StoreRequest? Store);

    private static int Run(PipelineData data, Request request)
    {
        SymbolTable symbols = new();
        using IInputSource input = data.Open(symbols);
        using OpenedStore? store = request.Store is null ? null : OpenedStore.ForReplay(request.Store, data, request.NoFlush);
        using Stream? stream = request.Out == "-" ? Console.OpenStandardOutput() : null;
        ReplaySummary summary = ReplayProgress.Show("replay", input, isQuiet: !request.Progress || (stream is not null && !Console.IsOutputRedirected), report => new ReplayRunner(data.Graph, input, symbols, new ReplayOptions
        {
            Threads = request.Threads,
            Executor = request.Executor,
            Flush = !request.NoFlush && data.To is null,
            Instruments = data.Instruments,
            OpenSink = SinkOf(request),
            Stream = stream is null ? null : new MergedStream(stream),
            Storage = store?.Storage,
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
