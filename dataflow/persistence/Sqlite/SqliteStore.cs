using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>A store in one SQLite file, opened for writing. There is one such owner at a time; readers disturb nobody.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly SqliteDatabase database;
    private readonly StoreOptions options;

    private SqliteStore(SqliteDatabase database, StoreOptions options)
    {
        this.database = database;
        this.options = options;
    }

    /// <summary>This owner's number.</summary>
    public long Epoch { get; private set; }

    /// <summary>Opens or makes a store and becomes its owner.</summary>
    /// <exception cref="StoreException">It is in use, is no store, or cannot be written.</exception>
    public static SqliteStore Open(string path, StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireFile(path);
        SqliteDatabase opened = SqliteDatabase.Open(path, SqliteMode.Create);
        try
        {
            opened.Execute("PRAGMA trusted_schema = OFF");
            Migrations.Apply(opened);
            // Only now: a file that is somebody else's was refused before anything of it changed.
            opened.Execute("PRAGMA journal_mode = WAL");
            opened.Execute(options.Durability == Durability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            opened.Execute("PRAGMA cache_size = -32768");
            SqliteStore store = new(opened, options);
            store.TakeOver();
            return store;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Brings a store to the schema of this program, and makes one where there is none.</summary>
    /// <returns>The migrations that were applied.</returns>
    /// <exception cref="StoreException">It is no store, or was written by a newer program.</exception>
    public static IReadOnlyList<string> Migrate(string path)
    {
        using SqliteDatabase opened = SqliteDatabase.Open(path, SqliteMode.Create);
        return Migrations.Apply(opened);
    }

    /// <summary>The newest run of a kind, a pipeline and data; null where there is none.</summary>
    public StoredRun? Newest(string kind, string pipeline, string data)
    {
        using SqliteStatement select = database.Prepare(
            "SELECT run_id, ended IS NOT NULL, rules, signature, program, coalesce(pipeline_hash, '') FROM runs WHERE kind = ? AND pipeline = ? AND data = ? ORDER BY run_id DESC LIMIT 1");
        select.Bind(1, kind).Bind(2, pipeline).Bind(3, data);
        return select.Step()
            ? new StoredRun(select.Long(0), select.Long(1) != 0, new RunDescription(kind, pipeline, data, select.Text(2), select.Bytes(3).ToArray(), select.Text(4)), StoreReader.HashOf(select.Text(5)))
            : null;
    }

    /// <summary>The pipelines that are kept in it.</summary>
    public IReadOnlyList<StoredPipeline> Pipelines() => StoredPipeline.In(database);

    /// <summary>Begins a run.</summary>
    /// <param name="run">What it is.</param>
    /// <param name="pipeline">What computes it; kept with it.</param>
    public IRun Begin(RunDescription run, StoredPipeline? pipeline = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        long id = 0;
        database.Transaction(() =>
        {
            using SqliteStatement insert = database.Prepare(
                "INSERT INTO runs (kind, pipeline, data, rules, signature, program, began) VALUES (?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
            insert.Bind(1, run.Kind).Bind(2, run.Pipeline).Bind(3, run.Data).Bind(4, run.Rules).BindBlob(5, run.Signature.Span).Bind(6, run.Program).Run();
            id = database.LastRow;
            pipeline?.Keep(database, id);
        });
        return new SqliteRun(database, id, Epoch, isFinished: false, options);
    }

    /// <summary>Goes on with a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pipeline">What computes it from now on; kept with it.</param>
    public IRun Resume(StoredRun run, StoredPipeline? pipeline = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        database.Transaction(() =>
        {
            pipeline?.Keep(database, run.Id);
            if (run.Pipeline is null)
            {
                pipeline?.Adopt(database, run.Id);
            }
        });
        return new SqliteRun(database, run.Id, Epoch, run.IsFinished, options);
    }

    public void Dispose()
    {
        try
        {
            using SqliteStatement release = database.Prepare("UPDATE owner SET process = NULL WHERE epoch = ?");
            release.Bind(1, Epoch).Run();
        }
        catch (StoreException)
        {
            // The next owner finds this process gone all the same.
        }

        database.Dispose();
    }

    /// <summary>SQLite takes some names for databases in memory, which would be gone at the end.</summary>
    private static void RequireFile(string path)
    {
        if (path.Length == 0 || path == ":memory:" || Directory.Exists(path))
        {
            throw new StoreException($"the store '{path}' {(Directory.Exists(path) ? "is a folder" : "is no file")}; give the name of a file, such as x.db");
        }
    }

    private void TakeOver() => database.Transaction(() =>
    {
        using SqliteStatement select = database.Prepare("SELECT epoch, host, process, mark, command FROM owner");
        select.Step();
        Epoch = select.Long(0) + 1;
        if (!select.IsNull(2) && new OwnerProcess(select.Text(1), (int)select.Long(2), select.Text(3)) is { IsAlive: true } other && other != OwnerProcess.Current)
        {
            throw new StoreException($"{database.Path}: is in use by process {other.Id} ({select.Text(4)}); wait until it has ended, or choose another store");
        }

        select.Reset();
        using SqliteStatement update = database.Prepare("UPDATE owner SET epoch = ?, host = ?, process = ?, mark = ?, command = ?");
        OwnerProcess own = OwnerProcess.Current;
        update.Bind(1, Epoch).Bind(2, own.Host).Bind(3, own.Id).Bind(4, own.Mark).Bind(5, options.Command).Run();
    });
}
