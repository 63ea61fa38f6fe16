using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "macdext",
    "momentum",
    "MACD with any averages: the distance of a fast from a slow average, and that distance averaged.",
    Formula = "macd = fast − slow, signal = average of macd, histogram = macd − signal; fast and slow begin at the same input; first "
        + "value at input slow_period + signal_period − 1 with simple averages",
    Source = "TA-Lib MACDEXT",
    ComparedWith = Compared.TaLib)]
public readonly struct MacdExt : INodeKind<MacdExt.Parameters, MacdExt.State, In<double>, MacdExt.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 12, "number of values of the fast average; less than slow_period")]
        public int FastPeriod;

        [Param("sma", "which average the fast one is")]
        public AverageKind FastAverage;

        [Param(2, 10_000, 26, "number of values of the slow average")]
        public int SlowPeriod;

        [Param("sma", "which average the slow one is")]
        public AverageKind SlowAverage;

        [Param(1, 10_000, 9, "number of values of the average of macd")]
        public int SignalPeriod;

        [Param("sma", "which average the signal is")]
        public AverageKind SignalAverage;
    }

    public struct State
    {
        internal ChosenAverage Fast;
        internal ChosenAverage Slow;
        internal ChosenAverage Signal;
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
        int fast = ChosenAverage.WarmUp(p.FastAverage, p.FastPeriod);
        int slow = ChosenAverage.WarmUp(p.SlowAverage, p.SlowPeriod);
        s.Fast = ChosenAverage.Over(p.FastAverage, p.FastPeriod, ref l, Math.Max(0, slow - fast));
        s.Slow = ChosenAverage.Over(p.SlowAverage, p.SlowPeriod, ref l, Math.Max(0, fast - slow));
        s.Signal = ChosenAverage.Over(p.SignalAverage, p.SignalPeriod, ref l);
    }

    public static int WarmUp(in Parameters p) => Math.Max(ChosenAverage.WarmUp(p.FastAverage, p.FastPeriod), ChosenAverage.WarmUp(p.SlowAverage, p.SlowPeriod))
        + ChosenAverage.WarmUp(p.SignalAverage, p.SignalPeriod) - 1;

    public static string? Validate(in Parameters p) => FastAndSlow.Mistake(p.FastPeriod, p.SlowPeriod);

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        bool ready = s.Fast.Add(value, in c);
        ready &= s.Slow.Add(value, in c);
        y.Macd = s.Fast.Value - s.Slow.Value;
        if (!ready || !s.Signal.Add(y.Macd, in c))
        {
            return false;
        }

        y.Signal = s.Signal.Value;
        y.Histogram = y.Macd - y.Signal;
        return true;
    }
}
