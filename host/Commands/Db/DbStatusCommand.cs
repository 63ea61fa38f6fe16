using System.CommandLine;
using System.Text.Json;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Commands;

/// <summary><c>pawl db status</c>: schema, owner, size and rows of a store, and whether it is whole.</summary>
internal static class DbStatusCommand
{
    public static Command Create()
    {
        Option<string> store = DbCommand.Store();
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("status", "Show schema, writer, size and rows of a store, and check that it is whole: file, logs, saved states and tables. Fails where it is not.")
        {
            Examples = ["pawl db migrate --store demo.db", "pawl db status --store demo.db", "pawl db status --store demo.db --json"],
            Json =
            [
                new("schema", "number of the newest migration that was applied"),
                new("newest_schema", "number of the newest that this program knows"),
                new("bytes", "size of the file and of what is not written back to it yet"),
                new("writer", "the process that writes it; null where none does"),
                new("sound", "whether nothing is wrong with it"),
                new("damage[]", "what is wrong, in lines"),
                new("rows.*", "rows of each table"),
            ],
        };
        command.Add(store);
        command.Add(json);
        command.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool json)
    {
        if (ServerStore.IsMeantBy(path))
        {
            (PostgresStatus status, string name) = ServerStore.Use(path, async database => (await PostgresStatus.OfAsync(database), database.Address.ToString()));
            return Show(name, json, status.Schema, PostgresMigrations.Newest, new StoreStatus(status.Bytes, null, [], status.Rows));
        }

        using StoreReader store = StoreReader.Open(path);
        return Show(path, json, store.Schema, StoreReader.NewestSchema, StoreStatus.Of(store));
    }

    private static int Show(string name, bool json, long schema, long newest, StoreStatus status)
    {
        if (json)
        {
            JsonOutput.Write(to => Write(to, schema, newest, status));
        }
        else
        {
            Write(Page.OnConsole(), name, schema, newest, status);
        }

        return status.Damage.Count == 0 ? 0 : 1;
    }

    private static void Write(Page page, string name, long schema, long newest, StoreStatus status)
    {
        string newer = schema < newest ? FormattableString.Invariant($"; this program's is {newest}: 'pawl db migrate --store {name}'") : "";
        page.Section(name,
        [
            ("schema", FormattableString.Invariant($"{schema}{newer}")),
            ("size", FormattableString.Invariant($"{status.Bytes / 1048576.0:0.0} MiB")),
            ("writer", status.Writer ?? "none"),
            ("file", status.Damage.Count == 0 ? "sound" : "damaged; restore it from a copy"),
        ]);
        page.Section("Damage", status.Damage.Select(d => ("", d)));
        page.Section("Rows", status.Rows.Select(r => (r.Table, r.Rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static void Write(Utf8JsonWriter json, long schema, long newest, StoreStatus status)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", schema);
        json.WriteNumber("newest_schema", newest);
        json.WriteNumber("bytes", status.Bytes);
        json.WriteString("writer", status.Writer);
        json.WriteBoolean("sound", status.Damage.Count == 0);
        json.WriteStartArray("damage");
        foreach (string damage in status.Damage)
        {
            json.WriteStringValue(damage);
        }

        json.WriteEndArray();
        json.WriteStartObject("rows");
        foreach ((string table, long rows) in status.Rows)
        {
            json.WriteNumber(table, rows);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
