using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "wma",
    "averages",
    "Linearly weighted moving average: the newest value weighs most, each older one a step less.",
    Formula = "Σ (n−i)·x[t−i] / (n(n+1)/2), i = 0 … n−1; first value at the n-th input",
    Source = "TA-Lib WMA",
    ComparedWith = Compared.TaLib)]
public readonly struct Wma : INodeKind<Wma.Parameters, Wma.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingWeightedMean Mean;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Mean = RollingWeightedMean.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Mean.Add(value, in c))
        {
            return false;
        }

        y = s.Mean.Value;
        return true;
    }
}
