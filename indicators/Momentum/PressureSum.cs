using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>Buying pressure and true range of the newest <c>n</c> bars, for <see cref="UltOsc"/>.</summary>
internal struct PressureSum
{
    private RollingSum pressure;
    private RollingSum range;

    /// <summary>The share of the range that buyers won; 0 where nothing moved.</summary>
    public readonly double Share => range.Sum == 0 ? 0 : pressure.Sum / range.Sum;

    public static PressureSum Over(int count, ref Layout l) =>
        new() { pressure = RollingSum.Over(count, ref l), range = RollingSum.Over(count, ref l) };

    /// <returns>Whether there are <c>n</c> bars.</returns>
    public bool Add(double ofBuyers, double ofBar, in Ctx c)
    {
        pressure.Add(ofBuyers, in c);
        return range.Add(ofBar, in c);
    }
}
