using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The highest high and the lowest low of the newest <c>n</c> bars.</summary>
internal struct PriceRange
{
    private RollingExtreme highest;
    private RollingExtreme lowest;

    public readonly double High => highest.Value;

    public readonly double Low => lowest.Value;

    public readonly double Middle => (High + Low) / 2;

    /// <summary>How many bars ago the high was (0 = the newest).</summary>
    public readonly long HighAge => highest.Age;

    /// <summary>How many bars ago the low was.</summary>
    public readonly long LowAge => lowest.Age;

    public static PriceRange Over(int count, ref Layout l) =>
        new() { highest = RollingExtreme.Highest(count, ref l), lowest = RollingExtreme.Lowest(count, ref l) };

    /// <summary>Where a price lies in the range, 0 at the low to 100 at the high; 0 where there is no range.</summary>
    public readonly double PlaceOf(double price) => High == Low ? 0 : 100 * ((price - Low) / (High - Low));

    /// <summary>Takes the newest bar; the oldest goes.</summary>
    /// <returns>Whether there are <c>n</c> bars.</returns>
    public bool Add(in Candle bar, in Ctx c)
    {
        highest.Add(bar.High.ToDouble(), in c);
        return lowest.Add(bar.Low.ToDouble(), in c);
    }
}
