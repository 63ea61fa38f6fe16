using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Writes a state as plain bytes: the same state gives the same bytes.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Put<T>(in T value)
        where T : unmanaged
    {
        Span<byte> to = _bytes.GetSpan(Unsafe.SizeOf<T>());
        MemoryMarshal.Write(to, value);
        _bytes.Advance(Unsafe.SizeOf<T>());
    }

    public void Put(Int128 value) => Put(QuantitySum.FromInt128(value));

    public void PutAll<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Put(values.Length);
        _bytes.Write(MemoryMarshal.AsBytes(values));
    }

    public void Put(string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        PutAll<byte>(utf8);
    }
}
