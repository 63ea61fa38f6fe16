using Pawl.Types;

namespace Pawl.Trading;

// The rules, in the order in which they are asked. The first that an order breaks is its refusal.
public sealed partial class RiskGate
{
    /// <summary>Looks at an order that is not in the table of orders yet.</summary>
    public Refusal Check(in Order order, Timestamp now)
    {
        int symbol = (int)order.Symbol;
        SymbolFacts facts = _ledger.Facts(symbol);
        if (order.Quantity.Raw <= 0) return Refusal.Of(order.IsReduceOnly ? RiskRule.NothingToReduce : RiskRule.NoQuantity);
        if (facts.ToLots(order.Quantity) != order.Quantity) return Refusal.Of(RiskRule.Lots, facts.Instrument.LotSize.Raw, order.Quantity.Raw);
        if (IsUnknown(symbol)) return Refusal.Of(RiskRule.UnknownPosition);
        if (order.IsReduceOnly) return CheckReducing(order);
        if (!Increases(order)) return Refusal.None;
        try
        {
            Refusal refusal = CheckStates((int)order.Strategy, symbol, now);
            if (refusal.IsNone) refusal = CheckMarket(order, facts, now);
            if (refusal.IsNone) refusal = CheckExposure(order, facts);
            if (refusal.IsNone) refusal = CheckTraffic(order, now);
            return refusal;
        }
        catch (OverflowException)
        {
            return Refusal.Of(RiskRule.OutOfRange);
        }
    }

    /// <summary>An order that can only reduce passes in every state but one; what protects an entry may wait for it.</summary>
    private Refusal CheckReducing(in Order order)
    {
        if (order.Parent.Utf8.Length > 0) return Refusal.None;
        Quantity closable = _ledger.HoldingOf((int)order.Strategy, (int)order.Symbol).Closable(order.Side);
        return closable.Raw > 0 ? Refusal.None : Refusal.Of(RiskRule.NothingToReduce);
    }

    /// <summary>Whether an order could make the strategy's position larger, were everything filled that is open on its side.</summary>
    private bool Increases(in Order order)
    {
        if (_ledger.Mode == PositionMode.Hedging) return true;
        long held = _ledger.HoldingOf((int)order.Strategy, (int)order.Symbol).Net.Raw;
        ref readonly OpenQuantity open = ref _orders.Open((int)order.Strategy, (int)order.Symbol);
        return order.Side == TradeDirection.Buy
            ? (Long128)held + open.Buys.Raw + order.Quantity.Raw > 0
            : (Long128)held - open.Sells.Raw - order.Quantity.Raw < 0;
    }

    private Refusal CheckStates(int strategy, int symbol, Timestamp now)
    {
        Refusal refusal = OfState(_global);
        if (refusal.IsNone) refusal = OfState(_account);
        if (refusal.IsNone) refusal = OfState(_strategies[strategy]);
        if (refusal.IsNone) refusal = OfState(_symbols[symbol]);
        if (!refusal.IsNone) return refusal;
        return _stoppedDay == _days.DayOf(now, ref _dayHint).Number
            ? Refusal.Of(RiskRule.DailyLoss, Limits.DailyLoss.ToLong128(), DayLoss)
            : Refusal.None;
    }

    private Refusal OfState(in Stops stops) => stops.State == TradingState.Active ? Refusal.None : stops.By switch
    {
        RiskRule.Drawdown => Refusal.Of(RiskRule.Drawdown, Limits.MaxDrawdown.ToLong128(), Drawdown),
        RiskRule.Rejects => Refusal.OfCount(RiskRule.Rejects, Limits.MaxRejects, _rejects),
        RiskRule.UnknownOrders => Refusal.OfCount(RiskRule.UnknownOrders, 0, _unknownOrders.Sum()),
        RiskRule.RepeatedEntries => Refusal.OfCount(RiskRule.RepeatedEntries, Limits.RepeatedEntries, Limits.RepeatedEntries + 1),
        RiskRule.KillSwitch or RiskRule.UnknownPosition => Refusal.Of(stops.By),
        _ => Refusal.Of(stops.State == TradingState.Halted ? RiskRule.Halted : RiskRule.Reducing),
    };

    private Refusal CheckMarket(in Order order, SymbolFacts facts, Timestamp now)
    {
        int symbol = (int)order.Symbol;
        if (!_ledger.Rates.IsKnown(facts.Currency)) return Refusal.Of(RiskRule.NoRate);
        ref readonly Mark mark = ref _ledger.MarkOf(symbol);
        if (!mark.IsKnown) return Refusal.Of(RiskRule.NoPrice);
        long age = now.Nanoseconds - mark.Time.Nanoseconds;
        if (age > Limits.StaleAfterSeconds * Timestamp.NanosecondsPerSecond)
            return Refusal.OfCount(RiskRule.StaleData, Limits.StaleAfterSeconds, age / Timestamp.NanosecondsPerSecond);
        bool shorts = order.Side == TradeDirection.Sell;
        if (shorts && !facts.AllowShort) return Refusal.Of(RiskRule.ShortSale);
        if (order.Quantity > Limits.MaxOrderQuantity) return Refusal.Of(RiskRule.MaxOrderQuantity, Limits.MaxOrderQuantity.Raw, order.Quantity.Raw);
        Price reference = _ledger.Reference(symbol, order.Side, now, Limits.StaleAfterSeconds * Timestamp.NanosecondsPerSecond);
        Long128 notional = Long128.Abs(Worth(facts, Highest(order, reference), order.Quantity));
        if (notional > Limits.MaxOrderNotional.ToLong128()) return Refusal.Of(RiskRule.MaxOrderNotional, Limits.MaxOrderNotional.ToLong128(), notional);
        if (order.Limit == Price.MinValue || order.Kind == OrderKind.StopLimit || reference.Raw <= 0) return Refusal.None;
        Long128 beyond = shorts ? (Long128)reference.Raw - order.Limit.Raw : (Long128)order.Limit.Raw - reference.Raw;
        Long128 percent = Amounts.Divide(beyond * 100 * Amounts.Scale, reference.Raw);
        return percent > Limits.PriceCollarPercent.Raw ? Refusal.Of(RiskRule.PriceCollar, Limits.PriceCollarPercent.Raw, percent) : Refusal.None;
    }

    private Refusal CheckTraffic(in Order order, Timestamp now)
    {
        int strategy = (int)order.Strategy;
        if (_orders.OpenCount >= Limits.MaxOpenOrders) return Refusal.OfCount(RiskRule.MaxOpenOrders, Limits.MaxOpenOrders, _orders.OpenCount + 1);
        if (!_accountMessages.Allows(now))
            return Refusal.OfCount(RiskRule.AccountMessages, Limits.AccountMessagesPerSecond, _accountMessages.Count(now) + 1);
        if (!_strategyMessages[strategy].Allows(now))
            return Refusal.OfCount(RiskRule.StrategyMessages, Limits.StrategyMessagesPerSecond, _strategyMessages[strategy].Count(now) + 1);
        SentOrder same = SentOrder.Of(order, now);
        foreach (ref readonly SentOrder sent in _sent.AsSpan())
        {
            // Few are young enough, and their age is told at once.
            long since = now.Nanoseconds - sent.Time.Nanoseconds;
            if (since < Limits.DuplicateWindowMilliseconds * Millisecond && sent.IsSame(same))
                return Refusal.OfCount(RiskRule.DuplicateOrder, Limits.DuplicateWindowMilliseconds, since / Millisecond);
        }

        if (Crossed(order) is { } price) return Refusal.Of(RiskRule.SelfTrade, order.Limit == Price.MinValue ? 0 : order.Limit.Raw, price.Raw);
        Throttle? entries = Entries(strategy, (int)order.Symbol);
        if (Limits.RepeatedEntries > 0 && (entries is null || entries.Allows(now))) return Refusal.None;
        _strategies[strategy].Tighten(TradingState.Reducing, RiskRule.RepeatedEntries);
        return Refusal.OfCount(RiskRule.RepeatedEntries, Limits.RepeatedEntries, Limits.RepeatedEntries + 1);
    }

    /// <summary>The price of a resting limit order of our own that the order would trade with; null where there is none.</summary>
    private Price? Crossed(in Order order)
    {
        if (order.Kind is not (OrderKind.Market or OrderKind.Limit)) return null;
        ref readonly Mark mark = ref _ledger.MarkOf((int)order.Symbol);
        bool buys = order.Side == TradeDirection.Buy;
        Price market = mark.HasQuote ? (buys ? mark.Ask : mark.Bid) : mark.Price;
        Price reach = order.Kind == OrderKind.Limit ? order.Limit : market;
        foreach (int slot in _orders.OpenSlots)
        {
            ref readonly Order other = ref _orders[slot];
            if (other.Symbol != order.Symbol || other.Side == order.Side || other.Kind != OrderKind.Limit) continue;
            // A target rests from the first fill of its entry on: it counts from the beginning.
            if (buys ? other.Limit <= reach : other.Limit >= reach) return other.Limit;
        }

        return null;
    }

    /// <summary>The price that an order is valued at: its own where it has one, the market's else.</summary>
    private static Price Highest(in Order order, Price reference)
    {
        if (order.Limit != Price.MinValue) return order.Limit;
        return order.Stop != Price.MinValue ? order.Stop : reference;
    }

    private Long128 Worth(SymbolFacts facts, Price price, Quantity quantity) =>
        _ledger.Rates.Convert(Amounts.Value(price, quantity, facts.Multiplier), facts.Currency);
}
