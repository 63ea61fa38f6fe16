using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>Tells what recovery chose for each log, and what a changed pipeline kept.</summary>
internal static class RecoveryNotice
{
    private const int MostNodes = 12;

    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("recovered[].log", "a log that goes on from a store"),
        new("recovered[].snapshot", "the event of the saved state that it was recovered from; null where the log alone served"),
        new("recovered[].snapshot_time", "the newest time that this state knows; null where none was used"),
        new("recovered[].replayed", "events of the log that were processed again"),
        new("recovered[].suppressed", "outputs that came about again and were not repeated"),
        new("recovered[].notes[]", "what was not as it should be, such as a damaged state that was passed over, in words"),
    ];

    /// <summary>A line of what was chosen, one for each thing that was not as it should be, and one of the pipeline where it changed.</summary>
    public static IEnumerable<string> Lines(StoredLogRun log)
    {
        RecoveredLog recovered = log.Recovered!;
        string from = recovered.SnapshotSequence is { } sequence
            ? string.Create(CultureInfo.InvariantCulture, $"the state saved at event {sequence:N0} ({recovered.SnapshotTime}) and {recovered.Replayed:N0} events after it")
            : string.Create(CultureInfo.InvariantCulture, $"its {recovered.Replayed:N0} events, without a saved state");
        yield return string.Create(CultureInfo.InvariantCulture, $"log {log.Name}: recovered from {from}; {recovered.Suppressed:N0} outputs were stored already and are not repeated");
        foreach (string note in recovered.Notes)
        {
            yield return note;
        }

        if (log.Change is { } change)
        {
            string history = change.From is null || change.Warmed.Count == 0 ? ""
                : string.Create(CultureInfo.InvariantCulture, $" from {change.From} on, over {change.Events:N0} events");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"log {log.Name}: the pipeline changed at event {change.Sequence:N0}: kept {Names(change.Kept)}; warmed up {Names(change.Warmed)}{history}; dropped {Names(change.Dropped)}");
        }
    }

    public static void WriteJson(IEnumerable<StoredLogRun> logs, Utf8JsonWriter json)
    {
        json.WriteStartArray("recovered");
        foreach (StoredLogRun log in logs)
        {
            RecoveredLog recovered = log.Recovered!;
            json.WriteStartObject();
            json.WriteString("log", log.Name);
            WriteNumber("snapshot", recovered.SnapshotSequence, json);
            json.WriteString("snapshot_time", recovered.SnapshotTime?.ToString());
            json.WriteNumber("replayed", recovered.Replayed);
            json.WriteNumber("suppressed", recovered.Suppressed);
            json.WriteStartArray("notes");
            foreach (string note in recovered.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(string name, long? number, Utf8JsonWriter json)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Names(IReadOnlyList<string> nodes) =>
        nodes.Count == 0 ? "none"
        : nodes.Count <= MostNodes ? string.Join(", ", nodes)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", nodes.Take(MostNodes))} and {nodes.Count - MostNodes:N0} more");
}
