using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "ppo",
    "momentum",
    "Price oscillator: the distance of a fast from a slow average, in percent of the slow one.",
    Formula = "100·(fast − slow)/slow, 0 where the slow one is 0; first value at input slow_period with simple averages",
    Convention = "TA-Lib: simple averages by default; each begins as soon as it can, unlike those of macd",
    Source = "TA-Lib PPO",
    ComparedWith = Compared.TaLib)]
public readonly struct Ppo : INodeKind<Ppo.Parameters, Ppo.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 12, "number of values of the fast average; less than slow_period")]
        public int FastPeriod;

        [Param(2, 10_000, 26, "number of values of the slow average")]
        public int SlowPeriod;

        [Param("sma", "which average both are")]
        public AverageKind Average;
    }

    public struct State
    {
        internal ChosenAverage Fast;
        internal ChosenAverage Slow;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Fast = ChosenAverage.Over(p.Average, p.FastPeriod, ref l);
        s.Slow = ChosenAverage.Over(p.Average, p.SlowPeriod, ref l);
    }

    public static int WarmUp(in Parameters p) => ChosenAverage.WarmUp(p.Average, p.SlowPeriod);

    public static string? Validate(in Parameters p) => FastAndSlow.Mistake(p.FastPeriod, p.SlowPeriod);

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        s.Fast.Add(value, in c);
        if (!s.Slow.Add(value, in c))
        {
            return false;
        }

        (double fast, double slow) = (s.Fast.Value, s.Slow.Value);
        y = slow == 0 ? 0 : 100 * ((fast - slow) / slow);
        return true;
    }
}
