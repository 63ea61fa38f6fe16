using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "aroon",
    "momentum",
    "Aroon: how recently the newest bars made their high and their low, 0 to 100 each.",
    Formula = "up = 100·(n − bars since the high)/n, down likewise with the low, over n+1 bars, of equal ones the newest; first value at bar n+1",
    Source = "TA-Lib AROON; T. Chande, 1995",
    ComparedWith = Compared.TaLib)]
public readonly struct Aroon : INodeKind<Aroon.Parameters, Aroon.State, In<Candle>, Aroon.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "how many bars to look back")]
        public int Period;
    }

    public struct State
    {
        internal PriceRange Range;
    }

    public struct Output
    {
        [Field("100 when the newest bar made the low, 0 when the oldest did")]
        public double Down;

        [Field("100 when the newest bar made the high, 0 when the oldest did")]
        public double Up;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = PriceRange.Over(p.Period + 1, ref l);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        bool ready = s.Range.Add(in c.Value(x), in c);
        y.Down = 100.0 / p.Period * (p.Period - s.Range.LowAge);
        y.Up = 100.0 / p.Period * (p.Period - s.Range.HighAge);
        return ready;
    }
}
