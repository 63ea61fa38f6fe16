using System.CommandLine;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Host.Commands;

/// <summary><c>pawl snapshot compare</c>: which parts of two saved states differ.</summary>
internal static class SnapshotCompareCommand
{
    public static Command Create()
    {
        Option<string> store = DbCommand.Store();
        ParsedOption<int> run = SnapshotCommand.Run("The run; the newest by default.");
        Option<string?> log = SnapshotCommand.Log("The log; may be left out where there is one only.");
        ParsedOption<long> sequence = SnapshotCommand.Event("--seq", "The event of the first; the newest by default.");
        ParsedOption<long> and = SnapshotCommand.Event("--and", "The event of the second; by default the one before the first, or of another store the same event.");
        Option<string?> with = new("--with") { Description = "The second is in the newest run of this store.", HelpName = "FILE" };
        Option<string?> pipeline = SnapshotCommand.Pipeline("The pipeline of both: say which fields differ, with their values.");
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("compare", "Compare two saved states part by part, with the pipeline also field by field. Fails where they differ.")
        {
            Examples =
            [
                SnapshotCommand.MakeStore,
                SnapshotCommand.MakeStore.Replace("demo.db", "again.db", StringComparison.Ordinal),
                "pawl snapshot compare --store demo.db --with again.db",
                "pawl snapshot compare --store demo.db --with again.db --pipeline config/pipelines/us_equity_ticks.yaml",
                "pawl snapshot compare --store demo.db --with again.db --json",
            ],
            Json =
            [
                new("first, second", "the two, as 'snapshot list' has them"),
                new("equal", "how many parts are equal"),
                new("different[].part", "a part that is not, in the order of the block"),
                new("different[].kind", "kind of the node, or what else it is"),
                new("different[].first_byte", "where in the part they differ first; null where it is another kind, or only in one"),
                new("different[].what", "the difference in words"),
                new("fields[].part", "with --pipeline: a source or a node of which a number differs"),
                new("fields[].field", "field of its latest value; state.NAME of what a node keeps"),
                new("fields[].first", "in the first, as text"),
                new("fields[].second", "in the second; null where it has none"),
            ],
        };
        foreach (Option option in (Option[])[store, run, log, sequence, and, with, pipeline, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => Run(
            new SnapshotChoice(parsed.GetValue(store)!, parsed.GetValue(run), parsed.GetValue(log), parsed.GetValue(sequence)),
            parsed.GetValue(with), parsed.GetValue(and), SavedValues.GraphOf(parsed.GetValue(pipeline)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(SnapshotChoice choice, string? with, long? and, Graph? graph, bool json)
    {
        (StoredSnapshot first, StoredSnapshot? before) = choice.Find();
        string path = with ?? choice.Path;
        StoredSnapshot second = with is not null ? new SnapshotChoice(path, null, first.Log, and ?? first.Sequence).Find().Snapshot
            : and is not null ? new SnapshotChoice(path, (int)first.Run, first.Log, and).Find().Snapshot
            : before ?? throw new StoreException($"{path}: there is no snapshot of log {first.Log} before event {first.Sequence}; name another with --and or --with");
        (int equal, IReadOnlyList<StateDifference> different) = StateDifference.Between(SnapshotChoice.StateOf(choice.Path, first), SnapshotChoice.StateOf(path, second));
        IReadOnlyList<(SavedValue First, string? Second)>? fields =
            graph is null ? null : SavedValues.Different(SavedValues.Of(graph, choice.Path, first), SavedValues.Of(graph, path, second));
        if (json)
        {
            JsonOutput.Write(to => Write(to, first, second, equal, different, fields));
        }
        else
        {
            Page page = Page.OnConsole();
            page.Line($"first   {Named(choice.Path, first)}");
            page.Line($"second  {Named(path, second)}");
            page.Line(FormattableString.Invariant($"{equal} parts are equal, {different.Count} differ"));
            if (different.Count > 0)
            {
                page.Table(["part", "kind", "difference"], different.Select(d => (string[])[d.Part, d.Kind, d.What]));
            }

            if (fields is { Count: > 0 })
            {
                page.Table(["part", "field", "first", "second"], fields.Select(f => (string[])[f.First.Part, f.First.Field, f.First.Text, f.Second ?? "none"]));
            }
        }

        return different.Count == 0 ? 0 : 1;
    }

    private static string Named(string path, StoredSnapshot s) => FormattableString.Invariant($"{path}: run {s.Run}, log {s.Log}, event {s.Sequence}");

    private static void Write(Utf8JsonWriter json, StoredSnapshot first, StoredSnapshot second, int equal, IReadOnlyList<StateDifference> different, IReadOnlyList<(SavedValue First, string? Second)>? fields)
    {
        json.WriteStartObject();
        foreach ((string name, StoredSnapshot snapshot) in new[] { ("first", first), ("second", second) })
        {
            json.WriteStartObject(name);
            SnapshotListCommand.WriteFields(json, snapshot);
            json.WriteEndObject();
        }

        json.WriteNumber("equal", equal);
        json.WriteStartArray("different");
        foreach (StateDifference difference in different)
        {
            json.WriteStartObject();
            json.WriteString("part", difference.Part);
            json.WriteString("kind", difference.Kind);
            if (difference.FirstByte is { } at)
            {
                json.WriteNumber("first_byte", at);
            }
            else
            {
                json.WriteNull("first_byte");
            }

            json.WriteString("what", difference.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (fields is not null)
        {
            WriteFields(json, fields);
        }

        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<(SavedValue First, string? Second)> fields)
    {
        json.WriteStartArray("fields");
        foreach ((SavedValue first, string? second) in fields)
        {
            json.WriteStartObject();
            json.WriteString("part", first.Part);
            json.WriteString("field", first.Field);
            json.WriteString("first", first.Text);
            json.WriteString("second", second);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
