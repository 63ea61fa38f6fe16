using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary><c>pawl snapshot</c>: the saved states of a store.</summary>
internal static class SnapshotCommand
{
    /// <summary>Makes the store that the examples look into.</summary>
    public const string MakeStore = "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store demo.db --snapshot-every 5000";

    public static Command Create() => new Verb("snapshot", "Look into the saved states of a store.")
    {
        SnapshotListCommand.Create(),
        SnapshotInspectCommand.Create(),
        SnapshotCompareCommand.Create(),
    };

    public static ParsedOption<int> Run(string description) => Options.WholeNumber("--run", description, 1, int.MaxValue);

    public static Option<string?> Log(string description) => new("--log") { Description = description, HelpName = "LOG" };

    public static Option<string?> Pipeline(string description) => new("--pipeline", "-p") { Description = description, HelpName = "FILE" };

    public static ParsedOption<long> Event(string name, string description) => Options.Parsed<long>(
        name, "SEQ", description,
        text => long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) ? number : null,
        "write the number of an event; 'pawl snapshot list' shows those that there are");
}
