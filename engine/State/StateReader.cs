using System.Buffers.Binary;
using System.Text;

namespace Pawl.Engine;

/// <summary>Reads the parts of a state. A length is compared with what is left before anything is made from it.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if ((uint)length > (uint)rest.Length)
        {
            StateException.ThrowDamaged($"a length of {length} where {rest.Length} bytes are left");
        }

        ReadOnlySpan<byte> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    public ReadOnlySpan<byte> Counted() => Bytes(Int32());

    public string Text() => Encoding.UTF8.GetString(Counted());
}
