namespace Pawl.Trading;

/// <summary>First in, first out, in an array that is used again; what is added is written in place.</summary>
internal sealed class Fifo<T>
    where T : unmanaged
{
    private T[] _items = new T[16];
    private int _first;

    public int Count { get; private set; }

    public ref readonly T First => ref _items[_first];

    /// <summary>One of them, counted from the first.</summary>
    public ref readonly T this[int index] => ref _items[(_first + index) & (_items.Length - 1)];

    /// <summary>A place at the end; it may hold what was there before.</summary>
    public ref T Add()
    {
        if (Count == _items.Length) Grow();
        int at = (_first + Count++) & (_items.Length - 1);
        return ref _items[at];
    }

    public void Remove()
    {
        _first = (_first + 1) & (_items.Length - 1);
        Count--;
    }

    public void Save(StateWriter to)
    {
        to.Put(Count);
        for (int i = 0; i < Count; i++) to.Put(this[i]);
    }

    public void Load(ref StateReader from, int most)
    {
        int count = from.TakeCount(most);
        (_first, Count) = (0, 0);
        for (int i = 0; i < count; i++) Add() = from.Take<T>();
    }

    private void Grow()
    {
        var larger = new T[_items.Length * 2];
        for (int i = 0; i < Count; i++) larger[i] = _items[(_first + i) & (_items.Length - 1)];
        _items = larger;
        _first = 0;
    }
}
