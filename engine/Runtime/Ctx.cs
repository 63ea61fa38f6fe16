using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>
/// All that a step can reach: the cycle, its time, the values of the node's inputs and its own regions. Over the
/// committed block or over the copy that a preview runs on; a step cannot tell which.
/// </summary>
public readonly ref struct Ctx
{
    private readonly ref byte block;
    internal readonly Outbox Outbox;

    /// <summary>By node the objects that the log keeps for those of a <see cref="ManagedKind"/>.</summary>
    internal readonly object?[] Beside;

    /// <summary>The number of this cycle.</summary>
    public readonly long Cycle;

    /// <summary>The time of this cycle: the closing instant, or the event's time.</summary>
    public readonly Timestamp Time;

    internal Ctx(ref byte block, Outbox outbox, object?[] beside, long cycle, Timestamp time)
    {
        this.block = ref block;
        Outbox = outbox;
        Beside = beside;
        Cycle = cycle;
        Time = time;
    }

    /// <summary>The latest value of an input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly T Value<T>(In<T> input) where T : unmanaged => ref At<T>(input.Value);

    /// <summary>Whether the input got a new value in this cycle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Updated<T>(In<T> input) where T : unmanaged => At<long>(input.Cell) == Cycle;

    /// <summary>Cycles since the input last got a value (0 = now).</summary>
    public long Age<T>(In<T> input) where T : unmanaged => Cycle - At<long>(input.Cell);

    /// <summary>When the input last got a value.</summary>
    public Timestamp TimeOf<T>(In<T> input) where T : unmanaged => At<Timestamp>(input.Cell + sizeof(long));

    /// <summary>What the source emitted in this cycle, in order; empty when it emitted nothing.</summary>
    public ReadOnlySpan<T> Events<T>(InEvents<T> input) where T : unmanaged
    {
        ref readonly EventCell<T> cell = ref At<EventCell<T>>(input.Cell);
        return cell.Cycle == Cycle ? Outbox.Span<T>(cell.Start, cell.Count) : default;
    }

    /// <summary>The wired sources of an input that takes many; each is read like a single one.</summary>
    public ReadOnlySpan<In<T>> Sources<T>(InMany<T> input) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref At<In<T>>(input.Table), input.Length);

    /// <summary>The elements of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Span<T>(in Window<T> window) where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref At<T>(window.Offset), window.Length);

    /// <summary>Opens a ring.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RingView<T> Open<T>(ref Ring<T> ring) where T : unmanaged =>
        new(ref ring, MemoryMarshal.CreateSpan(ref At<T>(ring.Offset), ring.Capacity));

    /// <summary>Opens a bounded list.</summary>
    public BoundedListView<T> Open<T>(ref BoundedList<T> list) where T : unmanaged =>
        new(ref list, MemoryMarshal.CreateSpan(ref At<T>(list.Offset), list.Capacity));

    /// <summary>Opens a ladder.</summary>
    public LadderView<T> Open<T>(ref Ladder<T> ladder) where T : unmanaged =>
        new(ref block, ref At<LadderRegion>(At<BlockHeader>(0).LadderTable + (ladder.Region * Unsafe.SizeOf<LadderRegion>())));

    /// <summary>Whether an input has ever got a value; never of an optional one that is not wired.</summary>
    public bool Has<T>(In<T> input) where T : unmanaged => At<long>(input.Cell) != 0;

    /// <summary>The elements of an array of a record that an input got in this cycle; later only the record without them is known.</summary>
    /// <param name="input">The input; it was updated in this cycle.</param>
    /// <param name="items">A field of its value.</param>
    public ReadOnlySpan<TItem> Items<TRecord, TItem>(In<TRecord> input, Items<TItem> items)
        where TRecord : unmanaged
        where TItem : unmanaged
    {
        ref readonly ArrayCell<TRecord> cell = ref At<ArrayCell<TRecord>>(input.Cell);
        return items.In(Outbox.Span<byte>(cell.Start, Unsafe.SizeOf<TRecord>() + cell.Tail));
    }

    /// <summary>Adds an element to an array of the record that this step gives; one array is filled after the other.</summary>
    public void Append<T>(ref Items<T> to, in T item) where T : unmanaged => Outbox.Append(ref to, in item);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T At<T>(int offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref Unsafe.Add(ref block, offset));
}
