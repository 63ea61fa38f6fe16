using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "kama",
    "averages",
    "Kaufman's adaptive moving average: quick where prices go one way, slow where they go to and fro.",
    Formula = "K += c²·(x − K), c = ER·(2/(fast+1) − 2/(slow+1)) + 2/(slow+1), ER = |x − x[t−n]| / Σ|x − x₁| over n changes, 1 where "
        + "nothing moved; first value at input n+1, K begins with the value before it",
    Convention = "TA-Lib, whose period is 30 by default, and whose fast and slow are fixed",
    Source = "TA-Lib KAMA; P. Kaufman, Trading Systems and Methods",
    ComparedWith = Compared.TaLib)]
public readonly struct Kama : INodeKind<Kama.Parameters, Kama.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 10, "number of changes that the efficiency is measured over")]
        public int Period;

        [Param(1, 10_000, 2, "average that it is as quick as in a straight move")]
        public int FastPeriod;

        [Param(1, 10_000, 30, "average that it is as slow as in a move to and fro")]
        public int SlowPeriod;
    }

    public struct State
    {
        internal Ring<double> Values;
        internal RollingSum Moves;
        internal double Value;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Values = l.Ring<double>(p.Period + 1);
        s.Moves = RollingSum.Over(p.Period, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static string? Validate(in Parameters p) => p.FastPeriod <= p.SlowPeriod
        ? null
        : $"fast_period {p.FastPeriod} is greater than slow_period {p.SlowPeriod}; exchange them";

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        RingView<double> values = c.Open(ref s.Values);
        values.Push(value);
        if (values.Count == 1 || !s.Moves.Add(Math.Abs(value - values[1]), in c))
        {
            s.Value = value;
            return false;
        }

        double moved = s.Moves.Sum;
        double change = Math.Abs(value - values[p.Period]);
        double efficiency = moved <= change ? 1 : change / moved;
        double slow = 2.0 / (p.SlowPeriod + 1);
        double weight = (efficiency * ((2.0 / (p.FastPeriod + 1)) - slow)) + slow;
        s.Value = Decay.Snap(s.Value + (weight * weight * (value - s.Value)));
        y = s.Value;
        return true;
    }
}
