using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A trade that came too late to enter its candle.</summary>
[Message("late_tick", 1, "A trade that came too late to enter its candle.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct LateTick
{
    [Field("price of the trade")]
    public Price Price;

    [Field("quantity traded")]
    public Quantity Size;

    [Field("newest time in the log before it")]
    public Timestamp NewestTime;
}
