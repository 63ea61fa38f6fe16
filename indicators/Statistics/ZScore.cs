using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "zscore",
    "statistics",
    "Z-score: how many standard deviations the newest value lies from the mean of the newest values.",
    Formula = "(x − mean)/σ over n values, σ of the population; undefined where all are the same; first value at the n-th input",
    Source = "textbooks",
    ComparedWith = "a table of 60 bars from an independent script, six decimals, and exact arithmetic")]
public readonly struct ZScore : INodeKind<ZScore.Parameters, ZScore.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(2, 10_000, 20, "number of values")]
        public int Period;
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

        double deviation = s.Moments.Deviation;
        y = deviation == 0 ? double.NaN : s.Moments.DistanceOf(value) / deviation;
        return true;
    }
}
