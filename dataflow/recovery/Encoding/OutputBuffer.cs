using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>The outputs of one input event among those of a batch.</summary>
/// <param name="Sequence">The number of the input event.</param>
/// <param name="Outputs">How many there are.</param>
/// <param name="End">Where its lines end among the lines of the batch; they begin where those of the record before end.</param>
public readonly record struct OutputRecord(long Sequence, int Outputs, int End);

/// <summary>
/// Collects records of an output log: for each input event that caused something, all its outputs as canonical lines. Stored
/// it is the format's version, the number of records, their numbers, counts and ends, the lines, and CRC-32C of all that.
/// </summary>
public sealed class OutputBuffer(HashChain chain)
{
    internal const byte Version = 1;
    internal const int HeadBytes = 1 + sizeof(int);
    internal const int RecordBytes = sizeof(long) + (2 * sizeof(int));

    private readonly List<OutputRecord> records = [];
    private byte[] stored = [];

    /// <summary>The lines of all records.</summary>
    public Utf8Buffer Lines { get; } = new();

    public IReadOnlyList<OutputRecord> Records => records;

    /// <summary>The chain before the first record.</summary>
    public Hash256 Previous { get; private set; } = chain.Hash;

    /// <summary>The chain after the last record.</summary>
    public Hash256 Hash { get; private set; } = chain.Hash;

    /// <summary>Told of each record and the chain's hash after it.</summary>
    public Action<OutputRecord, Hash256>? Added { get; init; }

    /// <summary>Ends a record: its lines have been written to <see cref="Lines"/>.</summary>
    public void Add(long sequence, int outputs)
    {
        int start = records.Count == 0 ? 0 : records[^1].End;
        if (records.Count == 0)
        {
            Previous = chain.Hash;
        }

        Hash = chain.Append(sequence, Lines.Written[start..]);
        OutputRecord record = new(sequence, outputs, Lines.Length);
        records.Add(record);
        Added?.Invoke(record, Hash);
    }

    /// <summary>Begins a new batch.</summary>
    public void Clear()
    {
        records.Clear();
        Lines.Clear();
        Previous = Hash = chain.Hash;
    }

    /// <summary>Forgets the first records.</summary>
    /// <param name="count">How many.</param>
    /// <param name="before">The chain after them.</param>
    /// <returns>How many bytes of the lines they were.</returns>
    public int RemoveFirst(int count, Hash256 before)
    {
        int end = count == 0 ? 0 : records[count - 1].End;
        if (count == records.Count)
        {
            Clear();
        }
        else if (count > 0)
        {
            byte[] kept = Lines.Written[end..].ToArray();
            Lines.Clear();
            Lines.Write(kept);
            Previous = before;
            records.RemoveRange(0, count);
            for (int i = 0; i < records.Count; i++)
            {
                records[i] = records[i] with { End = records[i].End - end };
            }
        }

        return end;
    }

    /// <summary>The batch as it is stored; valid until it is begun anew.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        int length = HeadBytes + (records.Count * RecordBytes) + Lines.Length + sizeof(uint);
        if (stored.Length < length)
        {
            stored = new byte[length + (length / 2)];
        }

        Span<byte> to = stored.AsSpan(0, length);
        to[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], records.Count);
        int at = HeadBytes;
        foreach (OutputRecord record in records)
        {
            BinaryPrimitives.WriteInt64LittleEndian(to[at..], record.Sequence);
            BinaryPrimitives.WriteInt32LittleEndian(to[(at + sizeof(long))..], record.Outputs);
            BinaryPrimitives.WriteInt32LittleEndian(to[(at + sizeof(long) + sizeof(int))..], record.End);
            at += RecordBytes;
        }

        Lines.Written.CopyTo(to[at..]);
        BinaryPrimitives.WriteUInt32LittleEndian(to[^sizeof(uint)..], Crc32C.Of(to[..^sizeof(uint)]));
        return stored.AsMemory(0, length);
    }
}
