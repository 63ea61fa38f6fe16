using Pawl.Types;

namespace Pawl.Trading;

// What goes to the broker, and what takes it back.
public sealed partial class Account
{
    /// <summary>Sets the kill switch of a scope and takes back the entries that stand in it. Positions and what protects them stay.</summary>
    public void Kill(RiskScope scope, int index, Timestamp time)
    {
        if (Risk.Kill(scope, index)) CancelEntries(scope, index, time);
    }

    /// <summary>Sets a scope to reducing or halted; halted takes back the entries that stand in it.</summary>
    public void Tighten(RiskScope scope, int index, TradingState state, Timestamp time)
    {
        if (Risk.Tighten(scope, index, state) && state == TradingState.Halted) CancelEntries(scope, index, time);
    }

    /// <summary>Asks for the end of an order; false where it is not open or the end was asked for already.</summary>
    public bool Cancel(in Text24 id, Timestamp time) => Orders.TryFind(id, out int slot) && Cancel(slot, time, Orders[slot].Cause);

    /// <summary>An order was lost: time-out, broken connection, an answer that cannot be read.</summary>
    public void Lose(in Text24 id, Timestamp time)
    {
        if (!Orders.TryFind(id, out int slot)) return;
        OrderState before = Orders[slot].State;
        if (!Orders.Move(slot, OrderEvent.Lost)) return;
        _sink.OnOrder(Orders[slot], time);
        Follow((int)Orders[slot].Symbol, before, OrderState.Unknown, time);
    }

    /// <summary>Takes back the entries of a scope. Cancels pass in every state.</summary>
    private void CancelEntries(RiskScope scope, int index, Timestamp time)
    {
        foreach (int slot in Orders.OpenSlots)
        {
            ref readonly Order order = ref Orders[slot];
            bool within = scope switch
            {
                RiskScope.Strategy => order.Strategy == index,
                RiskScope.Symbol => order.Symbol == index,
                _ => true,
            };
            if (within && !order.IsReduceOnly) Cancel(slot, time, order.Cause);
        }
    }

    /// <summary>Takes back all that a strategy has open in a symbol but its exits.</summary>
    private bool CancelAround(int strategy, int symbol, Timestamp time, Cause cause)
    {
        bool any = false;
        foreach (int slot in Orders.OpenSlots)
        {
            ref readonly Order order = ref Orders[slot];
            if (order.Strategy == strategy && order.Symbol == symbol && order.Role != OrderRole.Exit) any |= Cancel(slot, time, cause);
        }

        return any;
    }

    private bool Cancel(int slot, Timestamp time, Cause cause)
    {
        if (Orders[slot].State == OrderState.PendingCancel || !Orders.Move(slot, OrderEvent.CancelSent)) return false;
        Send(slot, OrderAction.Cancel, time, cause);
        return true;
    }

    private void Send(int slot, OrderAction action, Timestamp time, Cause cause)
    {
        ref readonly Order order = ref Orders[slot];
        if (action != OrderAction.Place) Risk.CountMessage((int)order.Strategy, time);
        var request = new ApprovedRequest(order.Ask(action, _name), order.Id, (int)order.Symbol, (int)order.Strategy, time, cause);
        _sink.OnRequest(request);
        _broker.Send(request);
    }
}
