using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Commands;

/// <summary><c>pawl snapshot inspect</c>: what a saved state holds, as it says itself.</summary>
internal static class SnapshotInspectCommand
{
    public static Command Create()
    {
        Option<string> store = DbCommand.Store();
        ParsedOption<int> run = SnapshotCommand.Run("The run; the newest by default.");
        Option<string?> log = SnapshotCommand.Log("The log; may be left out where there is one only.");
        ParsedOption<long> sequence = SnapshotCommand.Event("--seq", "The event after which it was taken; the newest by default.");
        Option<string?> pipeline = SnapshotCommand.Pipeline("The pipeline of the run: show the values of its nodes too.");
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("inspect", "Show the parts of a saved state: nodes, their kinds and parameters, and the bytes that they take; with the pipeline also what the bytes mean.")
        {
            Examples = [SnapshotCommand.MakeStore, "pawl snapshot inspect --store demo.db", "pawl snapshot inspect --store demo.db --pipeline config/pipelines/us_equity_ticks.yaml", "pawl snapshot inspect --store demo.db --log DEMO --json"],
            Json =
            [
                new("run, log, seq, record, epoch, taken, bytes", "as 'snapshot list' has them"),
                new("pipeline", "name of the pipeline"),
                new("symbols[]", "symbols of the log"),
                new("time", "the newest time that the log had seen"),
                new("cycle", "number of its last cycle"),
                new("parts[].name", "part of the block, in its order"),
                new("parts[].kind", "kind of the node, or what else it is"),
                new("parts[].version", "version of the kind"),
                new("parts[].parameters", "parameters, as text"),
                new("parts[].inputs", "what it reads, as text"),
                new("parts[].start", "where it begins in the block"),
                new("parts[].bytes", "how many bytes it takes"),
                new("values[].part", "with --pipeline: a source or a node"),
                new("values[].field", "field of its latest value; state.NAME of what a node keeps"),
                new("values[].value", "the number, text or list there"),
            ],
        };
        foreach (Option option in (Option[])[store, run, log, sequence, pipeline, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => Run(new SnapshotChoice(parsed.GetValue(store)!, parsed.GetValue(run), parsed.GetValue(log), parsed.GetValue(sequence)), SavedValues.GraphOf(parsed.GetValue(pipeline)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(SnapshotChoice choice, Graph? graph, bool json)
    {
        StoredSnapshot snapshot = choice.Find().Snapshot;
        SavedState state = SnapshotChoice.StateOf(choice.Path, snapshot);
        IReadOnlyList<SavedValue>? values = graph is null ? null : SavedValues.Of(graph, choice.Path, snapshot);
        if (json)
        {
            JsonOutput.Write(to => Write(to, snapshot, state, values));
        }
        else
        {
            Write(Page.OnConsole(), snapshot, state, values);
        }

        return 0;
    }

    private static void Write(Page page, StoredSnapshot snapshot, SavedState state, IReadOnlyList<SavedValue>? values)
    {
        page.Section(string.Create(CultureInfo.InvariantCulture, $"Run {snapshot.Run}, log {snapshot.Log}, event {snapshot.Sequence}"),
        [
            ("pipeline", state.Pipeline),
            ("symbols", string.Join(", ", state.Symbols)),
            ("time", state.Header.Time.ToString()),
            ("taken", string.Create(CultureInfo.InvariantCulture, $"{snapshot.Taken}, by owner {snapshot.Epoch}")),
            ("size", string.Create(CultureInfo.InvariantCulture, $"{snapshot.Length:N0} bytes")),
        ]);
        page.Table(
            ["part", "kind", "version", "start", "bytes", "parameters"],
            state.Parts.Select(p => (string[])[p.Name, p.Kind, p.Version.ToString(CultureInfo.InvariantCulture), p.Start.ToString(CultureInfo.InvariantCulture), p.Length.ToString(CultureInfo.InvariantCulture), p.Parameters]));
        if (values is not null)
        {
            page.Table(["part", "field", "value"], values.Select(v => (string[])[v.Part, v.Field, v.Text]));
        }
    }

    private static void Write(Utf8JsonWriter json, StoredSnapshot snapshot, SavedState state, IReadOnlyList<SavedValue>? values)
    {
        json.WriteStartObject();
        SnapshotListCommand.WriteFields(json, snapshot);
        json.WriteString("pipeline", state.Pipeline);
        json.WriteStartArray("symbols");
        foreach (string symbol in state.Symbols)
        {
            json.WriteStringValue(symbol);
        }

        json.WriteEndArray();
        json.WriteString("time", state.Header.Time.ToString());
        json.WriteNumber("cycle", state.Header.Cycle);
        json.WriteStartArray("parts");
        foreach (StatePart part in state.Parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteString("kind", part.Kind);
            json.WriteNumber("version", part.Version);
            json.WriteString("parameters", part.Parameters);
            json.WriteString("inputs", part.Inputs);
            json.WriteNumber("start", part.Start);
            json.WriteNumber("bytes", part.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (values is not null)
        {
            WriteValues(json, values);
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<SavedValue> values)
    {
        json.WriteStartArray("values");
        foreach (SavedValue value in values)
        {
            json.WriteStartObject();
            json.WriteString("part", value.Part);
            json.WriteString("field", value.Field);
            json.WritePropertyName("value");
            json.WriteRawValue(value.Json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
