using System.CommandLine;
using System.Globalization;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Live;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;

namespace Pawl.Host.Commands;

/// <summary><c>pawl run</c>: live data through a pipeline, stored before it is shown; started again, it goes on.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        Option<string> store = new("--store") { Description = "The SQLite file in which the run is kept and goes on; made where there is none.", Required = true, HelpName = "FILE" };
        Option<double?> speed = Options.Parsed<double?>(
            "--speed", "N|max", "Files come at N times the speed at which they were recorded; max (default) as fast as possible. Standard input comes as it comes.",
            Speed, "write a number above 0, such as 1 or 60, or max");
        Option<string?> output = new("--out", "-o") { Description = "Append the outputs to a file per log in this folder, or with '-' write those of this process to standard output.", HelpName = "DIR|-" };
        Option<string[]> reset = new("--reset") { Description = "Begin with the state of this node emptied, and wake it if it failed; the command becomes part of the log. May be repeated.", HelpName = "NODE" };
        Option<int?> closeAfter = Options.WholeNumber("--close-after", "Close bars so many seconds after their end also where nothing is traded; without it only what comes closes them. Standard input, or files with --speed N.", 0, 3600);
        Option<int?> snapshotEvery = Options.WholeNumber("--snapshot-every", "Save the state of a log after so many events; setting store.snapshot_every.", 1, int.MaxValue);
        Option<int?> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        Verb command = new("run", "Run live data through a pipeline, and go on where it was left.")
        {
            Examples =
            [
                "pawl run -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store live.db --speed 3600 --out -",
                "zcat samples/data/DEMO_trades.csv.gz | pawl run -p config/pipelines/us_equity_ticks.yaml -d DEMO=- --store live.db --out live",
                "zcat samples/data/DEMO_trades.csv.gz | pawl run -p config/pipelines/us_equity_ticks.yaml -d DEMO=- --store live.db --reset delta",
            ],
        };
        PipelineDataOptions input = new();
        input.AddTo(command, store, speed, closeAfter, output, reset, snapshotEvery, threads);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            OutputArgument.Check(parsed.GetValue(output), json: false);
            PipelineData data = input.Read(parsed, values) with { Letters = new DeadLetters(goesOn: true) };
            return Run(data, new Request(
                new StoreRequest(parsed.GetValue(store)!, StoreOptionsOfReplay.PolicyOf(parsed.GetValue(snapshotEvery), values), Resume: true, StoreOptionsOfReplay.OptionsOf("pawl run", values)),
                parsed.GetValue(speed) ?? double.PositiveInfinity,
                parsed.GetValue(closeAfter) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                parsed.GetValue(output),
                CheckNodes(parsed.GetValue(reset) ?? [], data.Graph),
                parsed.GetValue(threads) ?? values.Get(SettingTable.Threads)));
        });
        return command;
    }

    private sealed record Request(StoreRequest Store, double Speed, TimeSpan? CloseAfter, string? Out, string[] Reset, int Threads);

    private static double? Speed(string text) =>
        text == "max" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed) && speed > 0 ? speed : null;

    private static string[] CheckNodes(string[] nodes, Graph graph)
    {
        if (nodes.FirstOrDefault(n => !graph.Nodes.Any(g => Is(g, n))) is { } unknown)
        {
            string meant = Nearest.Of(unknown, graph.Nodes.Where(g => g.Kind is not null).Select(g => g.Id)) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl dag' shows the nodes";
            throw new UsageException($"--reset {Shown.Of(unknown)}: the pipeline '{graph.Name}' has no such node; {meant}");
        }

        return nodes;
    }

    private static bool Is(GraphNode node, string id) => node.Kind is not null && (node.Id == id || node.Ids.Contains(id, StringComparer.Ordinal));

    private static IEnumerable<NodeReset> Resets(EngineLog log, string[] nodes) =>
        from symbol in Enumerable.Range(0, log.Symbols.Length)
        from node in nodes
        where log.Graph.Nodes.Any(g => g.Symbol == symbol && Is(g, node))
        select new NodeReset(symbol, node);

    private static int Run(PipelineData data, Request request)
    {
        Interruption.Patience = Patience;
        bool isLive = data.Files.Any(f => f == "-" || f.EndsWith("=-", StringComparison.Ordinal));
        if (request.CloseAfter is not null && !isLive && double.IsInfinity(request.Speed))
        {
            throw new UsageException("--close-after needs time that goes on; read standard input, or give files with --speed N");
        }

        bool recalls = request.Out is not (null or "-");
        SymbolTable symbols = new();
        using IInputSource source = data.Open(symbols);
        ScriptWatch scripts = new(data.File.Scripts, Console.Error);
        using OpenedStore store = OpenedStore.ForRun(request.Store, data, recalls, log => Resets(log, request.Reset), scripts.Switches, WriteRecovered);
        RunStorage storage = store.Storage;
        double speed = isLive ? 1 : request.Speed;
        QuietClock? clock = request.CloseAfter is { } delay ? new QuietClock(delay, speed, storage.Cursor) : null;
        using IInputSource input = isLive ? new QueuedInput(source, clock, Interruption.Token)
            : double.IsInfinity(speed) ? source : new PacedInput(source, speed, storage.Cursor, clock, Interruption.Token);
        using Stream? stream = request.Out == "-" ? Console.OpenStandardOutput() : null;
        if (recalls)
        {
            OutputArgument.Prepare(request.Out!, path => Directory.CreateDirectory(path));
        }

        long before = storage.Cursor;
        try
        {
            ReplaySummary summary = new ReplayRunner(data.Graph, input, symbols, new ReplayOptions
            {
                Threads = request.Threads,
                // A recording ends; of a stream nobody knows whether it does.
                Flush = !isLive && data.To is null,
                Instruments = data.Instruments,
                OpenSink = log => recalls ? new AppendedLines(request.Out!, log.Name, storage.Run.Logs.ContainsKey(log.Name)) : new NoSink(),
                Stream = stream is null ? null : new MergedStream(stream),
                Storage = storage,
            }).Run(Interruption.Token);
            SummaryWriter.WriteFindings(summary, Console.Error);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped; the same command goes on");
        }

        WriteLogs(storage, request.Store.Path, before);
        return 0;
    }

    private static void WriteRecovered(StoredLogRun log)
    {
        foreach (string line in RecoveryNotice.Lines(log))
        {
            Console.Error.WriteLine(line);
        }
    }

    private static void WriteLogs(RunStorage storage, string path, long before)
    {
        long now = storage.Logs.Sum(l => l.Position.FromSource);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: run {storage.Run.Id} holds {now:N0} events, {now - before:N0} of them new"));
        foreach (StoredLogRun log in storage.Logs.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            Console.Error.WriteLine($"log {log.Name}: event {log.Position.Sequence}, chain {log.Position.Chain}");
        }
    }
}
