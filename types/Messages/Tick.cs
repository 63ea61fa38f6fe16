using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A trade.</summary>
[PartOf(typeof(QuotedTick))]
[StructLayout(LayoutKind.Sequential)]
public struct Tick
{
    [Field("price of the trade")]
    public Price Price;

    [Field("quantity traded")]
    public Quantity Size;

    [Field("side that took liquidity", NullWhen = AggressorSide.Unknown)]
    public AggressorSide Side;

    [Field("the venue's id of the trade", NullWhen = 0L)]
    public long TradeId;

    [Field("the venue's sequence number", NullWhen = 0L)]
    public long Sequence;
}
