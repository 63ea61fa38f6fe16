using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "ht_phasor",
    "cycle",
    "The two parts of the dominant cycle: the one in phase and the one a quarter of a turn behind.",
    Formula = "quadrature = Hilbert transform of the detrended price, in_phase = the detrended price of three bars ago; first value at "
        + "input 33. The last digits may differ between types of processors, since it needs the arc tangent",
    Source = "TA-Lib HT_PHASOR; J. Ehlers, Rocket Science for Traders, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct HtPhasor : INodeKind<None, HtPhasor.State, In<double>, HtPhasor.Output>
{
    public struct State
    {
        internal HilbertCycle Cycle;
    }

    public struct Output
    {
        [Field("the part in phase, in units of the price")]
        public double InPhase;

        [Field("the part a quarter of a turn behind")]
        public double Quadrature;
    }

    public static void Init(in None p, ref State s, ref Layout l) => s.Cycle = HilbertCycle.After(HilbertCycle.ShortStart);

    public static int WarmUp(in None p) => 33;

    public static bool Step(in None p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        s.Cycle.Add(value);
        y.InPhase = s.Cycle.InPhase;
        y.Quadrature = s.Cycle.Quadrature;
        return s.Cycle.Count > 32;
    }
}
