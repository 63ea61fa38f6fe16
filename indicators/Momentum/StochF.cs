using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "stochf",
    "momentum",
    "Fast stochastic oscillator: where the close lies in the range of the newest bars, 0 to 100, and its average.",
    Formula = "k = 100·(C − min(L))/(max(H) − min(L)) over n bars, 0 where there is no range; d = average of k; first value at bar n + "
        + "d_period − 1 with a simple average",
    Source = "TA-Lib STOCHF",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct StochF : INodeKind<StochF.Parameters, StochF.State, In<Candle>, StochF.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 5, "number of bars of the range")]
        public int Period;

        [Param(1, 10_000, 3, "number of values of the average d")]
        public int DPeriod;

        [Param("sma", "which average d is")]
        public AverageKind DAverage;
    }

    public struct State
    {
        internal PriceRange Range;
        internal ChosenAverage D;
    }

    public struct Output
    {
        [Field("place in the range")]
        public double K;

        [Field("average of k")]
        public double D;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Range = PriceRange.Over(p.Period, ref l);
        s.D = ChosenAverage.Over(p.DAverage, p.DPeriod, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period + ChosenAverage.WarmUp(p.DAverage, p.DPeriod) - 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        y = default;
        ref readonly Candle bar = ref c.Value(x);
        if (!s.Range.Add(in bar, in c))
        {
            return false;
        }

        y.K = s.Range.PlaceOf(bar.Close.ToDouble());
        bool ready = s.D.Add(y.K, in c);
        y.D = s.D.Value;
        return ready;
    }
}
