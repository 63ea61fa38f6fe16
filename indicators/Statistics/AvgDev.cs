using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "avgdev",
    "statistics",
    "Mean absolute distance of the newest values from their mean.",
    Formula = "Σ|x − mean|/n; first value at the n-th input. The work grows with n, since every distance changes with the mean",
    Source = "TA-Lib AVGDEV",
    ComparedWith = Compared.TaLib)]
public readonly struct AvgDev : INodeKind<AvgDev.Parameters, AvgDev.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal MeanDeviation Values;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Values = MeanDeviation.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Values.Add(value, in c))
        {
            return false;
        }

        y = s.Values.Deviation;
        return true;
    }
}
