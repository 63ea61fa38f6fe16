using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "vwma",
    "averages",
    "Volume-weighted moving average: each price weighs as much as was traded in its bar.",
    Formula = "Σ price·volume / Σ volume over n bars; silent where nothing was traded in all of them; first value at the n-th bar",
    Source = "ta.vwma of TradingView",
    ComparedWith = "exact arithmetic over whole arrays")]
public readonly struct Vwma : INodeKind<Vwma.Parameters, Vwma.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of bars")]
        public int Period;

        [Param("close", "which price of a bar")]
        public PriceSource Source;
    }

    public struct State
    {
        internal RollingSum Worth;
        internal RollingSum Volume;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Worth = RollingSum.Over(p.Period, ref l);
        s.Volume = RollingSum.Over(p.Period, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        ref readonly Candle bar = ref c.Value(x);
        double volume = bar.Volume.ToDouble();
        s.Worth.Add(CandlePrice.Of(in bar, p.Source) * volume, in c);
        bool ready = s.Volume.Add(volume, in c) && s.Volume.Sum > 0;
        y = ready ? s.Worth.Sum / s.Volume.Sum : 0;
        return ready;
    }
}
