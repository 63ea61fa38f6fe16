using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "linear_regression",
    "statistics",
    "Regression line through the newest values: its end, its slope, its beginning and how well it fits.",
    Formula = "slope = Σ(i − ī)(x − mean)/Σ(i − ī)², i = 0 … n−1 from the oldest; value, intercept = mean ± slope·(n−1)/2; r2 = "
        + "explained share of the variance, undefined where all values are the same; first value at the n-th input",
    Source = "TA-Lib LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT; textbooks for r²",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct LinearRegression : INodeKind<LinearRegression.Parameters, LinearRegression.State, In<double>, LinearRegression.Output>
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

    public struct Output
    {
        [Field("the line at the newest value")]
        public double Value;

        [Field("how far it rises from one value to the next")]
        public double Slope;

        [Field("the line at the oldest of the values")]
        public double Intercept;

        [Field("how much of the variance it explains, 0 to 1")]
        public double R2;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Line = RollingLine.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Line.Add(value, in c))
        {
            return false;
        }

        y.Value = s.Line.At(0);
        y.Slope = s.Line.Slope;
        y.Intercept = s.Line.At(p.Period - 1);
        y.R2 = s.Line.Determination;
        return true;
    }
}
