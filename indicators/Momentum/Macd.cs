using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "macd",
    "momentum",
    "Moving average convergence divergence: the distance of a fast from a slow exponential average, and that distance smoothed.",
    Formula = "macd = EMA(fast) − EMA(slow); signal = EMA(signal) of macd; histogram = macd − signal. "
        + "Both averages begin at the slow-th input, with the means of the newest fast and slow values; first value at input slow + signal − 1",
    Convention = "ta_lib: both averages begin at the same input; tradingview and lean: the fast one begins at the fast-th. The difference fades",
    Source = "TA-Lib MACD; G. Appel",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9; TradingView's by an independent script, six decimals")]
public readonly struct Macd : INodeKind<Macd.Parameters, Macd.State, In<double>, Macd.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 12, "number of values of the fast average; less than slow_period")]
        public int FastPeriod;

        [Param(2, 10_000, 26, "number of values of the slow average")]
        public int SlowPeriod;

        [Param(1, 10_000, 9, "number of values of the average of macd")]
        public int SignalPeriod;

        [Param("ta_lib", "where the fast average begins")]
        public Convention Convention;
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
        ExponentialAverage.Over(p.FastPeriod),
        ExponentialAverage.Over(p.SlowPeriod),
        ExponentialAverage.Over(p.SignalPeriod),
        skip: p.Convention == Convention.TaLib ? p.SlowPeriod - p.FastPeriod : 0);

    public static int WarmUp(in Parameters p) => p.SlowPeriod + p.SignalPeriod - 1;

    public static string? Validate(in Parameters p) => FastAndSlow.Mistake(p.FastPeriod, p.SlowPeriod);

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        bool ready = s.Averages.Add(c.Value(x));
        y.Macd = s.Averages.Distance;
        y.Signal = s.Averages.Signal;
        y.Histogram = y.Macd - y.Signal;
        return ready;
    }
}
