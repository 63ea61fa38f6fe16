using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "ht_dcphase",
    "cycle",
    "Phase of the dominant cycle in degrees, −45 to 315; a straight run of phases is a cycle, a standstill a trend.",
    Formula = "angle of Σ sin(2πi/P)·s[t−i] and Σ cos(2πi/P)·s[t−i] over one turn of P bars of the smoothed price s, + 90 + 360/P; "
        + "first value at input 64. The last digits may differ between types of processors, since it needs sine, cosine and arc "
        + "tangent",
    Source = "TA-Lib HT_DCPHASE; J. Ehlers, Rocket Science for Traders, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct HtDcPhase : INodeKind<None, HtDcPhase.State, In<double>, double>
{
    public struct State
    {
        internal HilbertCycle Cycle;
        internal CyclePhase Phase;
    }

    public static void Init(in None p, ref State s, ref Layout l)
    {
        s.Cycle = HilbertCycle.After(HilbertCycle.LongStart);
        s.Phase = CyclePhase.Of(ref l);
    }

    public static int WarmUp(in None p) => 64;

    public static bool Step(in None p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Cycle.Add(value))
        {
            return false;
        }

        s.Phase.Add(in s.Cycle, in c);
        y = s.Phase.Value;
        return s.Cycle.Count > 63;
    }
}
