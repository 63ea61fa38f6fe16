using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "williams_r",
    "momentum",
    "Williams %R: how far the close lies below the high of the newest bars, −100 to 0.",
    Formula = "−100·(max(H) − C)/(max(H) − min(L)) over n bars, 0 where there is no range; first value at the n-th bar",
    Convention = "TA-Lib: 0 where there is no range; others give −100 there",
    Source = "TA-Lib WILLR; L. Williams",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct WilliamsR : INodeKind<WilliamsR.Parameters, WilliamsR.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of bars")]
        public int Period;
    }

    public struct State
    {
        internal PriceRange Range;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = PriceRange.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        ref readonly Candle bar = ref c.Value(x);
        bool ready = s.Range.Add(in bar, in c);
        double range = s.Range.High - s.Range.Low;
        y = range == 0 ? 0 : -100 * ((s.Range.High - bar.Close.ToDouble()) / range);
        return ready;
    }
}
