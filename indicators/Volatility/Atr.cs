using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "atr",
    "volatility",
    "Average true range: how far a bar reaches, gaps included, in units of the price.",
    Formula = "A = (A·(n−1) + TR)/n, TR = max(H−L, |H−C₁|, |L−C₁|) with the close before it; first value at bar n+1: mean of the n true"
        + " ranges after the first bar",
    Convention = "ta_lib: the first bar, which has no close before it, only begins; tradingview and lean: its range H−L counts, and the "
        + "first value comes one bar earlier",
    Source = "TA-Lib ATR; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9; TradingView's by an "
        + "independent script, six decimals")]
public readonly struct Atr : INodeKind<Atr.Parameters, Atr.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of true ranges that the average begins with; each later one weighs 1/period")]
        public int Period;

        [Param("ta_lib", "whether the first bar counts")]
        public Convention Convention;
    }

    public struct State
    {
        internal AverageTrueRange Range;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = AverageTrueRange.Over(p.Period, p.Convention);

    public static int WarmUp(in Parameters p) => p.Convention == Convention.TaLib ? p.Period + 1 : p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        bool ready = s.Range.Add(in c.Value(x));
        y = s.Range.Value;
        return ready;
    }
}
