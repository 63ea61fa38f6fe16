using System.Runtime.InteropServices;

namespace Pawl.Engine;

// Handles to memory beside a node's scalar state, in the same block. They hold offsets, never pointers, so that a
// block can be copied, moved and saved as it is. Obtained from Layout in Init, opened through Ctx in Step.

/// <summary>A fixed number of elements that a kind addresses itself.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Window<T> where T : unmanaged
{
    internal int Offset;
    internal int Length;
}

/// <summary>The newest <c>n</c> elements; the oldest gives way.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ring<T> where T : unmanaged
{
    internal int Offset;
    internal int Capacity;
    internal int Next;
    internal int Count;
}

/// <summary>A list with a limit; what is pushed out is handed to the kind, which says so in an <c>expired</c> event.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct BoundedList<T> where T : unmanaged
{
    internal int Offset;
    internal int Capacity;
    internal int Count;
    internal int Unused;
}

/// <summary>Elements by integer key (a price in ticks), in pages of 64 neighbours; grows between cycles up to a declared maximum.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ladder<T> where T : unmanaged
{
    internal int Region;
    internal int Unused;
}
