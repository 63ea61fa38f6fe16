using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>What the driver itself remembers, at the head of its part of the block; symbols, forming bars and clocks follow.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DriverState
{
    /// <summary>Start of the newest whole second in the log: what is older is late.</summary>
    public Timestamp Second;

    /// <summary>The earliest instant at which something closes.</summary>
    internal Timestamp NextClose;

    /// <summary>Ticks and quotes that came too late to be counted anywhere.</summary>
    public long LateTicks;

    /// <summary>Trades of size 0, which touch no candle.</summary>
    public long ZeroTicks;

    /// <summary>Ticks that had been seen already; they take no number.</summary>
    public long DuplicateTicks;

    /// <summary>Holes in the venue's sequence numbers.</summary>
    public long Gaps;

    /// <summary>Ticks and quotes outside of the hours that count.</summary>
    public long OutsideTicks;
}

/// <summary>What the driver remembers of a symbol: a stretch of time in which either all of its ticks count or none.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SymbolState
{
    public Timestamp From;
    public Timestamp To;

    /// <summary>Where the calendar found its last answer.</summary>
    public int Hint;

    /// <summary>1 where the ticks of the stretch count.</summary>
    public int Counts;
}

/// <summary>What was last seen of a symbol's venue numbers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VenueNumbers
{
    /// <summary>How many trade ids are remembered.</summary>
    public const int Remembered = 4096;

    public long LastSequence;
    public long HighestId;
    public int Next;
    public int Count;
}
