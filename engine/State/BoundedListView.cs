namespace Pawl.Engine;

/// <summary>A <see cref="BoundedList{T}"/> opened for one step; index 0 is the oldest element.</summary>
public readonly ref struct BoundedListView<T> where T : unmanaged
{
    private readonly ref BoundedList<T> list;
    private readonly Span<T> slots;

    internal BoundedListView(ref BoundedList<T> list, Span<T> slots)
    {
        this.list = ref list;
        this.slots = slots;
    }

    public int Count => list.Count;

    public ref T this[int index] => ref slots[..list.Count][index];

    /// <summary>Appends; when the list is full the oldest is removed first and handed back.</summary>
    /// <returns>True when <paramref name="expired"/> holds an element that had to go.</returns>
    public bool Add(in T value, out T expired)
    {
        bool full = list.Count == slots.Length;
        expired = default;
        if (full)
        {
            expired = slots[0];
            RemoveAt(0);
        }

        slots[list.Count++] = value;
        return full;
    }

    /// <summary>Removes one element; the order of the others stays.</summary>
    public void RemoveAt(int index)
    {
        slots[(index + 1)..list.Count].CopyTo(slots[index..]);
        list.Count--;
        slots[list.Count] = default;
    }
}
