using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "ht_dcperiod",
    "cycle",
    "Length of the dominant cycle in bars, by a Hilbert transform, 6 to 50.",
    Formula = "period from the turning of the parts in phase and in quadrature of (4x + 3x₁ + 2x₂ + x₃)/10, at most 1.5 and at least "
        + "0.67 times the one before, smoothed twice; first value at input 33. The last digits may differ between types of "
        + "processors, since it needs the arc tangent",
    Source = "TA-Lib HT_DCPERIOD; J. Ehlers, Rocket Science for Traders, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct HtDcPeriod : INodeKind<None, HtDcPeriod.State, In<double>, double>
{
    public struct State
    {
        internal HilbertCycle Cycle;
    }

    public static void Init(in None p, ref State s, ref Layout l) => s.Cycle = HilbertCycle.After(HilbertCycle.ShortStart);

    public static int WarmUp(in None p) => 33;

    public static bool Step(in None p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        s.Cycle.Add(value);
        y = s.Cycle.SmoothPeriod;
        return s.Cycle.Count > 32;
    }
}
