using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "tema",
    "averages",
    "Triple exponential moving average: three exponential averages combined so that still more of the lag goes.",
    Formula = "3·E₁ − 3·E₂ + E₃, each the exponential average of the one before; first value at input 3n−2",
    Source = "TA-Lib TEMA; P. Mulloy, Smoothing Data with Faster Moving Averages, 1994",
    ComparedWith = Compared.TaLib)]
public readonly struct Tema : INodeKind<Tema.Parameters, Tema.State, In<double>, double>
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
        internal ExponentialAverage Third;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.First = ExponentialAverage.Over(p.Period);
        s.Second = ExponentialAverage.Over(p.Period);
        s.Third = ExponentialAverage.Over(p.Period);
    }

    public static int WarmUp(in Parameters p) => (3 * p.Period) - 2;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.First.Add(value) || !s.Second.Add(s.First.Value) || !s.Third.Add(s.Second.Value))
        {
            return false;
        }

        y = (3 * s.First.Value) - (3 * s.Second.Value) + s.Third.Value;
        return true;
    }
}
