using Pawl.Host.Paper;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Commands;

/// <summary>Where the kill switch of a store stands.</summary>
/// <param name="Halted">What was halted and not armed again since, the oldest first.</param>
/// <param name="File">The file that halts everything; null where there is none.</param>
/// <param name="Accounts">What the accounts of the newest run last said: name, when, and whether they are halted, by whatever.</param>
internal sealed record KillSwitchStatus(IReadOnlyList<StoredCommand> Halted, string? File, IReadOnlyList<(string Name, string Time, bool IsHalted)> Accounts)
{
    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("state", "on where anything is halted by the switch, else armed"),
        new("file", "the file beside the store that halts everything; null where it is not there"),
        new("halted[].scope", "global, account, strategy or symbol"),
        new("halted[].target", "which one; empty for all"),
        new("halted[].since", "when it was asked for"),
        new("halted[].reason", "why"),
        new("accounts[].account", "an account of the newest run"),
        new("accounts[].time", "when it last said what it is"),
        new("accounts[].halted", "whether it was halted then, by the switch or by a limit"),
    ];

    public bool IsOn => Halted.Count > 0 || File is not null;

    public static KillSwitchStatus Of(string path)
    {
        List<StoredCommand> halted = [];
        using (StoredCommands commands = StoredCommands.Open(path))
        {
            foreach (StoredCommand command in commands.After(0))
            {
                halted.RemoveAll(h => h.Scope == command.Scope && h.Target == command.Target);
                if (command.Command == "halt")
                {
                    halted.Add(command);
                }
            }
        }

        List<(string, string, bool)> accounts = [];
        using StoreReader store = StoreReader.Open(path);
        using SqliteStatement last = store.Database.Prepare(
            """
            SELECT log, data, time FROM positions AS p
            WHERE type = 'account_update' AND run_id = (SELECT max(run_id) FROM runs)
              AND seq = (SELECT max(seq) FROM positions WHERE run_id = p.run_id AND log = p.log AND type = 'account_update') ORDER BY log
            """);
        while (last.Step())
        {
            accounts.Add((last.Text(0), new Types.Timestamp(last.Long(2)).ToString(), last.Text(1).Contains("\"halted\"", StringComparison.Ordinal)));
        }

        string file = KillSwitch.HaltFileOf(path);
        return new KillSwitchStatus(halted, System.IO.File.Exists(file) ? file : null, accounts);
    }

    public void WriteText(TextWriter to)
    {
        to.WriteLine(IsOn ? "on" : "armed");
        if (File is not null)
        {
            to.WriteLine($"{File} is there: everything is halted");
        }

        foreach (StoredCommand command in Halted)
        {
            string what = command.Target.Length > 0 ? $"{command.Scope} {command.Target}" : command.Scope;
            to.WriteLine($"{what}: halted since {command.Given}{(command.Reason.Length > 0 ? $" ({command.Reason})" : "")}");
        }

        foreach ((string name, string time, bool isHalted) in Accounts)
        {
            to.WriteLine($"account {name}: {(isHalted ? "halted" : "active")} at {time}");
        }
    }

    public void WriteJson() => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("state", IsOn ? "on" : "armed");
        json.WriteString("file", File);
        json.WriteStartArray("halted");
        foreach (StoredCommand command in Halted)
        {
            json.WriteStartObject();
            json.WriteString("scope", command.Scope);
            json.WriteString("target", command.Target);
            json.WriteString("since", command.Given);
            json.WriteString("reason", command.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("accounts");
        foreach ((string name, string time, bool isHalted) in Accounts)
        {
            json.WriteStartObject();
            json.WriteString("account", name);
            json.WriteString("time", time);
            json.WriteBoolean("halted", isHalted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
