using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "ht_trendmode",
    "cycle",
    "Whether the market trends (1) or moves in a cycle (0).",
    Formula = "0 for half a turn after sine and lead sine cross, and while the phase advances between 0.67 and 1.5 times as fast as the"
        + " cycle turns; 1 else, and wherever the smoothed price is 1.5 % or more from the trend line; first value at input 64. The"
        + " last digits may differ between types of processors, since it needs sine, cosine and arc tangent",
    Source = "TA-Lib HT_TRENDMODE; J. Ehlers, Rocket Science for Traders, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct HtTrendMode : INodeKind<None, HtTrendMode.State, In<double>, double>
{
    public struct State
    {
        internal HilbertCycle Cycle;
        internal CyclePhase Phase;
        internal CycleTrend Trend;
        internal double Sine;
        internal double LeadSine;

        /// <summary>Bars since the sines crossed.</summary>
        internal long Since;
    }

    public static void Init(in None p, ref State s, ref Layout l)
    {
        s.Cycle = HilbertCycle.After(HilbertCycle.LongStart);
        s.Phase = CyclePhase.Of(ref l);
        s.Trend = CycleTrend.Of(ref l);
    }

    public static int WarmUp(in None p) => 64;

    public static bool Step(in None p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        bool measures = s.Cycle.Add(value);
        s.Trend.Add(value, in s.Cycle, measures, in c);
        if (!measures)
        {
            return false;
        }

        double before = s.Phase.Value;
        s.Phase.Add(in s.Cycle, in c);
        y = IsTrend(ref s, s.Phase.Value - before) ? 1 : 0;
        return s.Cycle.Count > 63;
    }

    private static bool IsTrend(ref State s, double advance)
    {
        (double sine, double lead) = (s.Sine, s.LeadSine);
        (s.Sine, s.LeadSine) = (s.Phase.Sine, s.Phase.LeadSine);
        bool crossed = (s.Sine > s.LeadSine && sine <= lead) || (s.Sine < s.LeadSine && sine >= lead);
        s.Since = crossed ? 1 : s.Since + 1;
        double turn = 360 / s.Cycle.SmoothPeriod;
        bool cycles = crossed || s.Since < 0.5 * s.Cycle.SmoothPeriod || (advance > 0.67 * turn && advance < 1.5 * turn);
        return !cycles || (s.Trend.Value != 0 && Math.Abs((s.Cycle.Smoothed - s.Trend.Value) / s.Trend.Value) >= 0.015);
    }
}
