using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Lengths are checked before anything is made of them.</summary>
public ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a value.</summary>
    /// <exception cref="FormatException">The state ends before.</exception>
    public T Take<T>()
        where T : unmanaged
    {
        if (_rest.Length < Unsafe.SizeOf<T>()) ThrowShort();
        T value = MemoryMarshal.Read<T>(_rest);
        _rest = _rest[Unsafe.SizeOf<T>()..];
        return value;
    }

    /// <summary>Reads a number of 128 bits.</summary>
    public Long128 TakeLong128() => Take<QuantitySum>().ToLong128();

    /// <summary>Reads how many there are.</summary>
    /// <exception cref="FormatException">There are more than may be.</exception>
    public int TakeCount(int most)
    {
        int count = Take<int>();
        if (count < 0 || count > most) throw new FormatException($"the saved state of the account has {count} entries where at most {most} belong");
        return count;
    }

    /// <summary>Reads as many as there are.</summary>
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
    public void Fill<T>(scoped Span<T> values)
        where T : unmanaged
    {
        T[] taken = TakeAll<T>(values.Length);
        if (taken.Length != values.Length) throw new FormatException($"the saved state of the account has {taken.Length} entries where {values.Length} belong");
        taken.CopyTo(values);
    }

    /// <summary>
    /// Takes rows of a table that may have more rows by now: those that there were come first, but the last, which is for what
    /// belongs to none, stays the last.
    /// </summary>
    /// <returns>How many rows there were.</returns>
    public int FillRows<T>(scoped Span<T> values, int columns)
        where T : unmanaged
    {
        T[] taken = TakeAll<T>(values.Length);
        if (taken.Length % columns != 0 || taken.Length == 0) throw new FormatException($"the saved state of the account has {taken.Length} entries where rows of {columns} belong");
        values.Clear();
        int own = taken.Length - columns;
        taken.AsSpan(0, own).CopyTo(values);
        taken.AsSpan(own).CopyTo(values[^columns..]);
        return taken.Length / columns;
    }

    /// <summary>Takes as many as there were; there may be more by now.</summary>
    /// <returns>How many there were.</returns>
    public int FillFirst<T>(scoped Span<T> values)
        where T : unmanaged
    {
        T[] taken = TakeAll<T>(values.Length);
        values.Clear();
        taken.CopyTo(values);
        return taken.Length;
    }

    /// <summary>Reads a text.</summary>
    public string TakeText() => System.Text.Encoding.UTF8.GetString(TakeAll<byte>(1 << 16));

    [DoesNotReturn]
    private static void ThrowShort() => throw new FormatException("the saved state of the account ends early");
}
