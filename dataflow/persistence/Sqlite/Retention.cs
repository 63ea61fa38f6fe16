using System.Diagnostics.CodeAnalysis;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>
/// Removes what is older than it is to be kept from the beginning of a log: batches of its input and output, and the rows that
/// were made of them. What recovery may need, from the oldest saved state on, stays however old it is. Age is that of the events.
/// </summary>
internal sealed class Retention : IDisposable
{
    /// <summary>In one commit; the next one goes on.</summary>
    private const int MostBatches = 64;

    private readonly long run;
    private readonly StoreOptions options;
    private readonly EventDecoder decoder = new();
    private readonly SqliteStatement oldestSnapshot;
    private readonly SqliteStatement firstInput;
    private readonly SqliteStatement firstOutput;
    private readonly SqliteStatement removeInput;
    private readonly SqliteStatement removeOutput;
    private readonly SqliteStatement noteInput;
    private readonly SqliteStatement noteOutput;
    private readonly SqliteStatement[] removeInputRows;
    private readonly SqliteStatement[] removeOutputRows;

    public Retention(SqliteDatabase database, long run, StoreOptions options)
    {
        this.run = run;
        this.options = options;
        oldestSnapshot = database.Prepare("SELECT bytes FROM snapshots WHERE log_id = ? ORDER BY record LIMIT 1");
        firstInput = database.Prepare("SELECT first_record, records, own, last_seq, events FROM input_log WHERE log_id = ? ORDER BY first_record LIMIT 1");
        firstOutput = database.Prepare("SELECT first_record, records, hash, last_seq, content FROM output_log WHERE log_id = ? ORDER BY first_record LIMIT 1");
        removeInput = database.Prepare("DELETE FROM input_log WHERE log_id = ? AND first_record = ?");
        removeOutput = database.Prepare("DELETE FROM output_log WHERE log_id = ? AND first_record = ?");
        noteInput = database.Prepare("UPDATE logs SET cut_records = ?, cut_own = ?, cut_seq = ? WHERE log_id = ?");
        noteOutput = database.Prepare("UPDATE logs SET cut_outputs = ?, cut_chain = ?, cut_outputs_seq = ? WHERE log_id = ?");
        SqliteStatement Remove(string table) => database.Prepare($"DELETE FROM {table} WHERE run_id = ? AND log = ? AND seq <= ?");
        removeInputRows = [.. SinkTable.Inputs.Select(t => Remove(t.Name))];
        removeOutputRows = [.. SinkTable.Outputs.Select(t => Remove(t.Name))];
    }

    /// <param name="id">Of the log.</param>
    /// <param name="log">Its name.</param>
    /// <param name="now">Its newest event.</param>
    public void Apply(long id, string log, Timestamp now)
    {
        if (options.InputDays + options.OutputDays == 0 || now == Timestamp.MinValue || !TryGetNeeded(id, out LogPosition needed))
        {
            return;
        }

        if (options.InputDays > 0)
        {
            RemoveInputs(id, log, needed.Records, Before(now, options.InputDays));
        }

        if (options.OutputDays > 0)
        {
            RemoveOutputs(id, log, needed.Outputs, Before(now, options.OutputDays));
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])
            [oldestSnapshot, firstInput, firstOutput, removeInput, removeOutput, noteInput, noteOutput, .. removeInputRows, .. removeOutputRows])
        {
            statement.Dispose();
        }
    }

    private static Timestamp Before(Timestamp now, int days) => new(now.Nanoseconds - (days * Timestamp.NanosecondsPerDay));

    /// <summary>Where the oldest saved state stands; false where there is none, or it cannot be read and all of the log may be needed.</summary>
    private bool TryGetNeeded(long id, out LogPosition needed)
    {
        needed = default;
        try
        {
            bool isThere = oldestSnapshot.Bind(1, id).Step();
            needed = isThere ? Snapshot.Read(oldestSnapshot.Bytes(0).ToArray()).Position : default;
            return isThere;
        }
        catch (StoreException)
        {
            return false;
        }
        finally
        {
            oldestSnapshot.Reset();
        }
    }

    private void RemoveInputs(long id, string log, long needed, Timestamp before)
    {
        long? last = null;
        for (int i = 0; i < MostBatches && TryReadInput(id, needed, before, out InputBatch? batch, out long own); i++)
        {
            removeInput.Bind(1, id).Bind(2, batch.FirstRecord).Run();
            last = batch.LastSequence;
            noteInput.Bind(1, batch.FirstRecord + batch.Records - 1).Bind(2, own).Bind(3, batch.LastSequence!.Value).Bind(4, id).Run();
        }

        RemoveRows(removeInputRows, log, last);
    }

    private void RemoveOutputs(long id, string log, long needed, Timestamp before)
    {
        long? last = null;
        for (int i = 0; i < MostBatches && TryReadOutput(id, needed, before, out OutputBatch? batch, out long sequence); i++)
        {
            removeOutput.Bind(1, id).Bind(2, batch.FirstRecord).Run();
            last = sequence;
            noteOutput.Bind(1, batch.FirstRecord + batch.Records - 1).BindBlob(2, batch.Hash.ToArray()).Bind(3, sequence).Bind(4, id).Run();
        }

        RemoveRows(removeOutputRows, log, last);
    }

    private void RemoveRows(SqliteStatement[] tables, string log, long? last)
    {
        foreach (SqliteStatement remove in last is null ? [] : tables)
        {
            remove.Bind(1, run).Bind(2, log).Bind(3, last!.Value).Run();
        }
    }

    /// <summary>The first batch, if it is old and not needed.</summary>
    private bool TryReadInput(long id, long needed, Timestamp before, [NotNullWhen(true)] out InputBatch? batch, out long own)
    {
        (batch, own) = (null, 0);
        try
        {
            if (firstInput.Bind(1, id).Step() && firstInput.Long(0) + firstInput.Long(1) - 1 <= needed)
            {
                batch = new InputBatch(firstInput.Long(0), (int)firstInput.Long(1), firstInput.Long(3), firstInput.Bytes(4).ToArray());
                own = firstInput.Long(2);
            }
        }
        finally
        {
            firstInput.Reset();
        }

        return batch is not null && NewestOf(batch.Events) < before;
    }

    private Timestamp NewestOf(ReadOnlyMemory<byte> events)
    {
        Timestamp newest = Timestamp.MinValue;
        decoder.Open(events);
        while (decoder.TryRead(out InputEvent e, out _))
        {
            newest = e.Time > newest ? e.Time : newest;
        }

        return newest;
    }

    /// <inheritdoc cref="TryReadInput"/>
    private bool TryReadOutput(long id, long needed, Timestamp before, [NotNullWhen(true)] out OutputBatch? batch, out long sequence)
    {
        (batch, sequence) = (null, 0);
        try
        {
            if (firstOutput.Bind(1, id).Step() && firstOutput.Long(0) + firstOutput.Long(1) - 1 <= needed)
            {
                batch = new OutputBatch(firstOutput.Long(0), (int)firstOutput.Long(1), default, new Hash256(firstOutput.Bytes(2)), firstOutput.Bytes(4).ToArray());
                sequence = firstOutput.Long(3);
            }
        }
        finally
        {
            firstOutput.Reset();
        }

        if (batch is null)
        {
            return false;
        }

        OutputReader records = new(batch.Content);
        ReadOnlySpan<byte> lines = records.LinesOf(records.Count - 1)[..^1];
        return Envelope.Read(lines[(lines.LastIndexOf((byte)'\n') + 1)..]).Timestamp < before;
    }
}
