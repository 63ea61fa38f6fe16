using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Which extreme of a bar is meant.</summary>
internal enum Side : long
{
    High,
    Low,
}

/// <summary>
/// What a swing detector keeps of a bar. Seen from the low side all prices have the other sign, so that one rule,
/// written for highs, serves both.
/// </summary>
internal readonly record struct SwingBar(Price High, Price Low, Timestamp Start, double Volume, double AverageVolume)
{
    public long Extreme(Side side) => side == Side.High ? High.Raw : -Low.Raw;

    public long Opposite(Side side) => side == Side.High ? Low.Raw : -High.Raw;
}
