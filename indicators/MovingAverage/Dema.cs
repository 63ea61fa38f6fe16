using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "dema",
    "averages",
    "Double exponential moving average: twice an exponential average less its own average, which takes out most of the lag.",
    Formula = "2·E₁ − E₂, E₁ = EMA(x, n), E₂ = EMA(E₁, n); first value at input 2n−1",
    Source = "TA-Lib DEMA; P. Mulloy, Smoothing Data with Faster Moving Averages, 1994",
    ComparedWith = Compared.TaLib)]
public readonly struct Dema : INodeKind<Dema.Parameters, Dema.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal ExponentialAverage First;
        internal ExponentialAverage Second;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.First = ExponentialAverage.Over(p.Period);
        s.Second = ExponentialAverage.Over(p.Period);
    }

    public static int WarmUp(in Parameters p) => (2 * p.Period) - 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.First.Add(value) || !s.Second.Add(s.First.Value))
        {
            return false;
        }

        y = (2 * s.First.Value) - s.Second.Value;
        return true;
    }
}
