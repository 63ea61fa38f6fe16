using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>A stored batch of an output log, record by record.</summary>
public sealed class OutputReader
{
    private readonly ReadOnlyMemory<byte> heads;
    private readonly ReadOnlyMemory<byte> lines;

    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public OutputReader(ReadOnlyMemory<byte> stored)
    {
        ReadOnlySpan<byte> batch = stored.Span;
        if (batch.Length < OutputBuffer.HeadBytes + sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(batch[^sizeof(uint)..]) != Crc32C.Of(batch[..^sizeof(uint)]))
        {
            throw new StoreException("it is damaged: its checksum is wrong");
        }

        if (batch[0] != OutputBuffer.Version)
        {
            throw new StoreException($"it has format {batch[0]}, this program reads format {OutputBuffer.Version}; use the program that wrote it");
        }

        Count = BinaryPrimitives.ReadInt32LittleEndian(batch[1..]);
        long headBytes = (long)Count * OutputBuffer.RecordBytes;
        if (Count < 0 || headBytes > batch.Length - OutputBuffer.HeadBytes - sizeof(uint))
        {
            throw new StoreException($"it is damaged: it cannot hold {Count} records");
        }

        heads = stored.Slice(OutputBuffer.HeadBytes, (int)headBytes);
        lines = stored[(OutputBuffer.HeadBytes + (int)headBytes)..^sizeof(uint)];
        int end = 0;
        for (int i = 0; i < Count; i++)
        {
            int next = this[i].End;
            if (next < end || next > lines.Length)
            {
                throw new StoreException("it is damaged: its records do not fit");
            }

            end = next;
        }
    }

    /// <summary>How many records there are.</summary>
    public int Count { get; }

    public OutputRecord this[int index]
    {
        get
        {
            ReadOnlySpan<byte> head = heads.Span.Slice(index * OutputBuffer.RecordBytes, OutputBuffer.RecordBytes);
            return new OutputRecord(
                BinaryPrimitives.ReadInt64LittleEndian(head),
                BinaryPrimitives.ReadInt32LittleEndian(head[sizeof(long)..]),
                BinaryPrimitives.ReadInt32LittleEndian(head[(sizeof(long) + sizeof(int))..]));
        }
    }

    /// <summary>The canonical lines of a record.</summary>
    public ReadOnlySpan<byte> LinesOf(int index) => lines.Span[(index == 0 ? 0 : this[index - 1].End)..this[index].End];
}
