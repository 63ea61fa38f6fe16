using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>A store opened to be looked at. It disturbs nobody who writes it.</summary>
public sealed class StoreReader : IDisposable
{
    private SqliteLogs? logs;

    private StoreReader(SqliteDatabase database)
    {
        Database = database;
    }

    public SqliteDatabase Database { get; }

    /// <summary>The newest schema that was applied to it.</summary>
    public long Schema => Database.Number("SELECT max(number) FROM migrations");

    /// <summary>The newest schema that this program knows.</summary>
    public static int NewestSchema => Migrations.Newest;

    /// <summary>Opens a store that is there.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be read.</exception>
    public static StoreReader Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith("file:", StringComparison.Ordinal) && !File.Exists(path))
        {
            throw new StoreException($"{path}: there is no such file; 'pawl replay … --store FILE' makes a store");
        }

        SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Read);
        try
        {
            Migrations.Require(database);
            return new StoreReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The runs, the newest first.</summary>
    public IReadOnlyList<StoredRun> Runs()
    {
        List<StoredRun> runs = [];
        // One that was not migrated is read all the same.
        string hash = Database.Number("SELECT count(*) FROM pragma_table_info('runs') WHERE name = 'pipeline_hash'") > 0 ? "coalesce(pipeline_hash, '')" : "''";
        using SqliteStatement select = Database.Prepare($"SELECT run_id, ended IS NOT NULL, kind, pipeline, data, rules, signature, program, {hash} FROM runs ORDER BY run_id DESC");
        while (select.Step())
        {
            RunDescription description = new(select.Text(2), select.Text(3), select.Text(4), select.Text(5), select.Bytes(6).ToArray(), select.Text(7));
            runs.Add(new StoredRun(select.Long(0), select.Long(1) != 0, description, HashOf(select.Text(8))));
        }

        return runs;
    }

    /// <summary>The pipelines that are kept in it.</summary>
    public IReadOnlyList<StoredPipeline> Pipelines() => StoredPipeline.In(Database);

    /// <summary>The logs of a run by their names; they may be read until this is closed.</summary>
    public IReadOnlyDictionary<string, StoredLog> LogsOf(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        logs ??= new SqliteLogs(Database.Path);
        return logs.Read(run.Id).ToDictionary(l => l.Key, l => l.Value.Log, StringComparer.Ordinal);
    }

    /// <summary>The accounts of a run by their names; their logs may be read until this is closed.</summary>
    public IReadOnlyDictionary<string, StoredAccount> AccountsOf(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        logs ??= new SqliteLogs(Database.Path);
        return logs.ReadAccounts(run.Id).ToDictionary(a => a.Key, a => a.Value.Account, StringComparer.Ordinal);
    }

    /// <summary>A hash as it is stored; null where there is none.</summary>
    internal static Hash256? HashOf(string text) => Hash256.TryParse(text, out Hash256 hash) ? hash : null;

    public void Dispose()
    {
        logs?.Dispose();
        Database.Dispose();
    }
}
