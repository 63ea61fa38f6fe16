using System.Globalization;
using System.Reflection;
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

    private static readonly (int Number, string Name, string Sql)[] All = [.. Files()];

    public static void Apply(SqliteDatabase database)
    {
        database.Transaction(() =>
        {
            Check(database);
            List<(long Number, string Checksum)> applied = Applied(database);
            foreach ((long number, string checksum) in applied)
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

            foreach ((int number, string name, string sql) in All.Where(m => applied.TrueForAll(a => a.Number != m.Number)))
            {
                database.Execute(sql);
                using SqliteStatement insert = database.Prepare(
                    "INSERT INTO migrations (number, name, checksum, applied) VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
                insert.Bind(1, number).Bind(2, name).Bind(3, ChecksumOf(sql)).Run();
            }
        });
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

    private static List<(long Number, string Checksum)> Applied(SqliteDatabase database)
    {
        List<(long, string)> applied = [];
        using SqliteStatement select = database.Prepare("SELECT number, checksum FROM migrations ORDER BY number");
        while (select.Step())
        {
            applied.Add((select.Long(0), select.Text(1)));
        }

        return applied;
    }

    private static string ChecksumOf(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static IEnumerable<(int Number, string Name, string Sql)> Files()
    {
        Assembly assembly = typeof(Migrations).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..^4], reader.ReadToEnd());
        }
    }
}
