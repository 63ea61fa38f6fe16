using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "hma",
    "averages",
    "Hull moving average: follows quickly and is smooth, but overshoots at turns.",
    Formula = "WMA(2·WMA(x, ⌊n/2⌋) − WMA(x, n), ⌊√n⌋); first value at input n + ⌊√n⌋ − 1",
    Convention = "TradingView: both roots and halves are rounded down; other platforms round to the nearest, which differs for odd periods",
    Source = "A. Hull; ta.hma of TradingView",
    ComparedWith = "a table of 60 bars from an independent script, six decimals")]
public readonly struct Hma : INodeKind<Hma.Parameters, Hma.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(2, 10_000, 9, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingWeightedMean Half;
        internal RollingWeightedMean Whole;
        internal RollingWeightedMean Root;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Half = RollingWeightedMean.Over(p.Period / 2, ref l);
        s.Whole = RollingWeightedMean.Over(p.Period, ref l);
        s.Root = RollingWeightedMean.Over(RootOf(p.Period), ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period + RootOf(p.Period) - 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        s.Half.Add(value, in c);
        if (!s.Whole.Add(value, in c) || !s.Root.Add((2 * s.Half.Value) - s.Whole.Value, in c))
        {
            return false;
        }

        y = s.Root.Value;
        return true;
    }

    private static int RootOf(int period) => (int)Math.Sqrt(period);
}
