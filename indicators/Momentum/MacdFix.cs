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
        internal ConvergingAverages Averages;
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

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Averages = ConvergingAverages.Of(
        ExponentialAverage.Over(12, 0.15), ExponentialAverage.Over(26, 0.075), ExponentialAverage.Over(p.SignalPeriod), skip: 26 - 12);

    public static int WarmUp(in Parameters p) => 25 + p.SignalPeriod;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        bool ready = s.Averages.Add(c.Value(x));
        y.Macd = s.Averages.Distance;
        y.Signal = s.Averages.Signal;
        y.Histogram = y.Macd - y.Signal;
        return ready;
    }
}
