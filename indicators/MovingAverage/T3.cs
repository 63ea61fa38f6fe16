using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "t3",
    "averages",
    "Tillson's T3: six exponential averages in a row, combined to smoothness with little lag.",
    Formula = "c₁·E₆ + c₂·E₅ + c₃·E₄ + c₄·E₃ with c₁ = −v³, c₂ = 3v² + 3v³, c₃ = −6v² − 3v − 3v³, c₄ = 1 + 3v + v³ + 3v², Eₖ the k-fold"
        + " EMA(n); first value at input 6n−5",
    Source = "TA-Lib T3; T. Tillson, Smoothing Techniques for More Accurate Signals, 1998",
    ComparedWith = Compared.TaLib)]
public readonly struct T3 : INodeKind<T3.Parameters, T3.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 5, "number of values of each average")]
        public long Period;

        [Param(0, 1, 0.7, "how strongly the lag is taken out: 0 is the triple average E₃, 1 the most")]
        public double VolumeFactor;
    }

    public struct State
    {
        internal ExponentialAverage E1;
        internal ExponentialAverage E2;
        internal ExponentialAverage E3;
        internal ExponentialAverage E4;
        internal ExponentialAverage E5;
        internal ExponentialAverage E6;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.E1 = s.E2 = s.E3 = s.E4 = s.E5 = s.E6 = ExponentialAverage.Over((int)p.Period);
    }

    public static int WarmUp(in Parameters p) => (6 * (int)p.Period) - 5;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.E1.Add(value) || !s.E2.Add(s.E1.Value) || !s.E3.Add(s.E2.Value)
            || !s.E4.Add(s.E3.Value) || !s.E5.Add(s.E4.Value) || !s.E6.Add(s.E5.Value))
        {
            return false;
        }

        double v = p.VolumeFactor;
        double squared = v * v;
        double cubed = squared * v;
        y = (-cubed * s.E6.Value)
            + (3 * (squared + cubed) * s.E5.Value)
            + (((-6 * squared) - (3 * (v + cubed))) * s.E4.Value)
            + ((1 + (3 * v) + cubed + (3 * squared)) * s.E3.Value);
        return true;
    }
}
