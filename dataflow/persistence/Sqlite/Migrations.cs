using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

    private static readonly (int Number, string Name, string Sql)[] All =
        [.. SqlFiles.In("migration").Select(f => (int.Parse(f.Name.AsSpan(0, 4), CultureInfo.InvariantCulture), f.Name[5..], f.Sql))];

    /// <summary>The newest schema that this program knows.</summary>
    public static int Newest => All[^1].Number;

    /// <returns>The names of those that were applied now.</returns>
    public static IReadOnlyList<string> Apply(SqliteDatabase database)
    {
        List<string> now = [];
        database.Transaction(() =>
        {
            Check(database);
            IReadOnlyList<(long Number, string Name, string Checksum)> applied = Applied(database);
            foreach ((long number, string _, string checksum) in applied)
            {
                (int Number, string Name, string Sql)? own = All.Where(m => m.Number == number).Select(m => ((int, string, string)?)m).FirstOrDefault();
                if (own is null)
                {
                    throw new StoreException($"{database.Path}: was written by a newer pawl (schema {number}, this one knows {All[^1].Number}); use that one");
                }

                if (ChecksumOf(own.Value.Sql) != checksum)
                {
                    throw new StoreException($"{database.Path}: its schema {number} is not the one of this program; use the program that wrote it, or choose another file");
                }
            }

            foreach ((int number, string name, string sql) in All.Where(m => applied.All(a => a.Number != m.Number)))
            {
                database.Execute(sql);
                using SqliteStatement insert = database.Prepare(
                    "INSERT INTO migrations (number, name, checksum, applied) VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
                insert.Bind(1, number).Bind(2, name).Bind(3, ChecksumOf(sql)).Run();
                now.Add(string.Create(CultureInfo.InvariantCulture, $"{number:0000} {name}"));
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

    private static string ChecksumOf(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
}
