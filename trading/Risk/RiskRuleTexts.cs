namespace Pawl.Trading;

/// <summary>How rules are called, in messages and in sentences.</summary>
public static class RiskRuleTexts
{
    private const string Slow = "wait, or raise the limit";
    private const string Smaller = "make it smaller, or raise the limit";
    private const string Person = "look at what happened, then arm again";

    /// <summary>The name of the rule's limit in the configuration, or of the state that refused.</summary>
    public static ReadOnlySpan<byte> Name(RiskRule rule) => rule switch
    {
        RiskRule.KillSwitch => "kill_switch"u8,
        RiskRule.Halted => "halted"u8,
        RiskRule.Reducing => "reducing"u8,
        RiskRule.UnknownPosition => "unknown_position"u8,
        RiskRule.MaxOrderQuantity => "max_order_quantity"u8,
        RiskRule.MaxOrderNotional => "max_order_notional"u8,
        RiskRule.PriceCollar => "price_collar_percent"u8,
        RiskRule.MaxPosition => "max_position"u8,
        RiskRule.MaxGross => "max_gross"u8,
        RiskRule.MaxNet => "max_net"u8,
        RiskRule.MaxOpenOrders => "max_open_orders"u8,
        RiskRule.AccountMessages => "account_messages_per_second"u8,
        RiskRule.StrategyMessages => "strategy_messages_per_second"u8,
        RiskRule.DuplicateOrder => "duplicate_window_ms"u8,
        RiskRule.RepeatedEntries => "repeated_entries"u8,
        RiskRule.DailyLoss => "daily_loss"u8,
        RiskRule.Drawdown => "max_drawdown"u8,
        RiskRule.SelfTrade => "self_trade"u8,
        RiskRule.Rejects => "max_rejects"u8,
        RiskRule.UnknownOrders => "unknown_order"u8,
        RiskRule.StaleData => "stale_after_seconds"u8,
        RiskRule.BuyingPower => "margin_percent"u8,
        RiskRule.ShortSale => "short_sale"u8,
        RiskRule.NothingToReduce => "nothing_to_reduce"u8,
        RiskRule.NoPrice => "no_price"u8,
        RiskRule.NoRate => "no_exchange_rate"u8,
        RiskRule.Lots => "lot_size"u8,
        RiskRule.NoQuantity => "no_quantity"u8,
        RiskRule.RepeatedId => "repeated_id"u8,
        RiskRule.OutOfRange => "out_of_range"u8,
        _ => "none"u8,
    };

    /// <summary>Whether there is a limit and a value to show.</summary>
    internal static bool HasLimit(RiskRule rule) => rule is
        RiskRule.MaxOrderQuantity or RiskRule.MaxOrderNotional or RiskRule.PriceCollar or RiskRule.MaxPosition or RiskRule.MaxGross or RiskRule.MaxNet
        or RiskRule.MaxOpenOrders or RiskRule.AccountMessages or RiskRule.StrategyMessages or RiskRule.DuplicateOrder or RiskRule.RepeatedEntries
        or RiskRule.DailyLoss or RiskRule.Drawdown or RiskRule.SelfTrade or RiskRule.Rejects or RiskRule.UnknownOrders or RiskRule.StaleData
        or RiskRule.BuyingPower or RiskRule.Lots;

    internal static string Sentence(RiskRule rule) => rule switch
    {
        RiskRule.KillSwitch => "the kill switch is set",
        RiskRule.Halted => "trading is halted",
        RiskRule.Reducing => "positions may only be reduced",
        RiskRule.UnknownPosition => "the position is not known",
        RiskRule.MaxOrderQuantity => "quantity of the order",
        RiskRule.MaxOrderNotional => "value of the order",
        RiskRule.PriceCollar => "percent that the price is beyond the market",
        RiskRule.MaxPosition => "position with all open orders filled",
        RiskRule.MaxGross => "gross value with all open orders filled",
        RiskRule.MaxNet => "net value with all open orders filled",
        RiskRule.MaxOpenOrders => "open orders",
        RiskRule.AccountMessages => "messages of the account in this second",
        RiskRule.StrategyMessages => "messages of the strategy in this second",
        RiskRule.DuplicateOrder => "the same order was sent this many milliseconds ago",
        RiskRule.RepeatedEntries => "entries of the strategy in this symbol",
        RiskRule.DailyLoss => "loss of the day",
        RiskRule.Drawdown => "loss since the highest equity",
        RiskRule.SelfTrade => "the order would trade with an order of our own, at the price",
        RiskRule.Rejects => "refusals of the broker in a row",
        RiskRule.UnknownOrders => "orders of which it is not known what became of them",
        RiskRule.StaleData => "seconds since the last market data",
        RiskRule.BuyingPower => "equity that the positions would need",
        RiskRule.ShortSale => "the venue has no short sales of this symbol",
        RiskRule.NothingToReduce => "there is no position to reduce",
        RiskRule.NoPrice => "no price of the symbol is known yet",
        RiskRule.NoRate => "no exchange rate of the symbol's currency is known",
        RiskRule.Lots => "quantity that is no multiple of the lot",
        RiskRule.NoQuantity => "no quantity above zero was asked for",
        RiskRule.RepeatedId => "an order of this id was sent before",
        RiskRule.OutOfRange => "the value of the order is out of range",
        _ => "nothing is wrong",
    };

    internal static string Remedy(RiskRule rule) => rule switch
    {
        RiskRule.KillSwitch or RiskRule.Halted or RiskRule.Reducing or RiskRule.RepeatedEntries or RiskRule.Drawdown or RiskRule.Rejects => Person,
        RiskRule.UnknownPosition or RiskRule.UnknownOrders => "reconcile with the broker",
        RiskRule.AccountMessages or RiskRule.StrategyMessages or RiskRule.DuplicateOrder => Slow,
        RiskRule.DailyLoss => "entries are possible again on the next day",
        RiskRule.MaxOpenOrders => "cancel some, or raise the limit",
        RiskRule.PriceCollar => "set a price nearer to the market, or raise the limit",
        RiskRule.SelfTrade => "cancel the other order first",
        RiskRule.StaleData or RiskRule.NoPrice => "wait for market data, or look at the feed",
        RiskRule.BuyingPower => "make it smaller, put money in, or lower margin_percent",
        RiskRule.ShortSale => "trade long only, or say that the venue allows short sales",
        RiskRule.NoRate => "name a source of exchange rates",
        RiskRule.Lots => "order whole lots",
        RiskRule.NothingToReduce or RiskRule.NoQuantity or RiskRule.RepeatedId => "nothing needs to be done",
        _ => Smaller,
    };
}
