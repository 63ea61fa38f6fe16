using System.Diagnostics;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// The orders of an account: those that are open, and as many that are done as fit, so that a late fill still finds its
/// order. What is open and could make a position larger is summed up as it changes.
/// </summary>
public sealed class OrderTable
{
    private readonly Dictionary<OrderKey, int> _slots;
    private readonly int _symbols;
    private readonly OpenQuantity[] _open;
    private readonly Queue<int> _done;
    private readonly int _keep;
    private Order[] _orders;
    private int[] _openSlots = new int[64];
    private int _used;

    /// <param name="strategies">How many strategies there are; orders of none are counted behind them.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="keep">How many orders that are done are remembered.</param>
    public OrderTable(int strategies, int symbols, int keep = 1024)
    {
        _symbols = symbols;
        _keep = keep;
        _open = new OpenQuantity[(strategies + 1) * symbols];
        _orders = new Order[keep + 64];
        _slots = new Dictionary<OrderKey, int>(_orders.Length);
        _done = new Queue<int>(keep + 1);
    }

    /// <summary>How many orders are open, those in flight and unknown ones included.</summary>
    public int OpenCount { get; private set; }

    /// <summary>The slots of open orders, the oldest first.</summary>
    public ReadOnlySpan<int> OpenSlots => _openSlots.AsSpan(0, OpenCount);

    public ref readonly Order this[int slot] => ref _orders[slot];

    /// <summary>What is open of a strategy in a symbol, reduce-only orders apart.</summary>
    public ref readonly OpenQuantity Open(int strategy, int symbol) => ref _open[(strategy * _symbols) + symbol];

    /// <summary>Finds an order by our id.</summary>
    public bool TryFind(in Text64 id, out int slot)
    {
        slot = -1;
        return OrderKey.TryOf(id, out OrderKey key) && _slots.TryGetValue(key, out slot);
    }

    /// <inheritdoc cref="TryFind(in Text64, out int)"/>
    public bool TryFind(in Text24 id, out int slot) => _slots.TryGetValue(OrderKey.Of(id), out slot);

    /// <summary>Takes a new order, whose id is not known yet.</summary>
    public int Add(in Order order)
    {
        Debug.Assert(!_slots.ContainsKey(OrderKey.Of(order.Id)), "the id of an order is taken");
        int slot = TakeSlot();
        _orders[slot] = order;
        _slots.Add(OrderKey.Of(order.Id), slot);
        Count(order, 1);
        if (OpenCount == _openSlots.Length) Array.Resize(ref _openSlots, OpenCount * 2);
        _openSlots[OpenCount++] = slot;
        return slot;
    }

    /// <summary>Takes an event over; false where the state of the order does not allow it.</summary>
    public bool Move(int slot, OrderEvent happened)
    {
        ref Order order = ref _orders[slot];
        Order before = order;
        if (!order.Move(happened)) return false;
        Recount(before, slot);
        return true;
    }

    /// <summary>Counts a fill.</summary>
    public FillOddity Fill(int slot, Quantity quantity, Price price)
    {
        ref Order order = ref _orders[slot];
        Order before = order;
        FillOddity oddity = order.Fill(quantity, price);
        Recount(before, slot);
        return oddity;
    }

    /// <summary>Takes over what a replaced order is now; its state and fills stay.</summary>
    public void Replace(int slot, Quantity quantity, Price limit, Price stop, Price trail)
    {
        ref Order order = ref _orders[slot];
        Order before = order;
        order.Quantity = quantity;
        order.Limit = limit;
        order.Stop = stop;
        order.Trail = trail;
        Recount(before, slot);
    }

    internal ReadOnlySpan<Order> Used => _orders.AsSpan(0, _used);

    internal int[] DoneInOrder() => [.. _done];

    /// <summary>Takes the slots of a saved state over.</summary>
    internal void Restore(ReadOnlySpan<Order> orders, ReadOnlySpan<int> done, ReadOnlySpan<int> open)
    {
        _slots.Clear();
        _done.Clear();
        Array.Clear(_open);
        if (_openSlots.Length < open.Length) _openSlots = new int[open.Length];
        open.CopyTo(_openSlots);
        OpenCount = open.Length;
        if (_orders.Length < orders.Length) _orders = new Order[orders.Length + 64];
        orders.CopyTo(_orders);
        _used = orders.Length;
        for (int slot = 0; slot < _used; slot++)
        {
            _slots.Add(OrderKey.Of(_orders[slot].Id), slot);
            Count(_orders[slot], 1);
        }

        foreach (int slot in done) _done.Enqueue(slot);
    }

    private int TakeSlot()
    {
        if (_done.Count >= _keep)
        {
            int oldest = _done.Dequeue();
            _slots.Remove(OrderKey.Of(_orders[oldest].Id));
            return oldest;
        }

        if (_used == _orders.Length) Array.Resize(ref _orders, _used * 2);
        return _used++;
    }

    private void Recount(in Order before, int slot)
    {
        ref readonly Order now = ref _orders[slot];
        Count(before, -1);
        Count(now, 1);
        if (OrderStates.IsDone(before.State) || !OrderStates.IsDone(now.State)) return;
        _done.Enqueue(slot);
        int at = OpenSlots.IndexOf(slot);
        _openSlots.AsSpan((at + 1)..OpenCount).CopyTo(_openSlots.AsSpan(at));
        OpenCount--;
    }

    private void Count(in Order order, int times)
    {
        if (OrderStates.IsDone(order.State)) return;
        ref OpenQuantity open = ref _open[((int)order.Strategy * _symbols) + (int)order.Symbol];
        open.Count(order, times);
    }
}
