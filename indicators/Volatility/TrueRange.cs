using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "true_range",
    "volatility",
    "True range: how far the bar reaches, the gap from the close before it included, in units of the price.",
    Formula = "max(H−L, |H−C₁|, |L−C₁|) with the close before it; first value at bar 2",
    Convention = "ta_lib: nothing at the first bar, which has no close before it; tradingview and lean: its high minus its low",
    Source = "TA-Lib TRANGE; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = Compared.TaLib)]
public readonly struct TrueRange : INodeKind<TrueRange.Parameters, TrueRange.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param("ta_lib", "whose first bar")]
        public Convention Convention;
    }

    public struct State
    {
        internal BarReach Range;
    }

    public static int WarmUp(in Parameters p) => p.Convention == Convention.TaLib ? 2 : 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        bool hasClose = s.Range.Next(in c.Value(x), out y);
        return hasClose || p.Convention != Convention.TaLib;
    }
}
