namespace Pawl.Types;

/// <summary>Who waited in a trade.</summary>
public enum Liquidity : long
{
    Unknown,

    /// <summary>The order waited.</summary>
    Maker,

    /// <summary>The order was filled at once.</summary>
    Taker,
}
