using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>A run in a SQLite store: what a commit adds to logs, tables and snapshots is one transaction.</summary>
internal sealed class SqliteRun : IRun
{
    private readonly SqliteDatabase database;
    private readonly SqliteLogs reader;
    private readonly StoreOptions options;
    private readonly SinkTables tables;
    private readonly Retention retention;

    /// <summary>The newest event of each log that was committed here.</summary>
    private readonly Dictionary<long, Timestamp> newest = [];
    private readonly Dictionary<string, long> ids = new(StringComparer.Ordinal);
    private readonly SqliteStatement guard;
    private readonly SqliteStatement log;
    private readonly SqliteStatement input;
    private readonly SqliteStatement output;
    private readonly SqliteStatement snapshot;
    private readonly SqliteStatement oldSnapshots;
    private readonly SqliteStatement end;
    private readonly SqliteStatement accountLog;
    private readonly SqliteStatement state;

    public SqliteRun(SqliteDatabase database, long id, long epoch, bool isFinished, StoreOptions options)
    {
        this.database = database;
        this.options = options;
        Id = id;
        Epoch = epoch;
        IsFinished = isFinished;
        reader = new SqliteLogs(database.Path);
        Dictionary<string, StoredLog> logs = new(StringComparer.Ordinal);
        foreach ((string name, (long logId, StoredLog stored)) in reader.Read(id))
        {
            ids.Add(name, logId);
            logs.Add(name, stored);
        }

        Logs = logs;
        Dictionary<string, StoredAccount> accounts = new(StringComparer.Ordinal);
        foreach ((string name, (long logId, StoredAccount stored)) in reader.ReadAccounts(id))
        {
            ids.Add(name, logId);
            accounts.Add(name, stored);
        }

        Accounts = accounts;
        tables = new SinkTables(database, id, options.Ticks);
        retention = new Retention(database, id, options);
        guard = database.Prepare("UPDATE owner SET commits = commits + 1 WHERE id = 1 AND epoch = ?");
        log = database.Prepare("INSERT INTO logs (run_id, log, tag, symbols, pipeline_hash) VALUES (?, ?, ?, ?, (SELECT hash FROM pipelines WHERE hash = ?))");
        input = database.Prepare("INSERT INTO input_log (log_id, first_record, records, own, first_seq, last_seq, events) VALUES (?, ?, ?, ?, ?, ?, ?)");
        output = database.Prepare(
            "INSERT INTO output_log (log_id, first_record, records, first_seq, last_seq, previous, hash, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        snapshot = database.Prepare(
            "INSERT OR REPLACE INTO snapshots (log_id, record, seq, epoch, taken, bytes) VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?)");
        oldSnapshots = database.Prepare(
            "DELETE FROM snapshots WHERE log_id = ?1 AND record NOT IN (SELECT record FROM snapshots WHERE log_id = ?1 ORDER BY record DESC LIMIT ?2)");
        accountLog = database.Prepare("INSERT INTO logs (run_id, log, tag, symbols, kind) VALUES (?, ?, ?, '', 'account')");
        state = database.Prepare("INSERT OR REPLACE INTO account_states (log_id, part, seq, bytes) VALUES (?, ?, ?, ?)");
        end = database.Prepare("UPDATE runs SET ended = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE run_id = ?");
    }

    public long Id { get; }

    public long Epoch { get; }

    public bool IsFinished { get; private set; }

    public IReadOnlyDictionary<string, StoredLog> Logs { get; }

    public IReadOnlyDictionary<string, StoredAccount> Accounts { get; }

    public void Commit(IReadOnlyCollection<LogBatch> batches, bool finishes, MessageBatch? account = null)
    {
        database.Transaction(() =>
        {
            RequireOwner();
            foreach (LogBatch batch in batches)
            {
                Write(batch);
            }

            if (account is not null)
            {
                Write(account);
            }

            if (finishes)
            {
                end.Bind(1, Id).Run();
            }
        });
        IsFinished |= finishes;
    }

    public void Refuse(IReadOnlyCollection<DeadLetter> letters)
    {
        database.Transaction(() =>
        {
            RequireOwner();
            using SqliteStatement insert = database.Prepare(
                "INSERT INTO dead_letters (run_id, received, place, reason, content) VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?) ON CONFLICT DO NOTHING");
            foreach (DeadLetter letter in letters)
            {
                ReadOnlySpan<byte> content = letter.Content.Span[..Math.Min(letter.Content.Length, DeadLetter.KeptBytes)];
                insert.Bind(1, Id).Bind(2, letter.Place).Bind(3, letter.Reason).BindBlob(4, content).Run();
            }
        });
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[guard, log, input, output, snapshot, oldSnapshots, end, accountLog, state])
        {
            statement.Dispose();
        }

        tables.Dispose();
        retention.Dispose();
        reader.Dispose();
    }

    private void Write(LogBatch batch)
    {
        long id = IdOf(batch);
        newest[id] = Later(newest.GetValueOrDefault(id, Timestamp.MinValue), batch.Inputs.Newest);
        if (batch.Inputs.Count > 0)
        {
            ReadOnlyMemory<byte> events = batch.Inputs.Complete();
            input.Bind(1, id).Bind(2, batch.From.Records + 1).Bind(3, batch.Inputs.Count).Bind(4, batch.To.Own)
                .Bind(5, batch.From.Sequence + 1).Bind(6, batch.To.Sequence).BindBlob(7, events.Span).Run();
            tables.WriteInputs(batch, events);
        }

        if (batch.Outputs.Records.Count > 0)
        {
            Write(id, batch.From.Outputs + 1, batch.Outputs);
            tables.WriteOutputs(batch);
        }

        if (batch.Snapshot is { } state)
        {
            snapshot.Bind(1, id).Bind(2, batch.To.Records).Bind(3, batch.To.Sequence).Bind(4, Epoch).BindBlob(5, state.Span).Run();
            oldSnapshots.Bind(1, id).Bind(2, options.Snapshots).Run();
            retention.Apply(id, batch.Log.Name, newest[id]);
        }
    }

    private void Write(MessageBatch batch)
    {
        if (!ids.TryGetValue(batch.Log, out long id))
        {
            accountLog.Bind(1, Id).Bind(2, batch.Log).Bind(3, batch.Tag.ToString()).Run();
            id = database.LastRow;
            ids.Add(batch.Log, id);
        }

        if (batch.Outputs.Records.Count > 0)
        {
            Write(id, batch.From.Outputs + 1, batch.Outputs);
            tables.WriteMessages(batch);
        }

        foreach ((string part, ReadOnlyMemory<byte> bytes) in batch.State)
        {
            state.Bind(1, id).Bind(2, part).Bind(3, batch.To.Sequence).BindBlob(4, bytes.Span).Run();
        }
    }

    private void Write(long id, long first, OutputBuffer outputs) =>
        output.Bind(1, id).Bind(2, first).Bind(3, outputs.Records.Count).Bind(4, outputs.Records[0].Sequence).Bind(5, outputs.Records[^1].Sequence)
            .BindBlob(6, outputs.Previous.ToArray()).BindBlob(7, outputs.Hash.ToArray()).BindBlob(8, outputs.Complete().Span).Run();

    private static Timestamp Later(Timestamp left, Timestamp right) => left > right ? left : right;

    private void RequireOwner()
    {
        guard.Bind(1, Epoch).Run();
        if (database.Changes != 1)
        {
            throw new StoreException($"{database.Path}: another process has taken the store over; this one stopped before it wrote anything more");
        }
    }

    private long IdOf(LogBatch batch)
    {
        EngineLog of = batch.Log;
        if (!ids.TryGetValue(of.Name, out long id))
        {
            log.Bind(1, Id).Bind(2, of.Name).Bind(3, batch.Tag.ToString()).Bind(4, string.Join(',', of.Symbols)).Bind(5, batch.Computation.Pipeline.ToString()).Run();
            id = database.LastRow;
            ids.Add(of.Name, id);
        }

        return id;
    }
}
