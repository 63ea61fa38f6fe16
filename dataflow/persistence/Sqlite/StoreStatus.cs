using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>How a store is.</summary>
/// <param name="Bytes">Size of the database, with what waits in its write-ahead log.</param>
/// <param name="Writer">The process that writes it; null where none does.</param>
/// <param name="Damage">What <see cref="StoreCheck"/> finds wrong.</param>
/// <param name="Rows">Rows of each table.</param>
public sealed record StoreStatus(long Bytes, string? Writer, IReadOnlyList<string> Damage, IReadOnlyList<(string Table, long Rows)> Rows)
{
    /// <summary>Looks at all of a store: this reads the whole file.</summary>
    public static StoreStatus Of(StoreReader store)
    {
        ArgumentNullException.ThrowIfNull(store);
        SqliteDatabase database = store.Database;
        string[] tables = [.. Texts(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")];
        IReadOnlyList<string> damage = DamageOf(database.Path);
        return new StoreStatus(
            database.Number("PRAGMA page_count") * database.Number("PRAGMA page_size"),
            WriterOf(database),
            damage,
            [.. damage.Count > 0 ? [] : tables.Select(t => (t, database.Number($"SELECT count(*) FROM {t}")))]);
    }

    private static IReadOnlyList<string> DamageOf(string path)
    {
        try
        {
            return StoreCheck.Run(path);
        }
        catch (StoreException unreadable)
        {
            return [unreadable.Message];
        }
    }

    private static string? WriterOf(SqliteDatabase database)
    {
        using SqliteStatement owner = database.Prepare("SELECT host, process, mark, command FROM owner");
        return owner.Step() && !owner.IsNull(1) && new OwnerProcess(owner.Text(0), (int)owner.Long(1), owner.Text(2)) is { IsAlive: true } process
            ? $"process {process.Id} ({owner.Text(3)})"
            : null;
    }

    private static List<string> Texts(SqliteDatabase database, string sql)
    {
        List<string> texts = [];
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            texts.Add(statement.Text(0));
        }

        return texts;
    }
}
