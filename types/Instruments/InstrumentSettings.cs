namespace Pawl.Types;

/// <summary>What the bars of minutes and hours are counted from.</summary>
public enum BarAlignment
{
    /// <summary>From 1970-01-01T00:00:00Z.</summary>
    Epoch,

    /// <summary>From the open of the session; the last bar of a session may be short.</summary>
    Session,
}

/// <summary>Which ticks enter candles, delta, footprint and profile.</summary>
public enum TradingHours
{
    /// <summary>Every tick, whatever the calendar says.</summary>
    All,

    /// <summary>Those in the regular hours.</summary>
    Regular,

    /// <summary>Those in a session, extended hours included.</summary>
    Extended,
}

/// <summary>What becomes of a time bar without a trade.</summary>
public enum GapPolicy
{
    /// <summary>It is not made.</summary>
    Skip,

    /// <summary>Inside open sessions it repeats the last close with volume 0.</summary>
    Flat,
}

/// <summary>The price that candles are made of.</summary>
public enum CandleSource
{
    Trade,
    Bid,
    Ask,

    /// <summary>Half of bid plus ask, rounded half to even at 10⁻⁸.</summary>
    Mid,

    /// <summary>The price of a tick, whatever its size: of an index, which is computed rather than traded.</summary>
    Index,
}

/// <summary>How the aggressor of a trade is found where the venue does not say; what stays unknown is neutral volume.</summary>
public enum AggressorRule
{
    /// <summary>By the quote, and where that is undecided by the direction of the price.</summary>
    QuoteThenTick,

    /// <summary>At or above the ask a buyer, at or below the bid a seller, inside by the nearer side.</summary>
    Quote,

    /// <summary>Above the last price a buyer, below a seller; at the same price as the trade before.</summary>
    Tick,

    /// <summary>Not at all.</summary>
    Venue,
}
