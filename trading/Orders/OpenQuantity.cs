using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What open orders of a strategy in a symbol may still fill: before a limit they count as filled.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct OpenQuantity
{
    /// <summary>What may be bought by orders that are not reduce-only.</summary>
    public Quantity Buys;

    /// <summary>What may be sold by orders that are not reduce-only.</summary>
    public Quantity Sells;

    /// <summary>How many orders are open, reduce-only ones included.</summary>
    public long Orders;

    internal void Count(in Order order, int times)
    {
        Orders += times;
        if (order.IsReduceOnly) return;
        var change = new Quantity(order.Remaining.Raw * times);
        if (order.Side == TradeDirection.Buy) Buys += change;
        else Sells += change;
    }
}
