using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "aroonosc",
    "momentum",
    "Aroon oscillator: whether the high or the low of the newest bars is the more recent, −100 to 100.",
    Formula = "Aroon up − Aroon down = 100·(bars since the low − bars since the high)/n over n+1 bars; first value at bar n+1",
    Source = "TA-Lib AROONOSC",
    ComparedWith = Compared.TaLib)]
public readonly struct AroonOsc : INodeKind<AroonOsc.Parameters, AroonOsc.State, In<Candle>, double>
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

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = PriceRange.Over(p.Period + 1, ref l);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        bool ready = s.Range.Add(in c.Value(x), in c);
        y = 100.0 / p.Period * (s.Range.LowAge - s.Range.HighAge);
        return ready;
    }
}
