using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>What is said of an input event beside itself.</summary>
[Flags]
public enum EventMarks : byte
{
    None = 0,

    /// <summary>It had been seen already and took no number.</summary>
    Duplicate = 1,

    /// <summary>It did not come from the source, but was made here: a clock event at the end of the data, a command.</summary>
    Own = 2,
}

/// <summary>
/// How a batch of input events is stored: the format's version; of each event a byte of kind and marks, the words of it that
/// differ from the last event of its kind, and a mask that says which; CRC-32C of all that. A word is 64 bits of the event as
/// it lies in memory; differences are written as zigzag LEB128. A batch is complete in itself.
/// </summary>
internal static class EventFormat
{
    /// <summary>Raised when anything of it, or the layout of <see cref="InputEvent"/>, changes.</summary>
    public const byte Version = 1;

    public const int MarksShift = 4;
    public const int KindMask = (1 << MarksShift) - 1;

    /// <summary>The symbol and the time.</summary>
    public const int HeadWords = 2;

    public const int MaxWords = InputEvent.SizeInBytes / sizeof(long);
    public const int MaxVarint = 10;

    /// <summary>The most that one event takes.</summary>
    public const int MaxEventBytes = 1 + MaxVarint + (MaxWords * MaxVarint);

    /// <summary>How many kinds there may be.</summary>
    public const int Kinds = KindMask + 1;

    /// <summary>How many words of an event mean something; 0 where its kind is unknown.</summary>
    /// <param name="head">Its first word.</param>
    public static int WordsOf(long head) => (EventKind)(head & byte.MaxValue) switch
    {
        EventKind.Tick when (head >> 8 & InputEvent.HasQuote) != 0 => HeadWords + (Unsafe.SizeOf<QuotedTick>() / sizeof(long)),
        EventKind.Tick => HeadWords + (Unsafe.SizeOf<Tick>() / sizeof(long)),
        EventKind.Quote => HeadWords + (Unsafe.SizeOf<Quote>() / sizeof(long)),
        EventKind.Candle => MaxWords,
        EventKind.Clock => HeadWords,
        EventKind.Control => HeadWords + (Unsafe.SizeOf<LogCommand>() / sizeof(long)),
        EventKind.Roll => HeadWords + (Unsafe.SizeOf<ContractChange>() / sizeof(long)),
        EventKind.Fill or EventKind.OrderUpdate => HeadWords + (Unsafe.SizeOf<Execution>() / sizeof(long)),
        _ => 0,
    };

    /// <summary>The event as words; the first holds kind and flags beside the symbol.</summary>
    public static ReadOnlySpan<long> Words(in InputEvent e) => MemoryMarshal.Cast<InputEvent, long>(new ReadOnlySpan<InputEvent>(in e));

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
