using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A bar and the average true range of its time, NaN before there is one.</summary>
internal struct RatedBar
{
    public Candle Bar;
    public double Range;
}
