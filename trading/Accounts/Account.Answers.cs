using Pawl.Types;

namespace Pawl.Trading;

// What the broker says, as it comes out of the log. Nothing that it says is lost, whatever order it comes in.
public sealed partial class Account
{
    /// <summary>Where an order stands.</summary>
    /// <param name="symbol">The number of the symbol.</param>
    /// <param name="time">When it became known.</param>
    /// <param name="update">What the broker says.</param>
    public void OnUpdate(int symbol, Timestamp time, in OrderUpdate update)
    {
        if (!Orders.TryFind(update.ClientOrderId, out int slot))
        {
            _sink.OnOddity(symbol, update.ClientOrderId, FillOddity.UnknownOrder, time);
            return;
        }

        OrderState before = Orders[slot].State;
        // Fills alone make an order filled: what an update says of them is compared, not counted.
        if (update.State is OrderState.Filled or OrderState.PendingCancel or OrderState.Intent or OrderState.Sending) return;
        if (!Orders.Move(slot, EventOf(update, before)))
        {
            _sink.OnImpossible(Orders[slot], update.State, time);
            return;
        }

        ref readonly Order order = ref Orders[slot];
        if (order.State != before) _sink.OnOrder(order, time);
        Follow(symbol, before, order.State, time);
        if (update.State == OrderState.New) Risk.OnAccepted();
        if (update.State == OrderState.Rejected && Risk.OnRejected()) Stopped(RiskRule.Rejects, time);
    }

    /// <summary>A part of an order was filled.</summary>
    /// <inheritdoc cref="OnUpdate" path="/param"/>
    /// <param name="fill">The fill; its execution id is counted once.</param>
    public void OnFill(int symbol, Timestamp time, in Fill fill)
    {
        bool known = Orders.TryFind(fill.ClientOrderId, out int slot);
        if (!fill.VenueFillId.Utf8.IsEmpty && !_executions.Add(symbol, fill.VenueFillId))
        {
            _sink.OnOddity(symbol, fill.ClientOrderId, FillOddity.Repeated, time);
            return;
        }

        int strategy = Ledger.Unassigned;
        bool reduces = false;
        FillOddity oddity = FillOddity.UnknownOrder;
        if (known)
        {
            strategy = (int)Orders[slot].Strategy;
            reduces = Orders[slot].IsReduceOnly;
            OrderState before = Orders[slot].State;
            oddity = Orders.Fill(slot, fill.Quantity, fill.Price);
            if (Orders[slot].Side != fill.Side) oddity |= FillOddity.OtherSide;
            _sink.OnOrder(Orders[slot], time);
            Follow(symbol, before, Orders[slot].State, time);
        }

        if (oddity != FillOddity.None) _sink.OnOddity(symbol, fill.ClientOrderId, oddity, time);
        Ledger.Apply(strategy, symbol, reduces, fill);
        _sink.OnPosition(strategy, symbol, Ledger.Describe(strategy, symbol, fill.Side, reduces), time);
        LookAtEquity(time);
    }

    /// <summary>Compares what the broker holds of a symbol with what is known here. Until both are equal nothing of it passes.</summary>
    /// <returns>Whether both are equal.</returns>
    public bool Reconcile(int symbol, Quantity atBroker, Timestamp time)
    {
        bool equal = Ledger.Total(symbol).Net == atBroker;
        if (Risk.OnPosition(symbol, equal)) Stopped(RiskRule.UnknownPosition, time);
        return equal;
    }

    private static OrderEvent EventOf(in OrderUpdate update, OrderState before) => update.State switch
    {
        OrderState.PendingNew => OrderEvent.Received,
        // An order that was to be cancelled and stands again with a reason: the venue would not cancel it.
        OrderState.New or OrderState.PartiallyFilled => before == OrderState.PendingCancel && !update.Reason.Utf8.IsEmpty ? OrderEvent.CancelRefused : OrderEvent.Accepted,
        OrderState.Canceled => OrderEvent.Ended,
        OrderState.Rejected => OrderEvent.Refused,
        OrderState.Expired => OrderEvent.TimedOut,
        _ => OrderEvent.Lost,
    };

    /// <summary>Tells the risk gate which orders are unknown.</summary>
    private void Follow(int symbol, OrderState before, OrderState now, Timestamp time)
    {
        if (before == now || (before != OrderState.Unknown && now != OrderState.Unknown)) return;
        if (Risk.OnUnknown(symbol, now == OrderState.Unknown ? 1 : -1)) Stopped(RiskRule.UnknownOrders, time);
    }
}
