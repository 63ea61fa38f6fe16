using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Writes a state as plain bytes: the same state gives the same bytes.</summary>
public sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a value as it lies in memory.</summary>
    public void Put<T>(in T value)
        where T : unmanaged
    {
        Span<byte> to = _bytes.GetSpan(Unsafe.SizeOf<T>());
        MemoryMarshal.Write(to, value);
        _bytes.Advance(Unsafe.SizeOf<T>());
    }

    /// <summary>Writes a number of 128 bits.</summary>
    public void Put(Long128 value) => Put(QuantitySum.FromLong128(value));

    /// <summary>Writes how many there are, and all of them.</summary>
    public void PutAll<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Put(values.Length);
        _bytes.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes a text.</summary>
    public void Put(string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        PutAll<byte>(utf8);
    }
}
