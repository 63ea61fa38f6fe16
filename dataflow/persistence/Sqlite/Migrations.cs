using System.Globalization;
using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>
/// Brings a database to the schema of this program: numbered files, each applied once, only forward. What was applied is
/// kept with a checksum. Two processes may begin at once.
/// </summary>
internal static class Migrations
{
    /// <summary>"Pawl": by it a database of ours is known from others.</summary>
    private const int Application = 0x5061776C;

    private static readonly IReadOnlyList<Migration> All = Migration.In(typeof(Migrations).Assembly);

    /// <summary>The newest schema that this program knows.</summary>
    public static int Newest => (int)All[^1].Number;

    /// <returns>The names of those that were applied now.</returns>
    public static IReadOnlyList<string> Apply(SqliteDatabase database)
    {
        List<string> now = [];
        database.Transaction(() =>
        {
            Check(database);
            foreach (Migration migration in Migration.Pending(All, Applied(database), database.Path))
            {
                database.Execute(migration.Sql);
                using SqliteStatement insert = database.Prepare(
                    "INSERT INTO migrations (number, name, checksum, applied) VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
                insert.Bind(1, migration.Number).Bind(2, migration.Name).Bind(3, migration.Checksum).Run();
                now.Add(migration.ToString());
            }
        });
        return now;
    }

    /// <summary>Refuses to read what is no store, or that of a newer program.</summary>
    public static void Require(SqliteDatabase database)
    {
        if (database.Number("PRAGMA application_id") != Application)
        {
            throw new StoreException($"{database.Path}: is no store of pawl; 'pawl replay … --store FILE' makes one");
        }

        long schema = Applied(database).Max(applied => applied.Number);
        if (schema > Newest)
        {
            throw new StoreException($"{database.Path}: was written by a newer pawl; use that one");
        }

        if (schema < Newest)
        {
            throw new StoreException($"{database.Path}: was written by an older pawl, schema {schema}; 'pawl db migrate --store {database.Path}' brings it to schema {Newest}, keeping all");
        }
    }

    /// <summary>Refuses what is somebody else's.</summary>
    private static void Check(SqliteDatabase database)
    {
        long application = database.Number("PRAGMA application_id");
        bool isEmpty = database.Number("SELECT count(*) FROM sqlite_schema") == 0;
        if (application != Application && !(application == 0 && isEmpty))
        {
            throw new StoreException($"{database.Path}: is a database of another program; choose another file");
        }

        if (isEmpty)
        {
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Application}"));
            database.Execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied TEXT NOT NULL) STRICT");
        }
    }

    /// <summary>What was applied to a database, in order.</summary>
    public static IReadOnlyList<(long Number, string Name, string Checksum)> Applied(SqliteDatabase database)
    {
        List<(long, string, string)> applied = [];
        using SqliteStatement select = database.Prepare("SELECT number, name, checksum FROM migrations ORDER BY number");
        while (select.Step())
        {
            applied.Add((select.Long(0), select.Text(1), select.Text(2)));
        }

        return applied;
    }
}
