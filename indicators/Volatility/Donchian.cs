using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "donchian",
    "volatility",
    "Donchian channel: the highest high and the lowest low of the newest bars.",
    Formula = "upper = max(H), lower = min(L) over n bars, middle = their mean; first value at the n-th bar, one later without the newest",
    Convention = "TradingView and LEAN include the newest bar, others do not: current_bar: excluded, which is what a close can break out of",
    Source = "R. Donchian; TradingView",
    ComparedWith = "the reference table, and a plain search over whole arrays")]
public readonly struct Donchian : INodeKind<Donchian.Parameters, Donchian.State, In<Candle>, Donchian.Output>
{
    /// <summary>Whether a bar belongs to the channel that is told with it.</summary>
    public enum CurrentBar
    {
        Included,
        Excluded,
    }

    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of bars")]
        public int Period;

        [Param("included", "whether the newest bar belongs to its own channel")]
        public CurrentBar CurrentBar;
    }

    public struct State
    {
        internal PriceRange Range;
        internal long Bars;
    }

    public struct Output
    {
        [Field("the upper band")]
        public double Upper;

        [Field("the line between them")]
        public double Middle;

        [Field("the lower band")]
        public double Lower;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = PriceRange.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.CurrentBar == CurrentBar.Included ? p.Period : p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        y = default;
        bool ready = s.Bars >= p.Period;
        if (p.CurrentBar == CurrentBar.Included)
        {
            ready = s.Range.Add(in c.Value(x), in c);
        }

        (y.Upper, y.Lower) = (s.Range.High, s.Range.Low);
        y.Middle = (y.Upper + y.Lower) / 2;
        if (p.CurrentBar == CurrentBar.Excluded)
        {
            s.Range.Add(in c.Value(x), in c);
            s.Bars++;
        }

        return ready;
    }
}
