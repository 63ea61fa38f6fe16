using Pawl.Types;

namespace Pawl.Trading;

/// <summary>An order at a simulated venue.</summary>
internal struct VenueOrder
{
    /// <summary>What waits before it is not known.</summary>
    public const long UnknownQueue = long.MaxValue;

    public Text24 Id;

    /// <summary>Its id, and that of the entry that it protects, as numbers.</summary>
    public OrderKey Key, Parent;

    public int Strategy;
    public TradeDirection Side;
    public OrderKind Kind;
    public TimeInForce TimeInForce;
    public bool ReduceOnly;

    /// <summary>Its quantity, and how much of it is filled.</summary>
    public long Quantity, Filled;

    /// <summary>Prices; the least value where there is none.</summary>
    public Price Limit, Stop, Trail;

    public Timestamp Arrived;

    /// <summary>When it ends; the greatest time where it does not.</summary>
    public Timestamp Expires;

    /// <summary>A stop that was touched.</summary>
    public bool Triggered;

    /// <summary>It waited for the market to open, or for a first price: the next event is its arrival.</summary>
    public bool Waits;

    public bool Done;

    /// <summary>What waits before it at its price, on touch.</summary>
    public long QueueAhead;

    /// <summary>The number of its first fill, and what it has paid.</summary>
    public long Fills;
    public QuantitySum FeeCharged, FeePaid;

    public readonly bool Buys => Side == TradeDirection.Buy;

    /// <summary>Whether it takes what is there, at any price.</summary>
    public readonly bool IsMarket => Kind == OrderKind.Market || (Triggered && Kind is OrderKind.Stop or OrderKind.TrailingStop);

    /// <summary>Whether it has a worst price, now.</summary>
    public readonly bool IsLimit => Kind == OrderKind.Limit || (Triggered && Kind == OrderKind.StopLimit);

    /// <summary>Whether it is a stop that was not touched.</summary>
    public readonly bool IsStop => !Triggered && Kind is OrderKind.Stop or OrderKind.StopLimit or OrderKind.TrailingStop;
}
