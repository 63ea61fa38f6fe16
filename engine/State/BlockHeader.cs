using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The first bytes of every block: where the log stands.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct BlockHeader
{
    /// <summary>Number of the last input event.</summary>
    public long Sequence;

    /// <summary>Number of the last cycle; cells hold the cycle in which they were written.</summary>
    public long Cycle;

    /// <summary>The newest time that the log has seen.</summary>
    public Timestamp Time;

    /// <summary>Where the region table of the ladders lies.</summary>
    internal int LadderTable;

    internal int LadderCount;

    /// <summary>Not 0 when a ladder used its reserve: room is made before the next cycle.</summary>
    internal int LaddersWantRoom;

    /// <summary>How many nodes have failed and sleep until a reset.</summary>
    internal int Asleep;

    /// <summary>Always 0, which no cycle is: what looks here for an update never finds one.</summary>
    internal long NoCycle;

    /// <summary>How many nodes have been warmed up and have said nothing since.</summary>
    internal long Warmed;

    /// <summary>Where <see cref="NoCycle"/> lies.</summary>
    internal static int NoCycleOffset { get; } = (int)System.Runtime.InteropServices.Marshal.OffsetOf<BlockHeader>(nameof(NoCycle));
}
