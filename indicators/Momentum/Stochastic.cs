using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "stochastic",
    "momentum",
    "Slow stochastic oscillator: where the close lies in the range of the newest bars, 0 to 100, smoothed twice.",
    Formula = "fast = 100·(C − min(L))/(max(H) − min(L)) over n bars, 0 where there is no range; k = average of fast, d = average of k;"
        + " first value at bar n + k_period + d_period − 2 with simple averages",
    Convention = "TA-Lib, whose periods are 5, 3, 3 by default; its STOCHF is the kind stochf. LEAN's value is fast",
    Source = "TA-Lib STOCH; G. Lane",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct Stochastic : INodeKind<Stochastic.Parameters, Stochastic.State, In<Candle>, Stochastic.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of bars of the range")]
        public int Period;

        [Param(1, 10_000, 3, "number of values of the average k")]
        public int KPeriod;

        [Param("sma", "which average k is")]
        public AverageKind KAverage;

        [Param(1, 10_000, 3, "number of values of the average d")]
        public int DPeriod;

        [Param("sma", "which average d is")]
        public AverageKind DAverage;
    }

    public struct State
    {
        internal PriceRange Range;
        internal ChosenAverage K;
        internal ChosenAverage D;
    }

    public struct Output
    {
        [Field("place in the range, averaged")]
        public double K;

        [Field("average of k")]
        public double D;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Range = PriceRange.Over(p.Period, ref l);
        s.K = ChosenAverage.Over(p.KAverage, p.KPeriod, ref l);
        s.D = ChosenAverage.Over(p.DAverage, p.DPeriod, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period + ChosenAverage.WarmUp(p.KAverage, p.KPeriod) + ChosenAverage.WarmUp(p.DAverage, p.DPeriod) - 2;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        y = default;
        ref readonly Candle bar = ref c.Value(x);
        if (!s.Range.Add(in bar, in c)
            || !s.K.Add(s.Range.PlaceOf(bar.Close.ToDouble()), in c)
            || !s.D.Add(s.K.Value, in c))
        {
            return false;
        }

        y.K = s.K.Value;
        y.D = s.D.Value;
        return true;
    }
}
