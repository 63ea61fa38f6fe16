using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The volume of a bar by aggressor.</summary>
[Message("delta_volume", 1, "The volume of a bar by aggressor.")]
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
}
