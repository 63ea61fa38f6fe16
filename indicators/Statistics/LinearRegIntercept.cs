using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "linearreg_intercept",
    "statistics",
    "Beginning of the regression line: where the straight line through the newest values lies at the oldest of them.",
    Formula = "mean − slope·(n−1)/2, slope = Σ(i − ī)(x − mean)/Σ(i − ī)², i = 0 … n−1 from the oldest; first value at the n-th input",
    Source = "TA-Lib LINEARREG_INTERCEPT",
    ComparedWith = Compared.TaLib)]
public readonly struct LinearRegIntercept : INodeKind<LinearRegIntercept.Parameters, LinearRegIntercept.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(2, 10_000, 14, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingLine Line;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Line = RollingLine.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Line.Add(value, in c))
        {
            return false;
        }

        y = s.Line.At(p.Period - 1);
        return true;
    }
}
