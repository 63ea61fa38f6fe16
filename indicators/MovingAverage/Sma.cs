using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "sma",
    "averages",
    "Simple moving average: the mean of the newest values.",
    Formula = "(x[t] + x[t−1] + … + x[t−n+1]) / n; first value at the n-th input",
    Source = "TA-Lib SMA",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct Sma : INodeKind<Sma.Parameters, Sma.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingSum Sum;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Sum = RollingSum.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Sum.Add(value, in c))
        {
            return false;
        }

        y = s.Sum.Mean;
        return true;
    }
}
