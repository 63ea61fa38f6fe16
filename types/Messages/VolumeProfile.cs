using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>Where volume has traded: in the session, in a stretch of time, or in the newest bars.</summary>
[Message("volume_profile", 1, "Where volume has traded: in the session, in a stretch of time, or in the newest bars.", Group = MessageGroup.VolumeAnalysis, Aliases = "vp")]
[StructLayout(LayoutKind.Sequential)]
public struct VolumeProfile
{
    /// <summary>How many rows a profile may have.</summary>
    public const int MaxRows = 2000;

    [Field("start of the newest bar in it")]
    public Timestamp BarTime;

    [Field("final once the session is over")]
    public ProfileState State;

    [Field("height of a row")]
    public Price RowSize;

    [Field("price of the row with the largest volume")]
    public Price PointOfControl;

    [Field("volume of that row")]
    public QuantitySum PointOfControlVolume;

    [Field("price of the lowest row of the value area")]
    public Price ValueAreaLow;

    [Field("price of the highest row of the value area")]
    public Price ValueAreaHigh;

    [Field("volume of the value area")]
    public QuantitySum ValueAreaVolume;

    [Field("how the value area grows from the point of control")]
    public ValueAreaMethod ValueAreaMethod;

    [Field("volume of all rows")]
    public QuantitySum Volume;

    [Field("price of the lowest row with volume")]
    public Price Low;

    [Field("price of the highest row with volume")]
    public Price High;

    [Field("number of rows with volume")]
    public long Levels;

    [Field("rows with volume, from the lowest price up", MaxItems = MaxRows)]
    public Items<ProfileRow> Bins;

    [Field("prices of the high-volume nodes, from the lowest up", MaxItems = MaxRows)]
    public Items<Price> HighVolumeNodes;

    [Field("prices of the low-volume nodes, from the lowest up", MaxItems = MaxRows)]
    public Items<Price> LowVolumeNodes;
}

/// <summary>What was traded in a row of prices.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ProfileRow
{
    [Field("lower edge of the row")]
    public Price Price;

    [Field("quantity traded")]
    public QuantitySum Volume;

    [Field("quantity bought by aggressors")]
    public QuantitySum Buy;

    [Field("quantity sold by aggressors")]
    public QuantitySum Sell;
}

/// <summary>Whether a profile may still change.</summary>
public enum ProfileState : long
{
    Developing,
    Final,
}

/// <summary>How a value area grows from the point of control.</summary>
public enum ValueAreaMethod : long
{
    /// <summary>By the larger pair of rows, above or below, until the part is reached; of equal pairs by the one nearer to the point of control, then up.</summary>
    TwoRows,

    /// <summary>By the larger neighbour, of equal ones up, until the part is exceeded.</summary>
    SingleRow,
}
