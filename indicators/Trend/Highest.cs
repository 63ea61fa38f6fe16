using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "highest",
    "trend",
    "The highest of the newest values.",
    Formula = "max(x) over n values; first value at the n-th input",
    Source = "TA-Lib MAX",
    ComparedWith = Compared.TaLib)]
public readonly struct Highest : INodeKind<Highest.Parameters, Highest.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingExtreme Extreme;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Extreme = RollingExtreme.Highest(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Extreme.Add(value, in c))
        {
            return false;
        }

        y = s.Extreme.Value;
        return true;
    }
}
