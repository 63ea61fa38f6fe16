using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A bar over [start, close_time).</summary>
[PartOf(typeof(FlowCandle))]
[StructLayout(LayoutKind.Sequential)]
public struct Candle
{
    [Field("start of the bar", InEnvelope = true)]
    public Timestamp Start;

    [Field("end of the bar, which does not belong to it")]
    public Timestamp CloseTime;

    [Field("first price")]
    public Price Open;

    [Field("highest price")]
    public Price High;

    [Field("lowest price")]
    public Price Low;

    [Field("last price")]
    public Price Close;

    [Field("quantity traded")]
    public QuantitySum Volume;

    [Field("number of trades", NullWhen = -1L)]
    public long Trades;

    [Field("what a reader should know about the bar")]
    public CandleFlags Flags;
}
