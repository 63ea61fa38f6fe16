using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>How a log was recovered.</summary>
/// <param name="SnapshotSequence">The number of the event of the snapshot that was used; null where none was.</param>
/// <param name="SnapshotTime">The newest time that it knows.</param>
/// <param name="Replayed">How many stored events were processed again.</param>
/// <param name="Suppressed">How many outputs came about again and were held against the output log, which has them already.</param>
/// <param name="Unsaid">What stored input events caused and the output log did not hold yet; to be stored before anything else, or with what is added to it.</param>
/// <param name="Notes">What was not as it should be, such as a damaged snapshot that was passed over.</param>
public sealed record RecoveredLog(long? SnapshotSequence, Timestamp? SnapshotTime, long Replayed, long Suppressed, LogBatch Unsaid, IReadOnlyList<string> Notes);

/// <summary>
/// The recipe: the tail of the output log, the newest valid snapshot, then the input log from there; what the tail holds
/// already is not said again but compared with it. Whatever does not fit halts the log with a line; nothing is skipped in silence.
/// </summary>
public sealed class LogRecovery
{
    private readonly StoredLog stored;
    private readonly LogExecutor executor;
    private readonly IPipelines? pipelines;
    private readonly List<string> notes = [];
    private readonly LogBatch outputs;
    private OutputBatch? expected;
    private long outputRecords;
    private long suppressed;

    /// <summary>How many records at the beginning of <see cref="outputs"/> the output log holds already.</summary>
    private int known;

    /// <summary>How many outputs those are.</summary>
    private int knownOutputs;

    private LogRecovery(StoredLog stored, LogExecutor executor, IPipelines? pipelines)
    {
        this.stored = stored;
        this.executor = executor;
        this.pipelines = pipelines;
        outputs = executor.CreateBatch(Compare);
    }

    /// <summary>Brings a fresh log to where the stored one ends, by the pipelines that computed it.</summary>
    /// <param name="stored">The stored log.</param>
    /// <param name="executor">The fresh log, of any pipeline.</param>
    /// <param name="pipelines">Those that are not the pipeline of the fresh log; null where there were no others.</param>
    /// <exception cref="StoreException">It cannot be gone on with; the message says why and what to do.</exception>
    public static RecoveredLog Recover(StoredLog stored, LogExecutor executor, IPipelines? pipelines = null)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(executor);
        return new LogRecovery(stored, executor, pipelines).Run();
    }

    private RecoveredLog Run()
    {
        long? snapshot = LoadNewestSnapshot();
        Timestamp? time = snapshot is null ? null : executor.Log.Header.Time;
        if (snapshot is null && stored.Pipeline is { } began)
        {
            Require(began);
        }

        outputRecords = executor.Position.Outputs;
        executor.Begin(outputs);
        long from = executor.Position.Records;
        ReplayInputs();
        if (executor.Position.Outputs < stored.Tail.Outputs)
        {
            throw Halt($"the output log holds {stored.Tail.Outputs} records, and the input log makes only {executor.Position.Outputs}");
        }

        LogPosition end = executor.Position;
        if ((end.Own, end.Sequence) != (stored.Tail.Own, stored.Tail.Sequence))
        {
            throw Halt($"its input log should end with event {stored.Tail.Sequence} and have {stored.Tail.Own} events that were made here, and processed again it has {end.Sequence} and {end.Own}");
        }

        (outputs.From, outputs.To) = (stored.Tail, executor.Position);
        return new RecoveredLog(snapshot, time, executor.Position.Records - from, suppressed, outputs, notes);
    }

    private long? LoadNewestSnapshot()
    {
        foreach (ReadOnlyMemory<byte> bytes in stored.Snapshots.NewestFirst())
        {
            if (TryRead(bytes) is not { } snapshot)
            {
                continue;
            }

            CheckBelongs(snapshot);
            try
            {
                Begin(snapshot.Pipeline);
                executor.Load(snapshot.State.Span, snapshot.Position);
                return snapshot.Position.Sequence;
            }
            catch (Exception unusable) when (unusable is StateException or StoreException)
            {
                PassOver(unusable.Message);
            }
        }

        return null;
    }

    private void Require(Hash256 pipeline)
    {
        try
        {
            Begin(pipeline);
        }
        catch (StoreException unknown)
        {
            throw Halt(unknown.Message);
        }
    }

    private void Begin(Hash256 pipeline)
    {
        if (executor.Computation.Pipeline != pipeline)
        {
            executor.Begin(pipelines?.Begin(stored.Name, pipeline) ?? throw new StoreException($"it was computed by pipeline {pipeline}, which is not known here"));
        }
    }

    private Snapshot? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Snapshot.Read(bytes);
        }
        catch (StoreException unreadable)
        {
            PassOver(unreadable.Message);
            return null;
        }
    }

    private void PassOver(string why) => notes.Add($"log {stored.Name}: a snapshot was passed over, an older one or the log itself serves: {why}");

    private void CheckBelongs(Snapshot snapshot)
    {
        LogPosition at = snapshot.Position;
        if (snapshot.Tag != stored.Tag)
        {
            throw Halt($"its snapshot at event {at.Sequence} belongs to another log of that name (tag {snapshot.Tag}, here {stored.Tag}): the log was created anew");
        }

        if (at.Records > stored.Tail.Records || at.Outputs > stored.Tail.Outputs)
        {
            throw Halt($"its snapshot at event {at.Sequence} is ahead of the log, which ends at event {stored.Tail.Sequence}: stored events were lost");
        }

        if (ChainAt(at.Outputs) != at.Chain)
        {
            throw Halt($"its output log does not continue the hash chain of the snapshot at event {at.Sequence}");
        }
    }

    /// <summary>The chain after a record of the output log.</summary>
    private Hash256 ChainAt(long record)
    {
        OutputBatch? next = stored.Outputs.After(record);
        if (next is null || next.FirstRecord == record + 1)
        {
            return next?.Previous ?? stored.Tail.Chain;
        }

        if (next.FirstRecord > record + 1)
        {
            throw Halt($"its output log has a hole between the records {record} and {next.FirstRecord}");
        }

        HashChain chain = new();
        chain.Restart(next.Previous);
        OutputReader reader = Open(next);
        for (int i = 0; i < record + 1 - next.FirstRecord; i++)
        {
            chain.Append(reader[i].Sequence, reader.LinesOf(i));
        }

        return chain.Hash;
    }

    private OutputReader Open(OutputBatch batch)
    {
        try
        {
            return new OutputReader(batch.Content);
        }
        catch (StoreException damage)
        {
            throw Halt($"the batch of its output log that begins with record {batch.FirstRecord} cannot be read: {damage.Message}");
        }
    }

    private void ReplayInputs()
    {
        InputEvent[] events = [];
        EventDecoder decoder = new();
        while (executor.Position.Records < stored.Tail.Records)
        {
            long next = executor.Position.Records + 1;
            InputBatch batch = stored.Inputs.After(next - 1) ?? throw Halt($"its input log ends with record {next - 1}, and should have {stored.Tail.Records}");
            if (batch.FirstRecord > next)
            {
                throw Halt($"its input log goes on with record {batch.FirstRecord}, and record {next} is needed: what lies between was removed or lost{(notes.Count > 0 ? "; " + notes[^1] : "")}");
            }

            (int count, int own) = Decode(batch, decoder, ref events, (int)(next - batch.FirstRecord));
            executor.Replay(events.AsSpan(0, count), own, outputs, Obey);
            outputs.RemoveFirst(known, knownOutputs, stored.Tail.Chain);
            suppressed += knownOutputs;
            (known, knownOutputs) = (0, 0);
            if (batch.LastSequence is { } last && executor.Position.Sequence != last)
            {
                throw Halt($"the batch of its input log that begins with record {batch.FirstRecord} should end with event {last}, and processed again it ends with {executor.Position.Sequence}");
            }
        }
    }

    private void Obey(LogCommand command, long last)
    {
        try
        {
            executor.Obey(command, stored.Inputs, last, pipelines);
        }
        catch (StoreException impossible)
        {
            throw Halt(impossible.Message);
        }
    }

    private (int Count, int Own) Decode(InputBatch batch, EventDecoder decoder, ref InputEvent[] events, int skip)
    {
        try
        {
            decoder.Open(batch.Events);
            int count = 0, own = 0;
            while (decoder.TryRead(out InputEvent e, out EventMarks marks))
            {
                if (skip-- > 0)
                {
                    continue;
                }

                if (count == events.Length)
                {
                    Array.Resize(ref events, Math.Max(batch.Records, count + 1));
                }

                events[count++] = e;
                own += (marks & EventMarks.Own) != EventMarks.None ? 1 : 0;
            }

            return (count, own);
        }
        catch (StoreException damage)
        {
            throw Halt($"the batch of its input log that begins with record {batch.FirstRecord} cannot be read: {damage.Message}");
        }
    }

    /// <summary>Holds a record against what the output log holds; keeps only what it does not hold.</summary>
    private void Compare(OutputRecord record, Hash256 hash)
    {
        outputRecords++;
        if (outputRecords > stored.Tail.Outputs)
        {
            return;
        }

        known++;
        knownOutputs += record.Outputs;
        if (outputRecords <= stored.Removed.Outputs)
        {
            if (outputRecords == stored.Removed.Outputs && hash != stored.Removed.Chain)
            {
                throw Halt($"processed again, its events make other outputs than those that were removed: the hash chain breaks at or before record {outputRecords}, event {record.Sequence}");
            }

            return;
        }

        if (expected is null || outputRecords >= expected.FirstRecord + expected.Records)
        {
            expected = stored.Outputs.After(outputRecords - 1)
                ?? throw Halt($"its output log ends with record {outputRecords - 1}, and should have {stored.Tail.Outputs}");
            if (expected.FirstRecord > outputRecords)
            {
                throw Halt($"its output log goes on with record {expected.FirstRecord}, and record {outputRecords} is missing");
            }
        }

        if (outputRecords == expected.FirstRecord + expected.Records - 1 && hash != expected.Hash)
        {
            throw Halt($"processed again, its events make other outputs than are stored: the hash chain breaks between the records {expected.FirstRecord} and {outputRecords}, at or before event {record.Sequence}");
        }
    }

    private StoreException Halt(string what) => new(
        $"log {stored.Name}: {what}; restore the store from a copy, or begin a new run without --resume");
}
