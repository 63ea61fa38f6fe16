using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// Which state follows which. One table: what is not in it cannot happen to an <see cref="Order"/>, whose state has no other
/// way to change.
/// </summary>
public static class OrderStates
{
    private const int States = (int)OrderState.Unknown + 1;
    private const int Events = (int)OrderEvent.NotFound + 1;
    private const sbyte Never = -1;

    private static readonly sbyte[] Table = MakeTable();

    /// <summary>The state after an event; false where the event cannot happen in this state.</summary>
    public static bool TryMove(OrderState from, OrderEvent happened, out OrderState to)
    {
        sbyte next = Table[((int)from * Events) + (int)happened];
        to = next == Never ? from : (OrderState)next;
        return next != Never;
    }

    /// <summary>The state after a fill. A fill is counted in every state: the venue has the last word on what it filled.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="whole">Whether nothing of the order is left.</param>
    public static OrderState AfterFill(OrderState from, bool whole)
    {
        if (whole) return OrderState.Filled;
        return from is OrderState.Canceled or OrderState.Expired or OrderState.Rejected or OrderState.Filled or OrderState.PendingCancel
            ? from
            : OrderState.PartiallyFilled;
    }

    /// <summary>Whether nothing more is expected of an order.</summary>
    public static bool IsDone(OrderState state) =>
        state is OrderState.Filled or OrderState.Canceled or OrderState.Rejected or OrderState.Expired;

    /// <summary>Whether the venue may still fill it, or may have done so: it counts as filled before a limit.</summary>
    public static bool IsOpen(OrderState state) => !IsDone(state);

    private static sbyte[] MakeTable()
    {
        var table = new sbyte[States * Events];
        Array.Fill(table, Never);
        Set(OrderState.Intent, (OrderEvent.Sent, OrderState.Sending), (OrderEvent.Refused, OrderState.Rejected), (OrderEvent.Ended, OrderState.Canceled));
        Set(
            OrderState.Sending,
            (OrderEvent.Received, OrderState.PendingNew),
            (OrderEvent.Accepted, OrderState.New),
            (OrderEvent.Refused, OrderState.Rejected),
            (OrderEvent.CancelSent, OrderState.PendingCancel),
            (OrderEvent.Ended, OrderState.Canceled),
            (OrderEvent.TimedOut, OrderState.Expired),
            (OrderEvent.Lost, OrderState.Unknown));
        Set(
            OrderState.PendingNew,
            (OrderEvent.Accepted, OrderState.New),
            (OrderEvent.Refused, OrderState.Rejected),
            (OrderEvent.CancelSent, OrderState.PendingCancel),
            (OrderEvent.Ended, OrderState.Canceled),
            (OrderEvent.TimedOut, OrderState.Expired),
            (OrderEvent.Lost, OrderState.Unknown));
        foreach (OrderState working in (OrderState[])[OrderState.New, OrderState.PartiallyFilled])
        {
            // An order that is accepted again was replaced.
            Set(
                working,
                (OrderEvent.Accepted, working),
                (OrderEvent.CancelSent, OrderState.PendingCancel),
                (OrderEvent.Ended, OrderState.Canceled),
                (OrderEvent.TimedOut, OrderState.Expired),
                (OrderEvent.Lost, OrderState.Unknown));
        }

        // The venue's word on an order that was already filled in part may come after its fill.
        Set(OrderState.PartiallyFilled, (OrderEvent.Received, OrderState.PartiallyFilled));
        Set(
            OrderState.PendingCancel,
            (OrderEvent.Received, OrderState.PendingCancel),
            (OrderEvent.Accepted, OrderState.PendingCancel),
            (OrderEvent.Refused, OrderState.Rejected),
            (OrderEvent.CancelSent, OrderState.PendingCancel),
            (OrderEvent.CancelRefused, OrderState.New),
            (OrderEvent.Ended, OrderState.Canceled),
            (OrderEvent.TimedOut, OrderState.Expired),
            (OrderEvent.Lost, OrderState.Unknown));
        Set(
            OrderState.Unknown,
            (OrderEvent.Received, OrderState.PendingNew),
            (OrderEvent.Accepted, OrderState.New),
            (OrderEvent.Refused, OrderState.Rejected),
            (OrderEvent.CancelSent, OrderState.Unknown),
            (OrderEvent.Ended, OrderState.Canceled),
            (OrderEvent.TimedOut, OrderState.Expired),
            (OrderEvent.NotFound, OrderState.Intent));
        return table;

        void Set(OrderState from, params ReadOnlySpan<(OrderEvent Happened, OrderState To)> moves)
        {
            foreach ((OrderEvent happened, OrderState to) in moves) table[((int)from * Events) + (int)happened] = (sbyte)to;
        }
    }
}
