using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>
/// The entry of a ladder in the block's region table. The region holds a directory of pages sorted by key and the
/// pages themselves. Steps may open <see cref="Reserve"/> pages each; the room for them is made between cycles, so
/// that no reference into the block moves while a node runs.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LadderRegion
{
    public int Offset;
    public int Pages;
    public int Used;
    public int MaxPages;
    public int ElementBytes;
    public int Reserve;

    public const int PageShift = 6;
    public const int PageSlots = 1 << PageShift;

    public readonly int PageBytes => ElementBytes * PageSlots;

    public readonly bool WantsRoom => Pages - Used < Reserve && Pages < MaxPages;

    public static int Bytes(int pages, int elementBytes) => checked(pages * (LadderPage.Size + (elementBytes * PageSlots)));
}

[StructLayout(LayoutKind.Sequential)]
internal struct LadderPage
{
    public const int Size = 16;

    public long Key;
    public long Slot;
}
