using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>
/// Where a node or source keeps its latest value. Cycle 0 means "never"; <i>updated</i> means "equals the current
/// cycle"; age is a subtraction. Nothing is cleared between events.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Cell<T> where T : unmanaged
{
    public long Cycle;
    public Timestamp Time;
    public T Value;
}

/// <summary>The cell of an event kind: which outbox items this cycle brought, and the last one for those who read it as a value.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct EventCell<T> where T : unmanaged
{
    public long Cycle;
    public Timestamp Time;
    public int Start;
    public int Count;
    public T Last;
}

/// <summary>The cell of a kind whose records have arrays: those of this cycle lie in the outbox, with the record before them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ArrayCell<T> where T : unmanaged
{
    public long Cycle;
    public Timestamp Time;
    public T Value;
    public int Start;
    public int Tail;
}

/// <summary>Where the parts of a cell lie, whatever it holds.</summary>
internal static class CellLayout
{
    public const int Time = 8;
    public const int Value = 16;
    public const int EventCount = 20;
    public const int LastEvent = 24;
}

/// <summary>The state or the parameters of a kind that has none.</summary>
public readonly struct None
{
    // An empty struct takes a byte in C#; a whole word keeps every layout free of padding.
    private readonly long unused;

    internal None(long unused)
    {
        this.unused = unused;
    }

    internal long Unused => unused;
}
