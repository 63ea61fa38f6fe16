using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "rma",
    "averages",
    "Wilder's moving average: an exponential one in which the newest value weighs 1/n.",
    Formula = "R = (R·(n−1) + x)/n; first value at the n-th input: mean of the first n",
    Source = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; ta.rma of TradingView",
    ComparedWith = "the formula over whole arrays")]
public readonly struct Rma : INodeKind<Rma.Parameters, Rma.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal WilderAverage Average;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Average = WilderAverage.Over(p.Period);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Average.Add(value))
        {
            return false;
        }

        y = s.Average.Value;
        return true;
    }
}
