using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "candlestick",
    "patterns",
    "Whether the newest bars show a candlestick pattern: above 0 upwards, below 0 downwards, 0 where they do not.",
    Formula = "100 or −100 at the bar that completes the pattern, 80 or −80 where bodies share an edge, 200 or −200 where a later bar confirms it, else 0; a bar is white where C ≥ O, else black. "
        + "Averages are of the bars before: a body is long or short against the mean of 10 bodies, doji up to a tenth of the mean range of 10 bars; "
        + "there is no shadow below a tenth of it, a shadow is short below half the mean of both shadows of 10 bars, long above its own body, very long above twice that; "
        + "near, far and equal are 0.2, 0.6 and 0.05 of the mean range of 5 bars. Compared exactly, without rounding. First value when the averages of the pattern are full",
    Source = "TA-Lib CDL functions with their default settings",
    ComparedWith = "the C implementation of TA-Lib (0.6.0-dev) over 20000 bars, and examples of each pattern with near misses")]
public readonly struct Candlestick : INodeKind<Candlestick.Parameters, Candlestick.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param("doji", "the pattern")]
        public CandlestickPattern Pattern;

        [Param("0", "1", "0", "how far into the body of the first bar a star, cloud, baby or mat must close, as a fraction; 0: as far as is usual for it")]
        public Price Penetration;
    }

    public struct State
    {
        internal Ring<PatternBar> Bars;
        internal long Count;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Bars = l.Ring<PatternBar>(PatternWindow.Capacity);

    public static int WarmUp(in Parameters p) => Patterns.Lookback(p.Pattern) + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        y = 0;
        RingView<PatternBar> bars = c.Open(ref s.Bars);
        PatternWindow.Push(bars, in c.Value(x));
        if (s.Count++ < Patterns.Lookback(p.Pattern))
        {
            return false;
        }

        y = Patterns.Evaluate(p.Pattern, new PatternWindow(bars, p.Penetration));
        return true;
    }
}
