using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "midpoint",
    "averages",
    "The middle between the highest and the lowest of the newest values.",
    Formula = "(max(x) + min(x))/2 over n values; first value at the n-th input",
    Source = "TA-Lib MIDPOINT",
    ComparedWith = Compared.TaLib)]
public readonly struct Midpoint : INodeKind<Midpoint.Parameters, Midpoint.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingExtreme Highest;
        internal RollingExtreme Lowest;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Highest = RollingExtreme.Highest(p.Period, ref l);
        s.Lowest = RollingExtreme.Lowest(p.Period, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        s.Highest.Add(value, in c);
        bool ready = s.Lowest.Add(value, in c);
        y = (s.Highest.Value + s.Lowest.Value) / 2;
        return ready;
    }
}
