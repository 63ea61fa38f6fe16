using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What an input event carries. The order is the tie-break of a merge: at one instant candles come before quotes, quotes before ticks.</summary>
public enum EventKind : byte
{
    None = 0,
    /// <summary>A candle that was aggregated outside.</summary>
    Candle = 1,
    Quote = 2,
    Tick = 3,
    /// <summary>Only advances time.</summary>
    Clock = 4,
    /// <summary>A continuous future changes from one contract to the next.</summary>
    Roll = 5,
    /// <summary>A command to the log itself.</summary>
    Control = 6,
    /// <summary>A part of an order of a strategy was filled, or all of it.</summary>
    Fill = 7,
    /// <summary>An order of a strategy stands elsewhere.</summary>
    OrderUpdate = 8,
}

/// <summary>
/// One input event. <see cref="Tick"/>, <see cref="Quote"/>, <see cref="Candle"/>, <see cref="Roll"/>, <see cref="Control"/> and <see cref="Execution"/> share their bytes:
/// only the one that <see cref="Kind"/> names is meaningful, of ticks <see cref="QuotedTick"/> where <see cref="HasQuote"/> says so.
/// </summary>
/// <remarks>A tick or quote without flags needs only the first 64 bytes (one cache line); whoever writes one may leave the rest as it was.</remarks>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
public struct InputEvent
{
    /// <summary>The flag of a tick that brings more with it: <see cref="QuotedTick"/> is meaningful as a whole.</summary>
    public const byte HasQuote = 1;

    /// <summary>The flag of a tick or quote before which something is missing, as whoever took it from its sender knows.</summary>
    public const byte AfterGap = 2;

    /// <summary>Size of the whole event.</summary>
    public const int SizeInBytes = 104;

    /// <summary>Kind, flags and symbol in one, to compare them at once.</summary>
    [FieldOffset(0)] public long Head;

    [FieldOffset(0)] public EventKind Kind;
    [FieldOffset(1)] public byte Flags;

    /// <summary>Index in the symbol table of the log or reader that the event comes from.</summary>
    [FieldOffset(4)] public int Symbol;

    /// <summary>Event time: of the trade or quote; of a candle its close time.</summary>
    [FieldOffset(8)] public Timestamp Time;

    [FieldOffset(16)] public Tick Tick;
    [FieldOffset(16)] public QuotedTick QuotedTick;
    [FieldOffset(16)] public Quote Quote;
    [FieldOffset(16)] public Candle Candle;
    [FieldOffset(16)] public ContractChange Roll;
    [FieldOffset(16)] public LogCommand Control;
    [FieldOffset(16)] public Execution Execution;

    /// <summary>Time frame of <see cref="Candle"/>; undefined for other kinds.</summary>
    [FieldOffset(96)] public TimeFrame TimeFrame;

    /// <summary>The <see cref="Head"/> of an event without flags.</summary>
    public static long HeadOf(EventKind kind, int symbol) => ((long)symbol << 32) | (long)kind;
}
