using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "ht_trendline",
    "averages",
    "Instantaneous trend line: the mean over one turn of the dominant cycle, so that the cycle cancels out.",
    Formula = "m = mean of the newest P values, P = length of the dominant cycle; (4m + 3m₁ + 2m₂ + m₃)/10; first value at input 64. "
        + "The last digits may differ between types of processors, since it needs the arc tangent",
    Source = "TA-Lib HT_TRENDLINE; J. Ehlers, Rocket Science for Traders, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct HtTrendline : INodeKind<None, HtTrendline.State, In<double>, double>
{
    public struct State
    {
        internal HilbertCycle Cycle;
        internal CycleTrend Trend;
    }

    public static void Init(in None p, ref State s, ref Layout l)
    {
        s.Cycle = HilbertCycle.After(HilbertCycle.LongStart);
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
        y = s.Trend.Value;
        return s.Cycle.Count > 63;
    }
}
