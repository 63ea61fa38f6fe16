using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Logs;

/// <summary>Writes the fields of a record, little-endian: the format's version, the fields, CRC-32C of all that.</summary>
internal sealed class FieldWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public FieldWriter(byte version)
    {
        bytes.GetSpan(1)[0] = version;
        bytes.Advance(1);
    }

    public void Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), value);
        bytes.Advance(sizeof(long));
    }

    public void Add(LogTag tag)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.GetSpan(16), tag.Value);
        bytes.Advance(16);
    }

    public void Add(Hash256 hash)
    {
        hash.CopyTo(bytes.GetSpan(Hash256.Size));
        bytes.Advance(Hash256.Size);
    }

    public void Add(LogPosition position)
    {
        Add(position.Records);
        Add(position.Own);
        Add(position.Sequence);
        Add(position.Outputs);
        Add(position.Chain);
    }

    public void Add(IReadOnlyList<long> numbers)
    {
        Add((long)numbers.Count);
        foreach (long number in numbers)
        {
            Add(number);
        }
    }

    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public void Add(ReadOnlySpan<byte> content)
    {
        Add(content.Length);
        bytes.Write(content);
    }

    public ReadOnlyMemory<byte> Complete()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.GetSpan(sizeof(uint)), Crc32C.Of(bytes.WrittenSpan));
        bytes.Advance(sizeof(uint));
        return bytes.WrittenMemory;
    }
}

/// <summary>Reads what <see cref="FieldWriter"/> wrote. Whatever does not fit is damage, and said before anything of it is used.</summary>
internal ref struct FieldReader
{
    private ReadOnlyMemory<byte> rest;

    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public FieldReader(ReadOnlyMemory<byte> record, byte version)
    {
        ReadOnlySpan<byte> bytes = record.Span;
        if (bytes.Length < 1 + sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) != Crc32C.Of(bytes[..^sizeof(uint)]))
        {
            throw new StoreException("it is damaged: its checksum is wrong");
        }

        if (bytes[0] != version)
        {
            throw new StoreException($"it has format {bytes[0]}, this program reads format {version}; use the program that wrote it");
        }

        rest = record[1..^sizeof(uint)];
    }

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)).Span);

    public LogTag Tag() => new(BinaryPrimitives.ReadUInt128LittleEndian(Take(16).Span));

    public Hash256 Hash() => new(Take(Hash256.Size).Span);

    public LogPosition Position() => new(Number(), Number(), Number(), Number(), Hash());

    public IReadOnlyList<long> Numbers()
    {
        List<long> numbers = [];
        for (long left = Number(); left > 0; left--)
        {
            numbers.Add(Number());
        }

        return numbers;
    }

    public string Text() => Encoding.UTF8.GetString(Content().Span);

    public ReadOnlyMemory<byte> Content() => Take(Number());

    private ReadOnlyMemory<byte> Take(long length)
    {
        if ((ulong)length > (ulong)rest.Length)
        {
            throw new StoreException("it is damaged: its fields do not fit");
        }

        ReadOnlyMemory<byte> taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
