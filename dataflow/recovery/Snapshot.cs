using System.Buffers;
using System.Buffers.Binary;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>
/// A saved state with what recovery needs to know of it. Stored it is: magic, format, length of the whole; tag, epoch,
/// position and chain of the log; the pipeline; the state as the engine saves it; CRC-32C of all that. Little-endian.
/// </summary>
/// <param name="Tag">The log that it belongs to.</param>
/// <param name="Epoch">The owner that took it.</param>
/// <param name="Position">Up to where it is true.</param>
/// <param name="Pipeline">What computed it, code included.</param>
/// <param name="State">The engine's state.</param>
public sealed record Snapshot(LogTag Tag, long Epoch, LogPosition Position, Hash256 Pipeline, ReadOnlyMemory<byte> State)
{
    private const int Version = 2;
    private const int HeadBytes = 8 + sizeof(int) + sizeof(long) + 16 + sizeof(long) + (4 * sizeof(long)) + (2 * Hash256.Size);

    private static ReadOnlySpan<byte> Magic => "PAWLSNAP"u8;

    /// <summary>Takes the state of a log, between two events.</summary>
    public static ReadOnlyMemory<byte> Take(LogExecutor executor, long epoch)
    {
        ArgumentNullException.ThrowIfNull(executor);
        return Write(executor.Tag, epoch, executor.Position, executor.Computation.Pipeline, executor.Log);
    }

    /// <summary>Copies the state of a log, between two events: all that the log has to wait for. The rest is done where what is returned is called.</summary>
    public static Func<ReadOnlyMemory<byte>> Copy(LogExecutor executor, long epoch)
    {
        ArgumentNullException.ThrowIfNull(executor);
        (LogTag tag, LogPosition position, Hash256 pipeline) = (executor.Tag, executor.Position, executor.Computation.Pipeline);
        EngineLog copy = executor.Log.Fork();
        return () => Write(tag, epoch, position, pipeline, copy);
    }

    private static ReadOnlyMemory<byte> Write(LogTag tag, long epoch, LogPosition position, Hash256 pipeline, EngineLog log)
    {
        ArrayBufferWriter<byte> bytes = new(log.Block.Length + 4096);
        bytes.Advance(WriteHead(bytes.GetSpan(HeadBytes), tag, epoch, position, pipeline));
        log.Save(bytes);
        byte[] whole = new byte[bytes.WrittenCount + sizeof(uint)];
        bytes.WrittenSpan.CopyTo(whole);
        BinaryPrimitives.WriteInt64LittleEndian(whole.AsSpan(Magic.Length + sizeof(int)), whole.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(bytes.WrittenCount), Crc32C.Of(whole.AsSpan(0, bytes.WrittenCount)));
        return whole;
    }

    /// <summary>Reads a stored snapshot.</summary>
    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public static Snapshot Read(ReadOnlyMemory<byte> stored)
    {
        ReadOnlySpan<byte> bytes = stored.Span;
        if (bytes.Length < HeadBytes + sizeof(uint) || !bytes.StartsWith(Magic))
        {
            throw new StoreException("it is damaged: it does not begin like a snapshot");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[Magic.Length..]);
        if (version != Version)
        {
            throw new StoreException($"it has format {version}, this program reads format {Version}");
        }

        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[(Magic.Length + sizeof(int))..]) != bytes.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) != Crc32C.Of(bytes[..^sizeof(uint)]))
        {
            throw new StoreException("it is damaged: its checksum is wrong");
        }

        ReadOnlySpan<byte> at = bytes[(Magic.Length + sizeof(int) + sizeof(long))..];
        LogTag tag = new(BinaryPrimitives.ReadUInt128LittleEndian(at));
        at = at[16..];
        LogPosition position = new(Number(at, 1), Number(at, 2), Number(at, 3), Number(at, 4), new Hash256(at[(5 * sizeof(long))..]));
        Hash256 pipeline = new(at[((5 * sizeof(long)) + Hash256.Size)..]);
        return new Snapshot(tag, Number(at, 0), position, pipeline, stored[HeadBytes..^sizeof(uint)]);
    }

    private static long Number(ReadOnlySpan<byte> numbers, int index) => BinaryPrimitives.ReadInt64LittleEndian(numbers[(index * sizeof(long))..]);

    private static int WriteHead(Span<byte> to, LogTag tag, long epoch, LogPosition position, Hash256 pipeline)
    {
        Magic.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[Magic.Length..], Version);
        Span<byte> at = to[(Magic.Length + sizeof(int) + sizeof(long))..];
        BinaryPrimitives.WriteUInt128LittleEndian(at, tag.Value);
        at = at[16..];
        foreach (long number in (ReadOnlySpan<long>)[epoch, position.Records, position.Own, position.Sequence, position.Outputs])
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, number);
            at = at[sizeof(long)..];
        }

        position.Chain.CopyTo(at);
        pipeline.CopyTo(at[Hash256.Size..]);
        return HeadBytes;
    }
}
