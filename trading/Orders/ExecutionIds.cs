using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// The ids of executions that were counted, so that none is counted twice. The last <see cref="Capacity"/> are remembered,
/// each as 128 bits: a venue repeats what it sent lately, and memory is bounded.
/// </summary>
public sealed class ExecutionIds
{
    public const int Capacity = 1 << 15;

    private const ulong First = 0x9E3779B97F4A7C15, Second = 0xC2B2AE3D27D4EB4F;

    private readonly HashSet<(ulong, ulong)> _known = new(256);
    private (ulong, ulong)[] _ring = new (ulong, ulong)[256];
    private int _count;
    private int _oldest;

    /// <summary>Remembers an execution; false where it is known already.</summary>
    /// <param name="symbol">Venues number by symbol.</param>
    /// <param name="id">The venue's id.</param>
    public bool Add(int symbol, in Text64 id) => Add(Digest(symbol, id));

    internal bool Add((ulong, ulong) digest)
    {
        if (!_known.Add(digest)) return false;
        if (_count == _ring.Length && _count < Capacity) Array.Resize(ref _ring, _count * 2);
        if (_count < _ring.Length)
        {
            _ring[_count++] = digest;
            return true;
        }

        _known.Remove(_ring[_oldest]);
        _ring[_oldest] = digest;
        _oldest = (_oldest + 1) % Capacity;
        return true;
    }

    /// <summary>From the oldest to the newest.</summary>
    internal IEnumerable<(ulong First, ulong Second)> InOrder()
    {
        for (int i = 0; i < _count; i++) yield return _ring[(_oldest + i) % _count];
    }

    internal int Count => _count;

    internal void Clear()
    {
        _known.Clear();
        _count = _oldest = 0;
    }

    private static (ulong, ulong) Digest(int symbol, in Text64 id)
    {
        ReadOnlySpan<byte> bytes = id;
        ulong a = First ^ (ulong)symbol, b = Second + (ulong)symbol;
        for (int i = 0; i < Text64.Capacity; i += sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]);
            a = ulong.RotateLeft((a ^ word) * First, 29);
            b = ulong.RotateLeft((b + word) * Second, 31) ^ a;
        }

        return (a, b);
    }
}
