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
        internal FastAndSlow Averages;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) =>
        s.Averages = FastAndSlow.Over(p.Average, p.FastPeriod, p.SlowPeriod, ref l);

    public static int WarmUp(in Parameters p) => ChosenAverage.WarmUp(p.Average, p.SlowPeriod);

    public static string? Validate(in Parameters p) => FastAndSlow.Mistake(p.FastPeriod, p.SlowPeriod);

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        bool ready = s.Averages.Add(c.Value(x), in c);
        y = !ready || s.Averages.Slow == 0 ? 0 : 100 * (s.Averages.Distance / s.Averages.Slow);
        return ready;
    }
}
