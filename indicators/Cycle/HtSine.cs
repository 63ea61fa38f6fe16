using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "ht_sine",
    "cycle",
    "Sine of the phase of the dominant cycle, and the same an eighth of a turn ahead: they cross at the turns of a cycle.",
    Formula = "sin(phase), sin(phase + 45°), phase as in ht_dcphase; first value at input 64. The last digits may differ between types "
        + "of processors, since it needs sine, cosine and arc tangent",
    Source = "TA-Lib HT_SINE; J. Ehlers, Rocket Science for Traders, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct HtSine : INodeKind<None, HtSine.State, In<double>, HtSine.Output>
{
    public struct State
    {
        internal HilbertCycle Cycle;
        internal CyclePhase Phase;
    }

    public struct Output
    {
        [Field("sine of the phase")]
        public double Sine;

        [Field("sine an eighth of a turn ahead")]
        public double LeadSine;
    }

    public static void Init(in None p, ref State s, ref Layout l)
    {
        s.Cycle = HilbertCycle.After(HilbertCycle.LongStart);
        s.Phase = CyclePhase.Of(ref l);
    }

    public static int WarmUp(in None p) => 64;

    public static bool Step(in None p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Cycle.Add(value))
        {
            return false;
        }

        s.Phase.Add(in s.Cycle, in c);
        y.Sine = s.Phase.Sine;
        y.LeadSine = s.Phase.LeadSine;
        return s.Cycle.Count > 63;
    }
}
