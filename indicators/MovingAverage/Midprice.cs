using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "midprice",
    "averages",
    "The middle between the highest high and the lowest low of the newest bars.",
    Formula = "(max(H) + min(L))/2 over n bars; first value at the n-th bar",
    Source = "TA-Lib MIDPRICE",
    ComparedWith = Compared.TaLib)]
public readonly struct Midprice : INodeKind<Midprice.Parameters, Midprice.State, In<Candle>, double>
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
        bool ready = s.Range.Add(in c.Value(x), in c);
        y = s.Range.Middle;
        return ready;
    }
}
