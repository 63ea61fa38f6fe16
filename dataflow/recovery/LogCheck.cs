using Pawl.Engine;

namespace Pawl.Recovery;

/// <summary>Takes an input event and its number; one that took none is not told of.</summary>
public delegate void InputTaker(in InputEvent e, long sequence);

/// <summary>Takes what an input event caused: its number, and the canonical lines.</summary>
public delegate void OutputTaker(long sequence, ReadOnlySpan<byte> lines);

/// <summary>Reads a stored log from end to end and holds every checksum, number and hash against the others.</summary>
public sealed class LogCheck(StoredLog log)
{
    private readonly List<LogPosition> snapshots = [];

    /// <summary>Whether it has an input log; that of an account has none.</summary>
    public bool HasInputs { get; init; } = true;

    /// <summary>Told of each numbered input event.</summary>
    public InputTaker? Input { get; init; }

    /// <summary>Told of each record of the output log.</summary>
    public OutputTaker? Output { get; init; }

    /// <summary>What is wrong, in lines; whatever can be looked at is looked at.</summary>
    public IEnumerable<string> Run()
    {
        ArgumentNullException.ThrowIfNull(log);
        List<string> findings = [.. Snapshots()];
        foreach (Action part in HasInputs ? (Action[])[Inputs, Outputs] : [Outputs])
        {
            try
            {
                part();
            }
            catch (StoreException damage)
            {
                findings.Add(damage.Message);
            }
        }

        return findings;
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new StoreException(what);
        }
    }

    private IEnumerable<string> Snapshots()
    {
        foreach (ReadOnlyMemory<byte> bytes in log.Snapshots.NewestFirst())
        {
            string? damage = null;
            try
            {
                Snapshot snapshot = Snapshot.Read(bytes);
                LogPosition at = snapshot.Position;
                Require(snapshot.Tag == log.Tag, $"its snapshot at event {at.Sequence} belongs to another log");
                Require(at.Records <= log.Tail.Records && at.Outputs <= log.Tail.Outputs, $"its snapshot at event {at.Sequence} is ahead of the log");
                snapshots.Add(at);
            }
            catch (StoreException unusable)
            {
                damage = unusable.Message;
            }

            if (damage is not null)
            {
                yield return $"a snapshot cannot be used, and an older one or the log itself serves: {damage}";
            }
        }
    }

    private void Inputs()
    {
        EventDecoder decoder = new();
        (long record, long own, long sequence) = (log.Removed.Records, log.Removed.Own, log.Removed.Sequence);
        while (log.Inputs.After(record) is { } batch)
        {
            string place = $"the batch of its input log that begins with record {batch.FirstRecord}";
            Require(batch.FirstRecord == record + 1, $"its input log holds nothing of the records {record + 1} to {batch.FirstRecord - 1}");
            try
            {
                decoder.Open(batch.Events);
                while (decoder.TryRead(out InputEvent e, out EventMarks marks))
                {
                    record++;
                    own += (marks & EventMarks.Own) != EventMarks.None ? 1 : 0;
                    if ((marks & EventMarks.Duplicate) == EventMarks.None)
                    {
                        Input?.Invoke(in e, ++sequence);
                    }
                }
            }
            catch (StoreException damage)
            {
                throw new StoreException($"{place} cannot be read: {damage.Message}", damage);
            }

            Require(record == batch.FirstRecord + batch.Records - 1 && sequence == (batch.LastSequence ?? sequence), $"{place} holds other events than are said of it");
        }

        Require((record, own, sequence) == (log.Tail.Records, log.Tail.Own, log.Tail.Sequence), "its input log does not end where it should");
    }

    private void Outputs()
    {
        HashChain chain = new();
        chain.Restart(log.Removed.Chain);
        long record = log.Removed.Outputs, last = 0;
        while (log.Outputs.After(record) is { } batch)
        {
            string place = $"the batch of its output log that begins with record {batch.FirstRecord}";
            Require(batch.FirstRecord == record + 1, $"its output log holds nothing of the records {record + 1} to {batch.FirstRecord - 1}");
            Require(batch.Previous == chain.Hash, $"{place} does not continue the hash chain");
            OutputReader reader;
            try
            {
                reader = new OutputReader(batch.Content);
            }
            catch (StoreException damage)
            {
                throw new StoreException($"{place} cannot be read: {damage.Message}", damage);
            }

            for (int i = 0; i < reader.Count; i++)
            {
                long sequence = reader[i].Sequence;
                Require(sequence > last, $"{place} holds event {sequence} after event {last}");
                Output?.Invoke(sequence, reader.LinesOf(i));
                (last, record) = (sequence, record + 1);
                CheckSnapshots(record, chain.Append(sequence, reader.LinesOf(i)));
            }

            Require(chain.Hash == batch.Hash && reader.Count == batch.Records, $"{place} breaks the hash chain");
        }

        Require(record == log.Tail.Outputs && last <= log.Tail.Sequence, "its output log does not end where it should");
    }

    private void CheckSnapshots(long record, Hash256 hash)
    {
        foreach (LogPosition at in snapshots)
        {
            Require(at.Outputs != record || at.Chain == hash, $"its snapshot at event {at.Sequence} has another hash chain than its output log");
        }
    }
}
