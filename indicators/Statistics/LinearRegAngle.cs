using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "linearreg_angle",
    "statistics",
    "Slope of the regression line as an angle in degrees.",
    Formula = "atan(slope)·180/π, slope = Σ(i − ī)(x − mean)/Σ(i − ī)², i = 0 … n−1 from the oldest; first value at the n-th input. The"
        + " last digits may differ between types of processors, since it needs the arc tangent",
    Source = "TA-Lib LINEARREG_ANGLE",
    ComparedWith = Compared.TaLib)]
public readonly struct LinearRegAngle : INodeKind<LinearRegAngle.Parameters, LinearRegAngle.State, In<double>, double>
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

        y = Math.Atan(s.Line.Slope) * (180 / Math.PI);
        return true;
    }
}
