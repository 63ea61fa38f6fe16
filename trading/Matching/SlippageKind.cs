namespace Pawl.Trading;

/// <summary>How much worse than the market an order is filled that does not wait.</summary>
public enum SlippageKind : long
{
    None,

    /// <summary>A number of ticks of the instrument.</summary>
    Ticks,

    /// <summary>Basis points of the price.</summary>
    BasisPoints,

    /// <summary>A part of the spread, 1 for all of it; nothing where no quote is known.</summary>
    Spread,

    /// <summary>Basis points of the price for taking all that is there, in proportion less for a part.</summary>
    Volume,
}
