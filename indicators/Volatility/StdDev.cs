using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "stddev",
    "volatility",
    "Standard deviation of the newest values.",
    Formula = "k·√(Σ(x − mean)²/n), with sample: Σ/(n−1); exactly 0 where all values are the same; first value at the n-th input",
    Convention = "TA-Lib, LEAN and TradingView divide by n, spreadsheets and pandas by n−1. TA-Lib takes small variances for 0, which "
        + "would hide those of micro-priced instruments; this does not",
    Source = "TA-Lib STDDEV",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct StdDev : INodeKind<StdDev.Parameters, StdDev.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(2, 10_000, 20, "number of values")]
        public int Period;

        [Param("population", "whether the sum is divided by n or, for an estimate from a sample, by n−1")]
        public Divisor Divisor;

        [Param(0.001, 100, 1, "what the deviation is multiplied by")]
        public double Deviations;
    }

    public struct State
    {
        internal RollingMoments Moments;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Moments = RollingMoments.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Moments.Add(value, in c))
        {
            return false;
        }

        int divisor = p.Divisor == Divisor.Population ? p.Period : p.Period - 1;
        y = p.Deviations * Math.Sqrt(s.Moments.SquaredDistances / divisor);
        return true;
    }
}
