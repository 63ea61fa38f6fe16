using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>Where the volume of a bar traded.</summary>
[Message("volume_profile", 1, "Where the volume of a bar traded.")]
[StructLayout(LayoutKind.Sequential)]
public struct VolumeProfile
{
    [Field("start of the bar")]
    public Timestamp BarTime;

    [Field("price with the largest volume")]
    public Price PointOfControl;

    [Field("volume at that price")]
    public QuantitySum PointOfControlVolume;

    [Field("volume of all prices")]
    public QuantitySum Volume;

    [Field("lowest price with volume")]
    public Price Low;

    [Field("highest price with volume")]
    public Price High;

    [Field("number of prices with volume")]
    public long Levels;
}
