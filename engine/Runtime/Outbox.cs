using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>One output: which published thing said it, when, and where its bytes lie in the outbox.</summary>
/// <param name="Sequence">The input event that caused it.</param>
/// <param name="N">Its place among all outputs of that event, from 1.</param>
/// <param name="Channel">Index into <see cref="Graph.Channels"/>.</param>
/// <param name="Time">Time of the cycle.</param>
/// <param name="Offset">Start of its record in the outbox.</param>
/// <param name="Tail">Bytes of the record's arrays, which lie behind it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Output(long Sequence, int N, int Channel, Timestamp Time, int Offset, int Tail = 0);

/// <summary>
/// Takes what the nodes say while a batch of events runs. Nothing leaves it before its event is whole: a reader drains
/// it between events. It grows to the largest batch once and allocates nothing afterwards.
/// </summary>
public sealed partial class Outbox
{
    private byte[] data = [];
    private Output[] outputs = [];
    private int used;
    private int count;
    private int eventStart;
    private int n;
    private long sequence;

    /// <summary>The outputs collected, in order.</summary>
    public ReadOnlySpan<Output> Outputs => outputs.AsSpan(0, count);

    /// <summary>The record of an output with its arrays.</summary>
    /// <param name="output">The output.</param>
    /// <param name="size">The length of the record without arrays: that of the channel's schema.</param>
    public ReadOnlySpan<byte> Record(in Output output, int size) => data.AsSpan(output.Offset, size + output.Tail);

    /// <summary>Forgets all outputs; their room stays.</summary>
    public void Clear()
    {
        used = 0;
        count = 0;
    }

    internal int Count => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BeginEvent(long eventSequence)
    {
        sequence = eventSequence;
        eventStart = used;
        n = 0;
    }

    /// <summary>Adds an output of a channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<T>(int channel, Timestamp time, in T record) where T : unmanaged =>
        AddReference(channel, time, Store(record));

    /// <summary>Adds an output whose record has been stored already.</summary>
    internal void AddReference(int channel, Timestamp time, int offset, int tail = 0)
    {
        Output[] room = outputs;
        int at = count;
        if ((uint)at >= (uint)room.Length)
        {
            room = Double(ref outputs);
        }

        room[at] = new Output(sequence, ++n, channel, time, offset, tail);
        count = at + 1;
    }

    private void Widen(int end) => Array.Resize(ref data, Math.Max(end, Math.Max(1024, data.Length * 2)));

    private static Output[] Double(ref Output[] outputs)
    {
        Array.Resize(ref outputs, Math.Max(16, outputs.Length * 2));
        return outputs;
    }

    /// <summary>Stores a record that nodes may read in this cycle, whether it is published or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Store<T>(in T record) where T : unmanaged
    {
        int offset = used;
        int end = offset + ((Unsafe.SizeOf<T>() + 7) & ~7);
        if (end > data.Length)
        {
            Widen(end);
        }

        // Copied in place: by value it would be copied twice.
        Unsafe.As<byte, T>(ref data[offset]) = record;
        used = end;
        return offset;
    }

    /// <summary>Records of this event. Cells hold places relative to the event, so that a block never depends on the size of batches.</summary>
    internal ReadOnlySpan<T> Span<T>(int start, int length) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref data[eventStart + start]), length);

    /// <summary>The place of a stored record relative to its event.</summary>
    internal int InEvent(int offset) => offset - eventStart;

    /// <summary>Adds an output whose record lies at a place of this event.</summary>
    internal void AddFromEvent(int channel, Timestamp time, int start, int tail = 0) => AddReference(channel, time, eventStart + start, tail);

    /// <summary>Adds the message in a stored union, on the channel of its case.</summary>
    internal void AddCase(int channels, Timestamp time, int offset) =>
        AddReference(channels + (int)Unsafe.As<byte, long>(ref data[offset]), time, offset + UnionAttribute.Head);

    /// <summary>Adds the message in a union that lies at a place of this event.</summary>
    internal void AddCaseFromEvent(int channels, Timestamp time, int start) => AddCase(channels, time, eventStart + start);

    /// <summary>Takes back what a failing node said in this cycle: the newest entries of its channels.</summary>
    internal void CutBack(int channel, int channels, int mark)
    {
        while (count > mark && (uint)(outputs[count - 1].Channel - channel) < (uint)channels)
        {
            count--;
            n--;
        }
    }
}
