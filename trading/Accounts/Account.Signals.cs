using Pawl.Types;

namespace Pawl.Trading;

// From signals to orders. The ids of orders follow from the output that caused them: the same signal twice is one order.
public sealed partial class Account
{
    private const int MaxOutputId = 300;
    private const int EntryLeg = 0, StopLeg = 1, TargetLeg = 2, ExitLeg = 3;

    /// <summary>Takes a signal.</summary>
    /// <param name="strategy">The number of the strategy.</param>
    /// <param name="symbol">The number of the symbol.</param>
    /// <param name="time">When it was decided: the time of the event.</param>
    /// <param name="signal">What the strategy wants.</param>
    /// <param name="cause">The output that it is.</param>
    public void OnSignal(int strategy, int symbol, Timestamp time, in TradeSignal signal, Cause cause)
    {
        switch (signal.Kind)
        {
            case SignalKind.Entry:
                Enter(strategy, symbol, time, signal, cause);
                break;
            case SignalKind.Exit:
                Exit(strategy, symbol, time, signal, cause);
                break;
            case SignalKind.Stop:
                Adjust(strategy, symbol, time, OrderRole.Stop, signal.Stop, cause);
                break;
            default:
                Adjust(strategy, symbol, time, OrderRole.Target, signal.Target, cause);
                break;
        }
    }

    /// <summary>
    /// Takes an order as it is: checks it, keeps it and sends it. Strategy, symbol, role, side, kind and quantity are given;
    /// the id is made of the cause where it is empty.
    /// </summary>
    /// <returns>Whether it was sent.</returns>
    public bool Submit(Order order, Timestamp time)
    {
        if (order.Id.Utf8.IsEmpty) order.Id = IdOf((int)order.Symbol, order.Cause, EntryLeg);
        order.Created = time;
        Refusal refusal = Orders.TryFind(order.Id, out _) ? Refusal.Of(RiskRule.RepeatedId) : Risk.Check(order, time);
        if (!refusal.IsNone)
        {
            order.Move(OrderEvent.Refused);
            _sink.OnRefused(order, refusal, time);
            return false;
        }

        int slot = Orders.Add(order);
        Risk.CountOrder(order, time);
        Orders.Move(slot, OrderEvent.Sent);
        Send(slot, OrderAction.Place, time, order.Cause);
        return true;
    }

    private void Enter(int strategy, int symbol, Timestamp time, in TradeSignal signal, Cause cause)
    {
        StrategySettings settings = _strategies[strategy];
        SymbolFacts facts = Ledger.Facts(symbol);
        Order entry = NewOrder(strategy, symbol, signal.Side, OrderRole.Entry, settings.Entry, cause, EntryLeg);
        entry.Quantity = facts.ToLots(signal.Size.Raw > 0 ? signal.Size : settings.Quantity);
        entry.TimeInForce = settings.EntryTimeInForce;
        if (settings.Entry == OrderKind.Limit) entry.Limit = facts.ToTick(signal.Price, signal.Side);
        else if (settings.Entry == OrderKind.Stop) entry.Stop = facts.ToTick(signal.Price, signal.Side);
        if (!Submit(entry, time)) return;
        _lastEntry[(strategy * Ledger.Symbols) + symbol] = entry.Id;
        if (signal.Stop != Price.MinValue) Submit(Protection(entry, OrderRole.Stop, signal.Stop, signal.Price, cause), time);
        if (signal.Target != Price.MinValue) Submit(Protection(entry, OrderRole.Target, signal.Target, signal.Price, cause), time);
    }

    /// <summary>Closes the position, or a part of it; with the whole of it goes what stands around it.</summary>
    private void Exit(int strategy, int symbol, Timestamp time, in TradeSignal signal, Cause cause)
    {
        ref readonly Holding held = ref Ledger.HoldingOf(strategy, symbol);
        TradeDirection side = held.Closable(signal.Side).Raw > 0 ? signal.Side : Opposite(signal.Side);
        long closable = held.Closable(side).Raw, left = closable - InExits(strategy, symbol, side);
        long wanted = signal.Size.Raw > 0 ? Math.Min(signal.Size.Raw, left) : left;
        bool cancelled = wanted >= left && CancelAround(strategy, symbol, time, cause);
        // Entries that stood were taken back, or an exit is on its way: there is nothing more to do.
        if (wanted <= 0 && (cancelled || closable > 0)) return;
        Order exit = NewOrder(strategy, symbol, side, OrderRole.Exit, OrderKind.Market, cause, ExitLeg);
        exit.Quantity = new Quantity(wanted);
        exit.TimeInForce = TimeInForce.Gtc;
        exit.Flags = OrderFlags.ReduceOnly;
        Submit(exit, time);
    }

    /// <summary>Moves the stop or the target of a position; makes one where there is none.</summary>
    private void Adjust(int strategy, int symbol, Timestamp time, OrderRole role, Price price, Cause cause)
    {
        if (price == Price.MinValue) return;
        bool found = false;
        foreach (int slot in Orders.OpenSlots)
        {
            ref readonly Order order = ref Orders[slot];
            if (order.Strategy != strategy || order.Symbol != symbol || order.Role != role || order.State == OrderState.PendingCancel) continue;
            found = true;
            bool isTarget = role == OrderRole.Target;
            price = Ledger.Facts(symbol).ToTick(price, order.Side);
            Price trail = order.Trail == Price.MinValue ? order.Trail : Distance(Ledger.MarkOf(symbol).Price, price);
            Orders.Replace(slot, order.Quantity, isTarget ? price : order.Limit, isTarget ? order.Stop : price, trail);
            Send(slot, OrderAction.Replace, time, cause);
        }

        ref readonly Holding held = ref Ledger.HoldingOf(strategy, symbol);
        TradeDirection side = held.Closable(TradeDirection.Sell).Raw > 0 ? TradeDirection.Sell : TradeDirection.Buy;
        if (found || held.Closable(side).Raw == 0) return;
        Order entry = NewOrder(strategy, symbol, Opposite(side), OrderRole.Entry, OrderKind.Market, cause, EntryLeg);
        entry.Id = _lastEntry[(strategy * Ledger.Symbols) + symbol];
        entry.Quantity = held.Closable(side);
        Submit(Protection(entry, role, price, Ledger.MarkOf(symbol).Price, cause), time);
    }

    /// <summary>The stop or the target behind an entry: it becomes active with the entry's fills, and ends with the other one's.</summary>
    private Order Protection(in Order entry, OrderRole role, Price price, Price reference, Cause cause)
    {
        StrategySettings settings = _strategies[entry.Strategy];
        bool isTarget = role == OrderRole.Target, trails = !isTarget && settings.TrailingStops;
        OrderKind kind = isTarget ? OrderKind.Limit : trails ? OrderKind.TrailingStop : OrderKind.Stop;
        Order order = NewOrder((int)entry.Strategy, (int)entry.Symbol, Opposite(entry.Side), role, kind, cause, isTarget ? TargetLeg : StopLeg);
        order.Quantity = entry.Quantity;
        order.TimeInForce = settings.ProtectionTimeInForce;
        order.Flags = OrderFlags.ReduceOnly;
        order.Parent = entry.Id;
        price = Ledger.Facts((int)entry.Symbol).ToTick(price, order.Side);
        if (isTarget) order.Limit = price;
        else order.Stop = price;
        if (trails) order.Trail = Distance(reference, price);
        return order;
    }

    private Order NewOrder(int strategy, int symbol, TradeDirection side, OrderRole role, OrderKind kind, Cause cause, int leg) => new()
    {
        Id = IdOf(symbol, cause, leg),
        Strategy = strategy,
        Symbol = symbol,
        Side = side,
        Role = role,
        Kind = kind,
        Cause = cause,
        Limit = Price.MinValue,
        Stop = Price.MinValue,
        Trail = Price.MinValue,
        Expires = Timestamp.MinValue,
    };

    private Text24 IdOf(int symbol, Cause cause, int leg)
    {
        Span<char> output = stackalloc char[MaxOutputId];
        string name = Ledger.Facts(symbol).Log;
        name.CopyTo(output);
        int length = name.Length;
        output[length++] = ':';
        cause.Sequence.TryFormat(output[length..], out int digits, provider: System.Globalization.CultureInfo.InvariantCulture);
        length += digits;
        output[length++] = ':';
        cause.Index.TryFormat(output[length..], out digits, provider: System.Globalization.CultureInfo.InvariantCulture);
        return ClientOrderIds.Make(_settings.OrderPrefix, _settings.Tag, output[..(length + digits)], leg);
    }

    private long InExits(int strategy, int symbol, TradeDirection side)
    {
        long sum = 0;
        foreach (int slot in Orders.OpenSlots)
        {
            ref readonly Order other = ref Orders[slot];
            if (other.Strategy == strategy && other.Symbol == symbol && other.Role == OrderRole.Exit && other.Side == side) sum += other.Remaining.Raw;
        }

        return sum;
    }

    private static Price Distance(Price one, Price other) => one > other ? one - other : other - one;

    private static TradeDirection Opposite(TradeDirection side) => side == TradeDirection.Buy ? TradeDirection.Sell : TradeDirection.Buy;
}
