namespace Pawl.Trading;

/// <summary>What a symbol's orders are matched on.</summary>
public enum FeedKind : long
{
    /// <summary>Trades and quotes, as they come.</summary>
    Ticks,

    /// <summary>Bars alone.</summary>
    Candles,
}
