using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// What an account may do. Every limit is written down: none has a default, and none can be left out or switched off by a
/// word. Amounts are in the account's currency.
/// </summary>
public sealed record RiskLimits
{
    /// <summary>The largest quantity of an order.</summary>
    public required Quantity MaxOrderQuantity { get; init; }

    /// <summary>The largest value of an order.</summary>
    public required QuantitySum MaxOrderNotional { get; init; }

    /// <summary>How far an order's price may be on the far side of the market, in percent of it.</summary>
    public required Price PriceCollarPercent { get; init; }

    /// <summary>The largest quantity held of a symbol, in either direction; what is in flight counts as filled.</summary>
    public required Quantity MaxPosition { get; init; }

    /// <summary>The largest sum of the values of all positions.</summary>
    public required QuantitySum MaxGross { get; init; }

    /// <summary>The largest value of what is held long less what is held short, in either direction.</summary>
    public required QuantitySum MaxNet { get; init; }

    /// <summary>How many orders may be open.</summary>
    public required long MaxOpenOrders { get; init; }

    /// <summary>Messages to the broker a second, of the account.</summary>
    public required long AccountMessagesPerSecond { get; init; }

    /// <summary>Messages to the broker a second, of each strategy.</summary>
    public required long StrategyMessagesPerSecond { get; init; }

    /// <summary>How long the same order of the same strategy is refused.</summary>
    public required long DuplicateWindowMilliseconds { get; init; }

    /// <summary>How many entries of a strategy in a symbol there may be within <see cref="RepeatedEntriesMinutes"/>; then a person decides.</summary>
    public required long RepeatedEntries { get; init; }

    public required long RepeatedEntriesMinutes { get; init; }

    /// <summary>The largest loss of a day; it stops entries until the next day.</summary>
    public required QuantitySum DailyLoss { get; init; }

    /// <summary>The largest loss since the highest equity; it stops entries until a person arms again.</summary>
    public required QuantitySum MaxDrawdown { get; init; }

    /// <summary>How many refusals of the broker in a row stop entries.</summary>
    public required long MaxRejects { get; init; }

    /// <summary>How old the last market data of a symbol may be for an entry.</summary>
    public required long StaleAfterSeconds { get; init; }

    /// <summary>What part of a position's value must be there as equity, in percent: 100 without borrowed money.</summary>
    public required Price MarginPercent { get; init; }

    /// <summary>1 to have the broker cancel open orders when the connection is lost, where it can; 0 to leave them.</summary>
    public required long CancelOnDisconnect { get; init; }
}
