using System.CommandLine;
using System.CommandLine.Help;

namespace Pawl.Host.Commands;

/// <summary>The whole command line: parsing, help, completion and the reference page follow from it.</summary>
public static class CommandLine
{
    /// <summary>Examples of the program as a whole.</summary>
    internal static IReadOnlyList<string> Examples { get; } = ["pawl nodes", "pawl replay --help", "pawl doctor", "pawl --version --json"];

    // A verb's options take long to make, so that a call makes those of its own verb only.
    private static readonly KnownVerb[] s_verbs =
    [
        // A new verb is one line here.
        new("demo", DemoCommand.Create),
        new("replay", ReplayCommand.Create),
        new("backtest", BacktestCommand.Create),
        new("sweep", SweepCommand.Create),
        new("run", RunCommand.Create),
        new("service", Services.ServiceCommand.Create),
        new("monitor", Services.Monitoring.MonitorCommand.Create),
        new("kill-switch", KillSwitchCommand.Create),
        new("aggregate", AggregateCommand.Create),
        new("compute", ComputeCommand.Create),
        new("verify", VerifyCommand.Create),
        new("diff", DiffCommand.Create),
        new("explain", ExplainCommand.Create),
        new("data", DataCommand.Create),
        new("db", DbCommand.Create),
        new("snapshot", SnapshotCommand.Create),
        new("validate", ValidateCommand.Create),
        new("nodes", NodesCommand.Create),
        new("types", TypesCommand.Create),
        new("strategy", StrategyCommand.Create),
        new("dag", DagCommand.Create),
        new("tickserver", TickServerCommand.Create),
        new("key", KeyCommand.Create),
        new("doctor", DoctorCommand.Create),
        new("completion", CompletionCommand.Create),
    ];

    /// <summary>The whole command line.</summary>
    public static RootCommand Create() => With(s_verbs);

    /// <summary>As much of it as a call needs: the verb that it begins with; all, where it begins with none or with one that tells of the others.</summary>
    public static RootCommand CreateFor(string[] args) =>
        Array.Find(s_verbs, verb => args.Length > 0 && verb.Name == args[0]) is { Name: not "completion" } verb ? With([verb]) : Create();

    private static RootCommand With(ReadOnlySpan<KnownVerb> verbs)
    {
        RootCommand root = WithOwnManners(new("Pawl: an event-driven trading engine. Ticks and candles in; candles of many time frames, indicators and market structure out, deterministically."));
        foreach (KnownVerb verb in verbs)
        {
            root.Add(verb.Create());
        }

        return root;
    }

    private static RootCommand WithOwnManners(RootCommand root)
    {
        // Without /? and /h, which are paths here, and without the library's completion, which knows no files.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Directives.Clear();
        Option<bool> json = new("--json") { Description = "With --version: print as JSON." };
        root.Add(new HelpOption("--help", "-h", "-?") { Action = new Help(), Description = "Show what it does, its options and examples." });
        root.Add(new VersionOption("--version") { Action = new VersionAction(json), Description = "Show the version." });
        root.Add(json);
        return root;
    }

    private sealed record KnownVerb(string Name, Func<Command> Create);
}
