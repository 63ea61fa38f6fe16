using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>Price has passed the newest swing on one side.</summary>
[Message("break_of_structure", 1, "Price has passed the newest swing on one side.", Group = MessageGroup.MarketStructure, Aliases = "bos")]
[StructLayout(LayoutKind.Sequential)]
public struct BreakOfStructure
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("bos with the trend, choch against it")]
    public BreakKind Kind;

    [Field("up: a swing high was passed")]
    public Direction Direction;

    [Field("a break is final when it is told")]
    public BreakState State;

    [Field("price of the swing")]
    public Price Level;

    [Field("object id of the swing")]
    public long SwingId;

    [Field("number of the swing's bar", Unit = "bars")]
    public long OriginIndex;

    [Field("start of the swing's bar")]
    public Timestamp OriginTime;

    [Field("number of the bar that passed it", Unit = "bars")]
    public long ConfirmedIndex;

    [Field("end of the bar that passed it")]
    public Timestamp ConfirmedTime;

    [Field("end of the bar that brought this state")]
    public Timestamp StateTime;
}
