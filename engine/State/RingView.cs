namespace Pawl.Engine;

/// <summary>A <see cref="Ring{T}"/> opened for one step.</summary>
public readonly ref struct RingView<T> where T : unmanaged
{
    private readonly ref Ring<T> ring;
    private readonly Span<T> slots;

    internal RingView(ref Ring<T> ring, Span<T> slots)
    {
        this.ring = ref ring;
        this.slots = slots;
    }

    /// <summary>Number of elements held, at most <see cref="Capacity"/>.</summary>
    public int Count => ring.Count;

    public int Capacity => slots.Length;

    public bool IsFull => ring.Count == slots.Length;

    /// <summary>The element pushed <paramref name="back"/> pushes before the newest (0 = the newest).</summary>
    public ref T this[int back]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)back, (uint)ring.Count, nameof(back));
            int at = ring.Next - 1 - back;
            return ref slots[at < 0 ? at + slots.Length : at];
        }
    }

    /// <summary>Adds the newest element; beyond the capacity the oldest is overwritten.</summary>
    public void Push(in T value)
    {
        slots[ring.Next] = value;
        ring.Next = ring.Next + 1 == slots.Length ? 0 : ring.Next + 1;
        if (ring.Count < slots.Length)
        {
            ring.Count++;
        }
    }
}
