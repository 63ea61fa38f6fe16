using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "keltner",
    "volatility",
    "Keltner channel: an exponential average, and a multiple of the average true range above and below it.",
    Formula = "middle = EMA(C, n); upper, lower = middle ± k·ATR(m); first value at bar max(n, m+1)",
    Convention = "TradingView's form with TA-Lib's true range, whose first bar only begins. LEAN uses simple averages",
    Source = "C. Keltner, 1960, in the form of L. Raschke; ta.kc of TradingView",
    ComparedWith = "a table of 60 bars from an independent script, six decimals")]
public readonly struct Keltner : INodeKind<Keltner.Parameters, Keltner.State, In<Candle>, Keltner.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values of the average")]
        public int Period;

        [Param(1, 10_000, 10, "number of true ranges")]
        public int AtrPeriod;

        [Param(0.001, 100, 2, "distance of the bands from the average, in average true ranges")]
        public double Multiplier;
    }

    public struct State
    {
        internal ExponentialAverage Average;
        internal AverageTrueRange Range;
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

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Average = ExponentialAverage.Over(p.Period);
        s.Range = AverageTrueRange.Over(p.AtrPeriod, Convention.TaLib);
    }

    public static int WarmUp(in Parameters p) => Math.Max(p.Period, p.AtrPeriod + 1);

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        ref readonly Candle bar = ref c.Value(x);
        bool ready = s.Average.Add(bar.Close.ToDouble());
        ready &= s.Range.Add(in bar);
        double distance = p.Multiplier * s.Range.Value;
        y.Middle = s.Average.Value;
        y.Upper = y.Middle + distance;
        y.Lower = y.Middle - distance;
        return ready;
    }
}
