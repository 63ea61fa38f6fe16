using System.Buffers.Binary;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>Encodes a batch of input events; see <see cref="EventFormat"/>. Used again and again: it grows to the largest batch.</summary>
public sealed class EventEncoder
{
    private readonly long[] last = new long[EventFormat.Kinds * EventFormat.MaxWords];
    private byte[] bytes = new byte[1024];
    private int length;

    /// <summary>How many events the batch has.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them were made here.</summary>
    public int Own { get; private set; }

    /// <summary>How many of them took a number.</summary>
    public int Numbered { get; private set; }

    /// <summary>The latest time of any event.</summary>
    public Timestamp Newest { get; private set; } = Timestamp.MinValue;

    /// <summary>How many bytes of an event mean something.</summary>
    public static int BytesOf(in InputEvent e) => EventFormat.WordsOf(e.Head) * sizeof(long);

    /// <summary>Begins a new batch.</summary>
    public void Clear()
    {
        Array.Clear(last);
        bytes[0] = EventFormat.Version;
        length = 1;
        (Count, Own, Numbered, Newest) = (0, 0, 0, Timestamp.MinValue);
    }

    /// <summary>Adds an event.</summary>
    public void Add(in InputEvent e, EventMarks marks)
    {
        if (bytes.Length - length < EventFormat.MaxEventBytes + sizeof(uint))
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        int words = EventFormat.WordsOf(e.Head);
        ReadOnlySpan<long> values = EventFormat.Words(in e)[..words];
        Span<long> before = last.AsSpan((int)e.Kind * EventFormat.MaxWords, words);
        bytes[length++] = (byte)((int)e.Kind | ((int)marks << EventFormat.MarksShift));
        uint mask = 0;
        for (int i = 0; i < words; i++)
        {
            mask |= (values[i] != before[i] ? 1u : 0) << i;
        }

        Write(mask);
        for (int i = 0; i < words; i++)
        {
            if ((mask >> i & 1) != 0)
            {
                Write(EventFormat.ZigZag(values[i] - before[i]));
            }
        }

        values.CopyTo(before);
        Count++;
        Newest = e.Time > Newest ? e.Time : Newest;
        Own += (marks & EventMarks.Own) != EventMarks.None ? 1 : 0;
        Numbered += (marks & EventMarks.Duplicate) == EventMarks.None ? 1 : 0;
    }

    /// <summary>Ends the batch; the bytes are valid until it is begun anew.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(length), Crc32C.Of(bytes.AsSpan(0, length)));
        return bytes.AsMemory(0, length + sizeof(uint));
    }

    private void Write(ulong value)
    {
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
    }
}
