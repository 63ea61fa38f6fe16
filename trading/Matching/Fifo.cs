namespace Pawl.Trading;

/// <summary>First in, first out, in an array that is used again; what is added is written in place.</summary>
internal sealed class Fifo<T>
    where T : struct
{
    private T[] _items = new T[16];
    private int _first;

    public int Count { get; private set; }

    public ref readonly T First => ref _items[_first];

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

    private void Grow()
    {
        var larger = new T[_items.Length * 2];
        for (int i = 0; i < Count; i++) larger[i] = _items[(_first + i) & (_items.Length - 1)];
        _items = larger;
        _first = 0;
    }
}
