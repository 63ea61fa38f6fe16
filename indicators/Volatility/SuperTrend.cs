using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "supertrend",
    "volatility",
    "SuperTrend: a band at a multiple of the average true range that follows the trend and stays until the close breaks it.",
    Formula = "basic = (H+L)/2 ± k·ATR(n); the lower band only rises while the closes stay above it, the upper only falls while they "
        + "stay below; the direction turns when the close is beyond the band that is in force; value = that band. First value at "
        + "the n-th bar, whose direction is down",
    Convention = "TradingView: direction 1 is down and −1 is up, and the average true range counts the first bar",
    Source = "O. Seban; ta.supertrend of TradingView",
    ComparedWith = "tables of 60 bars from an independent script: values and turns, six decimals")]
public readonly struct SuperTrend : INodeKind<SuperTrend.Parameters, SuperTrend.State, In<Candle>, SuperTrend.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 10, "number of true ranges")]
        public long Period;

        [Param(0.001, 100, 3, "distance of the bands from the middle of the bar, in average true ranges")]
        public double Multiplier;
    }

    public struct State
    {
        internal AverageTrueRange Range;
        internal double Upper;
        internal double Lower;
        internal double Close;

        /// <summary>1 down, −1 up, 0 before the first value.</summary>
        internal long Direction;
    }

    public struct Output
    {
        [Field("the band in force")]
        public double Value;

        [Field("1 in a fall, −1 in a rise")]
        public double Direction;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = AverageTrueRange.Over((int)p.Period, Convention.Tradingview);

    public static int WarmUp(in Parameters p) => (int)p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        y = default;
        ref readonly Candle bar = ref c.Value(x);
        bool ready = s.Range.Add(in bar);
        (double before, double close) = (s.Close, bar.Close.ToDouble());
        s.Close = close;
        if (!ready)
        {
            return false;
        }

        double middle = CandlePrice.Middle(in bar);
        double upper = middle + (p.Multiplier * s.Range.Value);
        double lower = middle - (p.Multiplier * s.Range.Value);
        bool first = s.Direction == 0;
        s.Upper = first || upper < s.Upper || before > s.Upper ? upper : s.Upper;
        s.Lower = first || lower > s.Lower || before < s.Lower ? lower : s.Lower;
        s.Direction = first ? 1
            : s.Direction == 1 ? (close > s.Upper ? -1 : 1)
            : close < s.Lower ? 1 : -1;
        y.Value = s.Direction == 1 ? s.Upper : s.Lower;
        y.Direction = s.Direction;
        return true;
    }
}
