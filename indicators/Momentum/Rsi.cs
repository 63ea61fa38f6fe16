using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "rsi",
    "momentum",
    "Relative strength index: the share of gains in all recent movement, 0 to 100. A flat market reads 0; do not take it for a signal.",
    Formula = "100·G/(G+L), 0 when both are 0; G and L are Wilder's averages of gains and losses over n changes; first value at input n+1",
    Source = "TA-Lib RSI; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978")]
public readonly struct Rsi : INodeKind<Rsi.Parameters, Rsi.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of changes that the averages begin with; each later one weighs 1/period")]
        public int Period;
    }

    public struct State
    {
        internal WilderAverage Gain;
        internal WilderAverage Loss;
        internal double Previous;
        internal long Started;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Gain = WilderAverage.Over(p.Period);
        s.Loss = WilderAverage.Over(p.Period);
    }

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        double change = value - s.Previous;
        s.Previous = value;
        if (s.Started == 0)
        {
            s.Started = 1;
            return false;
        }

        bool ready = s.Gain.Add(change > 0 ? change : 0);
        s.Loss.Add(change < 0 ? -change : 0);
        if (!ready)
        {
            return false;
        }

        double gain = s.Gain.Value;
        double loss = s.Loss.Value;
        y = gain + loss == 0 ? 0 : 100 * (gain / (gain + loss));
        return true;
    }
}
