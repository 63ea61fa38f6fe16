using System.CommandLine;
using System.Globalization;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay.Live;
using Pawl.Host.Replay.Storing;

namespace Pawl.Host.Commands;

/// <summary><c>pawl run</c>: live data through a pipeline, stored before it is shown; started again, it goes on.</summary>
internal static class RunCommand
{
    /// <summary>How long a run may take to end well.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        Option<string> store = new("--store") { Description = "The SQLite file in which the run is kept and goes on; made where there is none.", Required = true, HelpName = "FILE" };
        ParsedOption<double> speed = Options.Parsed<double>(
            "--speed", "N|max", "Files come at N times the speed at which they were recorded; max (default) as fast as possible; a simulated market without end at 1 by default. Standard input comes as it comes.",
            Speed, "write a number above 0, such as 1 or 60, or max");
        Option<string?> output = new("--out", "-o") { Description = "Append the outputs to a file per log in this folder, or with '-' write those of this process to standard output.", HelpName = "DIR|-" };
        Option<string[]> reset = new("--reset") { Description = "Begin with the state of this node emptied, and wake it if it failed; the command becomes part of the log. May be repeated.", HelpName = "NODE" };
        ParsedOption<int> closeAfter = Options.WholeNumber("--close-after", "Close bars so many seconds after their end also where nothing is traded; without it only what comes closes them. Standard input, or files with --speed N.", 0, 3600);
        ParsedOption<int> snapshotEvery = Options.WholeNumber("--snapshot-every", "Save the state of a log after so many events; setting store.snapshot_every.", 1, int.MaxValue);
        ParsedOption<int> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        Option<bool> json = new("--json") { Description = "Print what was done as JSON to standard output, at the end." };
        Verb command = new("run", "Run live data through a pipeline, and go on where it was left.")
        {
            Json = LiveRunWriter.Fields,
            Examples =
            [
                "pawl run -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --store paper.db --json",
                "pawl run -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store live.db --speed 3600 --out -",
                "zcat samples/data/DEMO_trades.csv.gz | pawl run -p config/pipelines/us_equity_ticks.yaml -d DEMO=- --store live.db --out live",
                "zcat samples/data/DEMO_trades.csv.gz | pawl run -p config/pipelines/us_equity_ticks.yaml -d DEMO=- --store live.db --reset delta",
            ],
        };
        PipelineDataOptions input = new();
        ServeOptions serve = new();
        BrokerOptions broker = new();
        input.AddTo(command, [store, speed, closeAfter, .. broker.All, output, reset, snapshotEvery, threads, .. serve.All, json]);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            OutputArgument.Check(parsed.GetValue(output), parsed.GetValue(json));
            PipelineData data = input.Read(parsed, values) with { Letters = new DeadLetters(goesOn: true) };
            LiveRunRequest request = new(
                new StoreRequest(parsed.GetValue(store)!, StoreOptionsOfReplay.PolicyOf(parsed.GetValue(snapshotEvery), values), Resume: true, StoreOptionsOfReplay.OptionsOf("pawl run", values)))
            {
                Speed = parsed.GetValue(speed) ?? (data.IsEndless ? 1 : double.PositiveInfinity),
                CloseAfter = parsed.GetValue(closeAfter) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Paper = broker.Read(parsed, data),
                Out = parsed.GetValue(output),
                Reset = CheckNodes(parsed.GetValue(reset) ?? [], data.Graph),
                Threads = parsed.GetValue(threads) ?? values.Get(SettingTable.Threads),
                Serve = serve.Read(parsed, values),
            };
            Interruption.Patience = Patience;
            LiveRunSummary summary = new LiveRun(data, request).Run(Interruption.Token);
            LiveRunWriter.WriteText(summary, Console.Error);
            if (parsed.GetValue(json))
            {
                LiveRunWriter.WriteJson(summary);
            }

            return 0;
        });
        return command;
    }

    /// <summary>How many times as fast as it was recorded something comes; null for a text that says nothing of it.</summary>
    internal static double? Speed(string text) =>
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

    /// <summary>Whether a node is meant by an id.</summary>
    internal static bool Is(GraphNode node, string id) => node.Kind is not null && (node.Id == id || node.Ids.Contains(id, StringComparer.Ordinal));
}
