using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What was traded at each price of a bar, by aggressor.</summary>
[Message("footprint", 1, "What was traded at each price of a bar, by aggressor.", Group = MessageGroup.VolumeAnalysis)]
[StructLayout(LayoutKind.Sequential)]
public struct Footprint
{
    /// <summary>How many rows a bar may have.</summary>
    public const int MaxRows = 4096;

    [Field("start of the bar")]
    public Timestamp BarTime;

    [Field("height of a row")]
    public Price RowSize;

    [Field("quantity sold by aggressors, at the bid")]
    public QuantitySum Bid;

    [Field("quantity bought by aggressors, at the ask")]
    public QuantitySum Ask;

    [Field("quantity whose aggressor is unknown")]
    public QuantitySum Neutral;

    [Field("ask minus bid")]
    public QuantitySum Delta;

    [Field("the highest delta within the bar, trade by trade; at least 0")]
    public QuantitySum MaxDelta;

    [Field("the lowest delta within the bar, trade by trade; at most 0")]
    public QuantitySum MinDelta;

    [Field("number of trades")]
    public long Trades;

    [Field("price of the row with the largest volume", NullWhen = long.MinValue)]
    public Price PointOfControl;

    [Field("volume of that row")]
    public QuantitySum PointOfControlVolume;

    [Field("the extremes at which both sides traded")]
    public AuctionFlags Unfinished;

    [Field("rows with volume, from the lowest price up", MaxItems = MaxRows)]
    public Items<FootprintRow> Rows;

    [Field("runs of rows with imbalances of one side, from the lowest price up", MaxItems = MaxRows)]
    public Items<StackedImbalance> Stacked;
}

/// <summary>What was traded at a price.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FootprintRow
{
    [Field("lower edge of the row")]
    public Price Price;

    [Field("quantity sold by aggressors")]
    public QuantitySum Bid;

    [Field("quantity bought by aggressors")]
    public QuantitySum Ask;

    [Field("quantity whose aggressor is unknown")]
    public QuantitySum Neutral;

    [Field("number of trades")]
    public long Trades;

    [Field("sides that outweigh the other side a row away")]
    public ImbalanceSides Imbalance;
}

/// <summary>Consecutive rows with imbalances of one side.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct StackedImbalance
{
    [Field("buy or sell")]
    public TradeDirection Side;

    [Field("price of the lowest row")]
    public Price Low;

    [Field("price of the highest row")]
    public Price High;

    [Field("number of rows")]
    public long Rows;
}

/// <summary>Extremes of a bar at which both sides traded, so that the auction did not end there.</summary>
[Flags]
public enum AuctionFlags : long
{
    None = 0,
    High = 1,
    Low = 2,
}

/// <summary>Sides whose volume outweighs the other side's a row away.</summary>
[Flags]
public enum ImbalanceSides : long
{
    None = 0,

    /// <summary>The ask against the bid a row below.</summary>
    Buy = 1,

    /// <summary>The bid against the ask a row above.</summary>
    Sell = 2,
}

/// <summary>A direction of trading.</summary>
public enum TradeDirection : long
{
    Buy,
    Sell,
}
