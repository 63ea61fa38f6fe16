using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

// Arrays of records: collected aside while a step makes its record, then stored right behind it.
public sealed partial class Outbox
{
    private byte[] items = [];
    private int itemsUsed;
    private int recordBytes;

    /// <summary>Begins the arrays of a record of a size.</summary>
    internal void BeginItems(int size)
    {
        recordBytes = size;
        itemsUsed = 0;
    }

    internal void Append<T>(ref Items<T> to, in T item) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        if (to.Count == 0)
        {
            to = new Items<T>(recordBytes + itemsUsed, 0);
        }
        else if (to.Offset + (to.Count * size) != recordBytes + itemsUsed)
        {
            throw new InvalidOperationException("an array of a record was left and taken up again: fill one after the other");
        }

        if (itemsUsed + size > items.Length)
        {
            Array.Resize(ref items, Math.Max(1024, items.Length * 2));
        }

        MemoryMarshal.Write(items.AsSpan(itemsUsed), in item);
        itemsUsed += size;
        to = new Items<T>(to.Offset, to.Count + 1);
    }

    /// <summary>Stores a record and the arrays that were collected for it.</summary>
    internal int StoreWithItems<T>(in T record, out int tail) where T : unmanaged
    {
        int offset = Store(in record);
        tail = itemsUsed;
        if (used + tail > data.Length)
        {
            Widen(used + tail);
        }

        items.AsSpan(0, tail).CopyTo(data.AsSpan(used));
        used += tail;
        return offset;
    }
}
