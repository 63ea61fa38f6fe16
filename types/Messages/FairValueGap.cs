using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A range that price jumped over within three bars; each new state is a message with the same object id.</summary>
[Message("fair_value_gap", 1, "A range that price jumped over within three bars; each new state is a message with the same object id.", Group = MessageGroup.MarketStructure, Aliases = "fvg")]
[StructLayout(LayoutKind.Sequential)]
public struct FairValueGap
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("up: price jumped up over it; the other way once it is inverted")]
    public Direction Direction;

    [Field("what became of it")]
    public FairValueGapState State;

    [Field("lower edge")]
    public Price PriceLow;

    [Field("upper edge")]
    public Price PriceHigh;

    [Field("how much of it has been traded through, 0 to 1")]
    public double Fill;

    [Field("number of the bar that jumped", Unit = "bars")]
    public long OriginIndex;

    [Field("start of the bar that jumped")]
    public Timestamp OriginTime;

    [Field("number of the bar that confirmed it", Unit = "bars")]
    public long ConfirmedIndex;

    [Field("end of the bar that confirmed it")]
    public Timestamp ConfirmedTime;

    [Field("end of the bar that brought this state")]
    public Timestamp StateTime;
}
