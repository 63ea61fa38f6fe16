using Pawl.Types;

namespace Pawl.Trading;

/// <summary>How a strategy's signals become orders.</summary>
/// <param name="Name">The id of its node.</param>
public sealed record StrategySettings(string Name)
{
    /// <summary>How much an entry orders where the signal does not say.</summary>
    public Quantity Quantity { get; init; } = new(Quantity.Scale);

    /// <summary>Market, limit or stop: the last two at the price of the signal.</summary>
    public OrderKind Entry { get; init; } = OrderKind.Market;

    /// <summary>How long an entry stands.</summary>
    public TimeInForce EntryTimeInForce { get; init; } = TimeInForce.Day;

    /// <summary>How long stops and targets stand.</summary>
    public TimeInForce ProtectionTimeInForce { get; init; } = TimeInForce.Gtc;

    /// <summary>Whether stops trail: they then keep their distance from the entry's signal price.</summary>
    public bool TrailingStops { get; init; }
}
