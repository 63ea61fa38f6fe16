using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// An order and where it stands. The state changes by <see cref="Move"/> and <see cref="Fill"/> alone, which follow
/// <see cref="OrderStates"/>; there is no other way to set it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Order
{
    /// <summary>Our id.</summary>
    public Text24 Id;

    /// <summary>Our id of the entry that it protects; empty where there is none.</summary>
    public Text24 Parent;

    /// <summary>Whose order it is.</summary>
    public long Strategy;

    public long Symbol;
    public OrderRole Role;
    public TradeDirection Side;
    public OrderKind Kind;
    public TimeInForce TimeInForce;
    public OrderFlags Flags;

    /// <summary>How much was ordered.</summary>
    public Quantity Quantity;

    /// <summary>The worst price; the least value where there is none.</summary>
    public Price Limit;

    /// <summary>The price that makes it active; the least value where there is none.</summary>
    public Price Stop;

    /// <summary>Distance of a trailing stop; the least value where there is none.</summary>
    public Price Trail;

    /// <summary>When it ends, of gtd; the least time else.</summary>
    public Timestamp Expires;

    /// <summary>When it was decided.</summary>
    public Timestamp Created;

    public Cause Cause;

    private OrderState _state;
    private Quantity _filled;
    private QuantitySum _value;

    public readonly OrderState State => _state;

    /// <summary>How much of it is filled; more than was ordered where the venue filled too much.</summary>
    public readonly Quantity Filled => _filled;

    /// <summary>What may still be filled; nothing once it is done.</summary>
    public readonly Quantity Remaining => OrderStates.IsDone(_state) ? Quantity.Zero : new Quantity(Math.Max(0, Quantity.Raw - _filled.Raw));

    public readonly bool IsReduceOnly => (Flags & OrderFlags.ReduceOnly) != OrderFlags.None;

    /// <summary>The mean price of what is filled; the least value where nothing is.</summary>
    public readonly Price AveragePrice =>
        _filled.Raw == 0 ? Price.MinValue : Amounts.Average(_value.ToLong128(), _filled, new Quantity(Quantity.Scale));

    /// <summary>Takes an event over; false where it cannot happen in the state that the order is in, which then stays.</summary>
    public bool Move(OrderEvent happened)
    {
        bool possible = OrderStates.TryMove(_state, happened, out OrderState next);
        if (!possible) return false;
        // What was filled before the venue answered is not forgotten.
        _state = next == OrderState.New && _filled.Raw > 0 ? OrderState.PartiallyFilled : next;
        return true;
    }

    /// <summary>Counts a fill and tells what was odd about it. It is counted in any case.</summary>
    public FillOddity Fill(Quantity quantity, Price price)
    {
        FillOddity oddity = _state switch
        {
            OrderState.Intent or OrderState.Sending or OrderState.PendingNew => FillOddity.BeforeAcknowledgement,
            OrderState.Filled or OrderState.Canceled or OrderState.Expired or OrderState.Rejected => FillOddity.AfterTheEnd,
            OrderState.Unknown => FillOddity.WhileUnknown,
            _ => FillOddity.None,
        };
        _filled += quantity;
        _value = QuantitySum.FromLong128(checked(_value.ToLong128() + Amounts.Value(price, quantity, new Quantity(Quantity.Scale))));
        if (_filled > Quantity) oddity |= FillOddity.Overfill;
        _state = OrderStates.AfterFill(_state, _filled >= Quantity);
        return oddity;
    }

    /// <summary>What is asked of the broker.</summary>
    public readonly OrderRequest Ask(OrderAction action, in Text64 account) => new()
    {
        Account = account,
        ClientOrderId = Id.ToText64(),
        Action = action,
        Side = Side,
        Kind = Kind,
        Quantity = Quantity,
        LimitPrice = Limit,
        StopPrice = Stop,
        Trail = Trail,
        TimeInForce = TimeInForce,
        Expires = Expires,
        Flags = Flags,
        Parent = Parent.ToText64(),
    };
}
