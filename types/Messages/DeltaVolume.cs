using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The volume of a bar by aggressor.</summary>
[Message("delta_volume", 1, "The volume of a bar by aggressor.", Group = MessageGroup.VolumeAnalysis, Aliases = "delta")]
[StructLayout(LayoutKind.Sequential)]
public struct DeltaVolume
{
    [Field("start of the bar")]
    public Timestamp BarTime;

    [Field("quantity bought by aggressors")]
    public QuantitySum Buy;

    [Field("quantity sold by aggressors")]
    public QuantitySum Sell;

    [Field("quantity whose aggressor is unknown")]
    public QuantitySum Neutral;

    [Field("buy minus sell")]
    public QuantitySum Delta;

    [Field("quantity whose aggressor the venue told")]
    public QuantitySum ByVenue;

    [Field("quantity whose aggressor the quote told")]
    public QuantitySum ByQuote;

    [Field("quantity whose aggressor the direction of the price told")]
    public QuantitySum ByTick;
}
