using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A price beyond which orders are thought to rest; each new state is a message with the same object id.</summary>
[Message("liquidity_level", 1, "A price beyond which orders are thought to rest; each new state is a message with the same object id.", Group = MessageGroup.MarketStructure, Aliases = "liquidity")]
[StructLayout(LayoutKind.Sequential)]
public struct LiquidityLevel
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("what makes it a level")]
    public LiquidityKind Kind;

    [Field("up: it is passed upwards")]
    public Direction Direction;

    [Field("what became of it")]
    public LiquidityState State;

    [Field("the price that has to be passed")]
    public Price Level;

    [Field("lowest of the prices that make it")]
    public Price PriceLow;

    [Field("highest of the prices that make it")]
    public Price PriceHigh;

    [Field("number of swings that make it")]
    public long Members;

    [Field("members, and a half where an extreme of the day or week before lies among them")]
    public double Score;

    [Field("number of the first bar that makes it", Unit = "bars")]
    public long OriginIndex;

    [Field("start of the first bar that makes it")]
    public Timestamp OriginTime;

    [Field("number of the bar that confirmed it", Unit = "bars")]
    public long ConfirmedIndex;

    [Field("end of the bar that confirmed it")]
    public Timestamp ConfirmedTime;

    [Field("end of the bar that brought this state")]
    public Timestamp StateTime;
}
