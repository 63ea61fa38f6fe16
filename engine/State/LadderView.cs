using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>A <see cref="Ladder{T}"/> opened for one step. A slot that was never touched reads as <c>default</c>.</summary>
public readonly ref struct LadderView<T> where T : unmanaged
{
    private readonly ref LadderRegion region;
    private readonly Span<LadderPage> directory;
    private readonly Span<T> slots;
    private readonly ref BlockHeader header;

    internal LadderView(ref byte block, ref LadderRegion region)
    {
        this.region = ref region;
        header = ref Unsafe.As<byte, BlockHeader>(ref block);
        ref byte start = ref Unsafe.Add(ref block, region.Offset);
        directory = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, LadderPage>(ref start), region.Pages);
        ref byte pages = ref Unsafe.Add(ref start, region.Pages * LadderPage.Size);
        slots = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref pages), region.Pages * LadderRegion.PageSlots);
    }

    /// <summary>The slot of a key; opens its page when it is new.</summary>
    /// <exception cref="LadderFullException">The declared maximum of pages is in use.</exception>
    public ref T this[long key]
    {
        get
        {
            long page = key >> LadderRegion.PageShift;
            int at = Find(page);
            if (at < 0)
            {
                at = Open(~at, page);
            }

            return ref slots[((int)directory[at].Slot << LadderRegion.PageShift) + (int)(key & (LadderRegion.PageSlots - 1))];
        }
    }

    /// <summary>The value of a key, without opening a page for it.</summary>
    public T Peek(long key)
    {
        int at = Find(key >> LadderRegion.PageShift);
        return at < 0 ? default : slots[((int)directory[at].Slot << LadderRegion.PageShift) + (int)(key & (LadderRegion.PageSlots - 1))];
    }

    /// <summary>Number of pages in use.</summary>
    public int PageCount => region.Used;

    /// <summary>The slots of the page at <paramref name="index"/> in ascending order, and the key of its first slot.</summary>
    public Span<T> Page(int index, out long firstKey)
    {
        LadderPage page = directory[..region.Used][index];
        firstKey = page.Key << LadderRegion.PageShift;
        return slots.Slice((int)page.Slot << LadderRegion.PageShift, LadderRegion.PageSlots);
    }

    /// <summary>Forgets everything; the room stays.</summary>
    public void Clear()
    {
        directory.Clear();
        slots.Clear();
        region.Used = 0;
    }

    private int Find(long page)
    {
        int low = 0;
        int high = region.Used - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            long key = directory[middle].Key;
            if (key == page)
            {
                return middle;
            }

            if (key < page)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    private int Open(int at, long page)
    {
        if (region.Used == region.Pages)
        {
            LadderFullException.Throw(in region);
        }

        directory[at..region.Used].CopyTo(directory[(at + 1)..]);
        directory[at] = new LadderPage { Key = page, Slot = region.Used };
        region.Used++;
        if (region.WantsRoom)
        {
            header.LaddersWantRoom = 1;
        }

        return at;
    }
}
