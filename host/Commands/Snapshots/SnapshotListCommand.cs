using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Commands;

/// <summary><c>pawl snapshot list</c>: the saved states, and whether they can be used.</summary>
internal static class SnapshotListCommand
{
    public static Command Create()
    {
        Option<string> store = DbCommand.Store();
        ParsedOption<int> run = SnapshotCommand.Run("Only of this run.");
        Option<string?> log = SnapshotCommand.Log("Only of this log.");
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("list", "List the saved states of a store, and verify each. Fails where one cannot be used.")
        {
            Examples = [SnapshotCommand.MakeStore, "pawl snapshot list --store demo.db", "pawl snapshot list --store demo.db --log DEMO --json"],
            Json =
            [
                new("[].run", "number of the run"),
                new("[].log", "name of the log"),
                new("[].seq", "number of the event after which it was taken"),
                new("[].record", "place of this event in the input log, where events without a number count too"),
                new("[].epoch", "number of the owner that took it"),
                new("[].taken", "when it was taken"),
                new("[].bytes", "its size"),
                new("[].valid", "whether it can be used"),
                new("[].damage", "why not; null where it can"),
            ],
        };
        foreach (Option option in (Option[])[store, run, log, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(run), parsed.GetValue(log), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string path, int? run, string? log, bool json)
    {
        using StoreReader store = StoreReader.Open(path);
        StoredSnapshot[] found = [.. StoredSnapshot.In(store).Where(s => (run is null || s.Run == run) && (log is null || s.Log == log)).Select(s => s with { State = null })];
        if (json)
        {
            JsonOutput.Write(to => Write(to, found));
        }
        else if (found.Length == 0)
        {
            Console.Out.WriteLine($"{path}: no snapshots");
        }
        else
        {
            Page.OnConsole().Table(["run", "log", "seq", "record", "epoch", "taken", "bytes", "valid"], found.Select(Row));
        }

        return found.All(s => s.Damage is null) ? 0 : 1;
    }

    private static string[] Row(StoredSnapshot s) =>
    [
        .. new[] { s.Run.ToString(CultureInfo.InvariantCulture), s.Log },
        .. new[] { s.Sequence, s.Record, s.Epoch }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        s.Taken, s.Length.ToString(CultureInfo.InvariantCulture), s.Damage is null ? "yes" : "no: " + s.Damage,
    ];

    private static void Write(Utf8JsonWriter json, StoredSnapshot[] found)
    {
        json.WriteStartArray();
        foreach (StoredSnapshot s in found)
        {
            json.WriteStartObject();
            WriteFields(json, s);
            json.WriteBoolean("valid", s.Damage is null);
            json.WriteString("damage", s.Damage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Which one it is.</summary>
    public static void WriteFields(Utf8JsonWriter json, StoredSnapshot s)
    {
        json.WriteNumber("run", s.Run);
        json.WriteString("log", s.Log);
        json.WriteNumber("seq", s.Sequence);
        json.WriteNumber("record", s.Record);
        json.WriteNumber("epoch", s.Epoch);
        json.WriteString("taken", s.Taken);
        json.WriteNumber("bytes", s.Length);
    }
}
