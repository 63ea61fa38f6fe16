using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>Writes the parts of a state, little-endian, and keeps their checksum. Texts and byte strings begin with their length.</summary>
internal sealed class StateWriter(IBufferWriter<byte> to)
{
    private uint checksum = Crc32C.OfNothing;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        checksum = Crc32C.Continue(checksum, bytes);
        to.Write(bytes);
    }

    public void Write(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    public void WriteCounted(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        Write(bytes);
    }

    public void Write(string text) => WriteCounted(Encoding.UTF8.GetBytes(text));

    /// <summary>Ends the state with the checksum of all that was written.</summary>
    public void WriteChecksum() => Write((int)~checksum);
}
