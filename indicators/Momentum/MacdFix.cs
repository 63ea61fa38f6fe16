using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "macdfix",
    "momentum",
    "MACD with the weights it was first published with, 0.15 and 0.075, which are not quite those of 12 and 26 values.",
    Formula = "macd = E₀.₁₅ − E₀.₀₇₅, which begin at input 26 with the means of the newest 12 and 26 values; signal = "
        + "EMA(signal_period) of macd; histogram = macd − signal; first value at input 25 + signal_period",
    Source = "TA-Lib MACDFIX; G. Appel",
    ComparedWith = Compared.TaLib)]
public readonly struct MacdFix : INodeKind<MacdFix.Parameters, MacdFix.State, In<double>, MacdFix.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 9, "number of values of the average of macd")]
        public int SignalPeriod;
    }

    public struct State
    {
        internal ExponentialAverage Fast;
        internal ExponentialAverage Slow;
        internal ExponentialAverage Signal;

        /// <summary>Inputs that the fast average still leaves out, so that both averages begin together.</summary>
        internal long Skip;
    }

    public struct Output
    {
        [Field("fast average minus slow average")]
        public double Macd;

        [Field("average of macd")]
        public double Signal;

        [Field("macd minus signal")]
        public double Histogram;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Fast = ExponentialAverage.Over(12, 0.15);
        s.Slow = ExponentialAverage.Over(26, 0.075);
        s.Signal = ExponentialAverage.Over(p.SignalPeriod);
        s.Skip = 26 - 12;
    }

    public static int WarmUp(in Parameters p) => 25 + p.SignalPeriod;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        if (s.Skip > 0)
        {
            s.Skip--;
        }
        else
        {
            s.Fast.Add(value);
        }

        if (!s.Slow.Add(value))
        {
            return false;
        }

        y.Macd = s.Fast.Value - s.Slow.Value;
        if (!s.Signal.Add(y.Macd))
        {
            return false;
        }

        y.Signal = s.Signal.Value;
        y.Histogram = y.Macd - y.Signal;
        return true;
    }
}
