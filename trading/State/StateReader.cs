using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Lengths are checked before anything is made of them.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public T Take<T>()
        where T : unmanaged
    {
        if (_rest.Length < Unsafe.SizeOf<T>()) ThrowShort();
        T value = MemoryMarshal.Read<T>(_rest);
        _rest = _rest[Unsafe.SizeOf<T>()..];
        return value;
    }

    public Int128 TakeInt128() => Take<QuantitySum>().ToInt128();

    public int TakeCount(int most)
    {
        int count = Take<int>();
        if (count < 0 || count > most) throw new FormatException($"the saved state of the account has {count} entries where at most {most} belong");
        return count;
    }

    public T[] TakeAll<T>(int most)
        where T : unmanaged
    {
        int count = TakeCount(most), length = count * Unsafe.SizeOf<T>();
        if (_rest.Length < length) ThrowShort();
        T[] values = MemoryMarshal.Cast<byte, T>(_rest[..length]).ToArray();
        _rest = _rest[length..];
        return values;
    }

    /// <summary>Takes exactly as many as are there.</summary>
    public void Fill<T>(Span<T> values)
        where T : unmanaged
    {
        T[] taken = TakeAll<T>(values.Length);
        if (taken.Length != values.Length) throw new FormatException($"the saved state of the account has {taken.Length} entries where {values.Length} belong");
        taken.CopyTo(values);
    }

    public string TakeText() => System.Text.Encoding.UTF8.GetString(TakeAll<byte>(1 << 16));

    [DoesNotReturn]
    private static void ThrowShort() => throw new FormatException("the saved state of the account ends early");
}
