using System.CommandLine;
using System.CommandLine.Help;

namespace Pawl.Host.Commands;

/// <summary>The whole command line: parsing, help, completion and the reference page follow from it.</summary>
public static class CommandLine
{
    /// <summary>Examples of the program as a whole.</summary>
    internal static IReadOnlyList<string> Examples { get; } = ["pawl nodes", "pawl replay --help", "pawl doctor", "pawl --version --json"];

    /// <summary>The verbs; a new one is one line here.</summary>
    public static RootCommand Create() => WithOwnManners(new(
        "Pawl: an event-driven trading engine. Ticks and candles in; candles of many time frames, indicators and market structure out, deterministically.")
    {
        ReplayCommand.Create(),
        RunCommand.Create(),
        AggregateCommand.Create(),
        ComputeCommand.Create(),
        VerifyCommand.Create(),
        DiffCommand.Create(),
        ExplainCommand.Create(),
        DataCommand.Create(),
        DbCommand.Create(),
        ValidateCommand.Create(),
        NodesCommand.Create(),
        TypesCommand.Create(),
        DagCommand.Create(),
        DoctorCommand.Create(),
        CompletionCommand.Create(),
    });

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
}
