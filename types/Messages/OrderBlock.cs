using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The bar from which a break of structure began; each new state is a message with the same object id.</summary>
[Message("order_block", 1, "The bar from which a break of structure began; each new state is a message with the same object id.", Group = MessageGroup.MarketStructure, Aliases = "ob")]
[StructLayout(LayoutKind.Sequential)]
public struct OrderBlock
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("up: price left it upwards; the other way once it is a breaker")]
    public Direction Direction;

    [Field("what became of it")]
    public OrderBlockState State;

    [Field("lower edge")]
    public Price PriceLow;

    [Field("upper edge")]
    public Price PriceHigh;

    [Field("0 to 1: how far price went from it, and whether it left a gap; null until the average true range is ready")]
    public double Strength;

    [Field("object id of the break that it led to")]
    public long BreakId;

    [Field("number of its bar", Unit = "bars")]
    public long OriginIndex;

    [Field("start of its bar")]
    public Timestamp OriginTime;

    [Field("number of the bar that broke the structure", Unit = "bars")]
    public long ConfirmedIndex;

    [Field("end of the bar that broke the structure")]
    public Timestamp ConfirmedTime;

    [Field("end of the bar that brought this state")]
    public Timestamp StateTime;
}
