using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "ema",
    "averages",
    "Exponential moving average: each value weighs a fixed factor less than the one after it.",
    Formula = "E += 2/(n+1) · (x − E); first value at the n-th input: mean of the first n",
    Source = "TA-Lib EMA (default compatibility)",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct Ema : INodeKind<Ema.Parameters, Ema.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values; the weight of the newest is 2/(period + 1)")]
        public int Period;
    }

    public struct State
    {
        internal ExponentialAverage Average;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Average = ExponentialAverage.Over(p.Period);

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
