using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>Decodes a batch of input events. What is damaged is found before anything of it is used.</summary>
public sealed class EventDecoder
{
    private readonly long[] last = new long[EventFormat.Kinds * EventFormat.MaxWords];
    private ReadOnlyMemory<byte> rest;

    /// <summary>Begins a batch.</summary>
    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public void Open(ReadOnlyMemory<byte> batch)
    {
        ReadOnlySpan<byte> bytes = batch.Span;
        if (bytes.Length < 1 + sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) != Crc32C.Of(bytes[..^sizeof(uint)]))
        {
            ThrowDamaged("its checksum is wrong");
        }

        if (bytes[0] != EventFormat.Version)
        {
            throw new StoreException($"it has format {bytes[0]}, this program reads format {EventFormat.Version}; use the program that wrote it");
        }

        rest = batch[1..^sizeof(uint)];
        Array.Clear(last);
    }

    /// <summary>The next event; false at the end.</summary>
    public bool TryRead(out InputEvent e, out EventMarks marks)
    {
        e = default;
        marks = default;
        ReadOnlySpan<byte> bytes = rest.Span;
        if (bytes.IsEmpty)
        {
            return false;
        }

        int kind = bytes[0] & EventFormat.KindMask;
        marks = (EventMarks)(bytes[0] >> EventFormat.MarksShift);
        int at = 1;
        ulong mask = Read(bytes, ref at);
        // The head comes first and says how many words there are.
        ref long head = ref last[kind * EventFormat.MaxWords];
        head += (mask & 1) != 0 ? EventFormat.UnZigZag(Read(bytes, ref at)) : 0;
        int words = EventFormat.WordsOf(head);
        if (words == 0 || (head & byte.MaxValue) != kind || mask >> words != 0)
        {
            ThrowDamaged($"it has an event of kind {kind} that makes no sense");
        }

        Span<long> values = last.AsSpan(kind * EventFormat.MaxWords, words);
        for (int i = 1; i < words; i++)
        {
            if ((mask >> i & 1) != 0)
            {
                values[i] += EventFormat.UnZigZag(Read(bytes, ref at));
            }
        }

        values.CopyTo(MemoryMarshal.Cast<InputEvent, long>(new Span<InputEvent>(ref e)));
        rest = rest[at..];
        return true;
    }

    private static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        ThrowDamaged("a number in it does not end");
        return 0;
    }

    [DoesNotReturn]
    private static void ThrowDamaged(string how) => throw new StoreException($"it is damaged: {how}");
}
