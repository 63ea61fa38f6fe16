using System.Globalization;
using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>Reads the logs of a run, on a connection of its own. Any thread; batches are fetched one by one.</summary>
internal sealed class SqliteLogs : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement inputs;
    private readonly SqliteStatement outputs;
    private readonly SqliteStatement snapshots;

    public SqliteLogs(string path)
    {
        database = SqliteDatabase.Open(path, SqliteMode.Read);
        inputs = database.Prepare(
            "SELECT first_record, records, last_seq, events FROM input_log WHERE log_id = ? AND first_record + records - 1 > ? AND first_record >= "
            + "coalesce((SELECT max(first_record) FROM input_log WHERE log_id = ?1 AND first_record <= ?2 + 1), 0) ORDER BY first_record LIMIT 1");
        outputs = database.Prepare(
            "SELECT first_record, records, previous, hash, content FROM output_log WHERE log_id = ? AND first_record + records - 1 > ? AND first_record >= "
            + "coalesce((SELECT max(first_record) FROM output_log WHERE log_id = ?1 AND first_record <= ?2 + 1), 0) ORDER BY first_record LIMIT 1");
        snapshots = database.Prepare("SELECT bytes, record FROM snapshots WHERE log_id = ? AND record < ? ORDER BY record DESC LIMIT 1");
    }

    /// <summary>The logs of a run, with their ids.</summary>
    public Dictionary<string, (long Id, StoredLog Log)> Read(long run)
    {
        Dictionary<string, (long, StoredLog)> logs = new(StringComparer.Ordinal);
        using SqliteStatement select = database.Prepare("SELECT log_id, log, tag, coalesce(pipeline_hash, ''), cut_records, cut_own, cut_seq, cut_outputs, cut_chain FROM logs WHERE run_id = ? AND kind = 'symbols'");
        select.Bind(1, run);
        while (select.Step())
        {
            long id = select.Long(0);
            string name = select.Text(1);
            LogTag tag = TagOf(name, select.Text(2));
            Reader reader = new(this, id);
            LogPosition removed = new(select.Long(4), select.Long(5), select.Long(6), select.Long(7), new Hash256(select.Bytes(8)));
            logs.Add(name, (id, new StoredLog(name, tag, TailOf(id, removed), StoreReader.HashOf(select.Text(3)), reader, reader, reader) { Removed = removed }));
        }

        return logs;
    }

    /// <summary>The accounts of a run, with the ids of their logs.</summary>
    public Dictionary<string, (long Id, StoredAccount Account)> ReadAccounts(long run)
    {
        Dictionary<string, (long, StoredAccount)> accounts = new(StringComparer.Ordinal);
        using SqliteStatement select = database.Prepare("SELECT log_id, log, tag FROM logs WHERE run_id = ? AND kind = 'account'");
        select.Bind(1, run);
        while (select.Step())
        {
            long id = select.Long(0);
            Reader reader = new(this, id);
            LogPosition tail = TailOf(id, new LogPosition(0, 0, 0, 0, default));
            StoredLog log = new(select.Text(1), TagOf(select.Text(1), select.Text(2)), tail with { Sequence = LastMessage(id) }, null, reader, reader, reader);
            accounts.Add(log.Name, (id, new StoredAccount(log, StateOf(id))));
        }

        return accounts;
    }

    public void Dispose()
    {
        inputs.Dispose();
        outputs.Dispose();
        snapshots.Dispose();
        database.Dispose();
    }

    private static LogTag TagOf(string log, string text) => UInt128.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out UInt128 number)
        ? new LogTag(number)
        : throw new StoreException($"log {log}: its tag '{text}' is damaged; restore the store from a copy, or begin a new run without --resume");

    private long LastMessage(long id)
    {
        using SqliteStatement last = database.Prepare("SELECT coalesce(max(last_seq), 0) FROM output_log WHERE log_id = ?");
        return last.Bind(1, id).Step() ? last.Long(0) : 0;
    }

    private Dictionary<string, ReadOnlyMemory<byte>> StateOf(long id)
    {
        Dictionary<string, ReadOnlyMemory<byte>> parts = new(StringComparer.Ordinal);
        using SqliteStatement select = database.Prepare("SELECT part, bytes FROM account_states WHERE log_id = ?");
        select.Bind(1, id);
        while (select.Step())
        {
            parts.Add(select.Text(0), select.Bytes(1).ToArray());
        }

        return parts;
    }

    private LogPosition TailOf(long id, LogPosition tail)
    {
        using SqliteStatement input = database.Prepare("SELECT first_record + records - 1, own, last_seq FROM input_log WHERE log_id = ? ORDER BY first_record DESC LIMIT 1");
        if (input.Bind(1, id).Step())
        {
            tail = tail with { Records = input.Long(0), Own = input.Long(1), Sequence = input.Long(2) };
        }

        using SqliteStatement output = database.Prepare("SELECT first_record + records - 1, hash FROM output_log WHERE log_id = ? ORDER BY first_record DESC LIMIT 1");
        return output.Bind(1, id).Step() ? tail with { Outputs = output.Long(0), Chain = new Hash256(output.Bytes(1)) } : tail;
    }

    private InputBatch? InputAfter(long log, long record)
    {
        lock (gate)
        {
            using Reading reading = new(inputs.Bind(1, log).Bind(2, record));
            return inputs.Step() ? new InputBatch(inputs.Long(0), (int)inputs.Long(1), inputs.Long(2), inputs.Bytes(3).ToArray()) : null;
        }
    }

    private OutputBatch? OutputAfter(long log, long record)
    {
        lock (gate)
        {
            using Reading reading = new(outputs.Bind(1, log).Bind(2, record));
            return outputs.Step()
                ? new OutputBatch(outputs.Long(0), (int)outputs.Long(1), new Hash256(outputs.Bytes(2)), new Hash256(outputs.Bytes(3)), outputs.Bytes(4).ToArray())
                : null;
        }
    }

    private (ReadOnlyMemory<byte> Bytes, long Record)? SnapshotBefore(long log, long record)
    {
        lock (gate)
        {
            using Reading reading = new(snapshots.Bind(1, log).Bind(2, record));
            return snapshots.Step() ? (snapshots.Bytes(0).ToArray(), snapshots.Long(1)) : null;
        }
    }

    /// <summary>Ends the reading of a row, so that nothing is locked while nothing is read.</summary>
    private readonly ref struct Reading(SqliteStatement statement)
    {
        public void Dispose() => statement.Reset();
    }

    private sealed class Reader(SqliteLogs logs, long log) : IInputLog, IOutputLog, ISnapshots
    {
        InputBatch? IInputLog.After(long record) => logs.InputAfter(log, record);

        OutputBatch? IOutputLog.After(long record) => logs.OutputAfter(log, record);

        public IEnumerable<ReadOnlyMemory<byte>> NewestFirst()
        {
            long before = long.MaxValue;
            while (logs.SnapshotBefore(log, before) is { } found)
            {
                yield return found.Bytes;
                before = found.Record;
            }
        }
    }
}
