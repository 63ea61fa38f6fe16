using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pawl.Types;

/// <summary>
/// A growing buffer of UTF-8 text that writes the values of records. It allocates only when it grows; <see cref="Clear"/> keeps its memory.
/// </summary>
public sealed partial class Utf8Buffer : IBufferWriter<byte>
{
    private const int MaxLongLength = 20;
    private const int MaxDoubleLength = 32;

    private byte[] _bytes;
    private int _length;

    /// <param name="capacity">Bytes to begin with.</param>
    public Utf8Buffer(int capacity = 4096) => _bytes = new byte[Math.Max(capacity, 64)];

    /// <summary>The number of bytes written since the last <see cref="Clear"/>.</summary>
    public int Length => _length;

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <inheritdoc cref="Written"/>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Takes back everything after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <summary>Room for at least so many bytes behind what is written; <see cref="Advance"/> says how many were used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - _length <= sizeHint) Grow(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc cref="GetSpan"/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length <= sizeHint) Grow(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        _length += count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        _length += utf8.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        GetSpan(1)[0] = value;
        _length++;
    }

    public void Write(Price value)
    {
        value.TryFormat(GetSpan(Price.MaxLength), out int written);
        _length += written;
    }

    public void Write(Quantity value)
    {
        value.TryFormat(GetSpan(Quantity.MaxLength), out int written);
        _length += written;
    }

    public void Write(QuantitySum value)
    {
        value.TryFormat(GetSpan(QuantitySum.MaxLength), out int written);
        _length += written;
    }

    /// <summary>Writes ISO 8601 without quotes.</summary>
    public void Write(Timestamp value)
    {
        value.TryFormat(GetSpan(Timestamp.MaxLength), out int written);
        _length += written;
    }

    public void Write(long value)
    {
        Span<byte> to = GetSpan(MaxLongLength);
        ulong magnitude = (ulong)value;
        int sign = 0;
        if (value < 0)
        {
            magnitude = unchecked(0 - magnitude);
            to[0] = (byte)'-';
            sign = 1;
        }

        _length += sign + Digits.Write(to[sign..], magnitude);
    }

    /// <summary>Writes the shortest text that reads back as the same finite number; an exponent is possible.</summary>
    public void Write(double value)
    {
        value.TryFormat(GetSpan(MaxDoubleLength), out int written, provider: CultureInfo.InvariantCulture);
        _length += written;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        // Doubling is capped by what an array holds; beyond it the exact need decides whether the allocation fails.
        long wanted = Math.Max(_bytes.Length * 2L, (long)_length + needed + 1);
        Array.Resize(ref _bytes, (int)Math.Max(Math.Min(wanted, Array.MaxLength), checked(_length + needed + 1)));
    }
}
