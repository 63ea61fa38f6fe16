using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "bollinger",
    "volatility",
    "Bollinger bands: a simple average, and a number of standard deviations above and below it.",
    Formula = "middle = mean of the newest n; upper, lower = middle ± k·σ, σ² = Σ(x − middle)²/n; first value at the n-th input",
    Convention = "TA-Lib, LEAN and TradingView divide by n, spreadsheets and pandas by n−1. TA-Lib takes small variances for 0, "
        + "which would hide the bands of micro-priced instruments; this does not",
    Source = "TA-Lib BBANDS; J. Bollinger",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9; exact arithmetic")]
public readonly struct Bollinger : INodeKind<Bollinger.Parameters, Bollinger.State, In<double>, Bollinger.Output>
{
    public struct Parameters
    {
        [Param(2, 10_000, 20, "number of values")]
        public long Period;

        [Param(0.001, 100, 2, "distance of the bands from the average, in standard deviations")]
        public double Deviations;
    }

    public struct State
    {
        internal RollingMoments Moments;
    }

    public struct Output
    {
        [Field("average plus the distance")]
        public double Upper;

        [Field("simple moving average")]
        public double Middle;

        [Field("average minus the distance")]
        public double Lower;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Moments = RollingMoments.Over((int)p.Period, ref l);

    public static int WarmUp(in Parameters p) => (int)p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Moments.Add(value, in c))
        {
            return false;
        }

        double distance = p.Deviations * s.Moments.Deviation;
        y.Middle = s.Moments.Mean;
        y.Upper = y.Middle + distance;
        y.Lower = y.Middle - distance;
        return true;
    }
}
