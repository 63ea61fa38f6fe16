namespace Pawl.Types;

/// <summary>What told the aggressor of a trade.</summary>
public enum TradeRule : long
{
    /// <summary>Nothing: the side is unknown.</summary>
    None,

    /// <summary>The venue said it.</summary>
    Venue,

    /// <summary>The price against the bid and the ask.</summary>
    Quote,

    /// <summary>The price against the last other price.</summary>
    Tick,
}
