using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "imi",
    "momentum",
    "Intraday momentum index: the share of rising bars in the way from open to close, 0 to 100.",
    Formula = "100·U/(U + D), U = Σ(C − O) of bars that rose, D = Σ(O − C) of those that fell, over n bars; undefined where none moved; first value at the n-th bar",
    Source = "TA-Lib IMI; T. Chande and S. Kroll, The New Technical Trader, 1994",
    ComparedWith = Compared.TaLib)]
public readonly struct Imi : INodeKind<Imi.Parameters, Imi.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of bars")]
        public int Period;
    }

    public struct State
    {
        internal RollingSum Rises;
        internal RollingSum Falls;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Rises = RollingSum.Over(p.Period, ref l);
        s.Falls = RollingSum.Over(p.Period, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        ref readonly Candle bar = ref c.Value(x);
        double move = bar.Close.ToDouble() - bar.Open.ToDouble();
        s.Rises.Add(move > 0 ? move : 0, in c);
        bool ready = s.Falls.Add(move < 0 ? -move : 0, in c);
        double all = s.Rises.Sum + s.Falls.Sum;
        y = all == 0 ? double.NaN : 100 * (s.Rises.Sum / all);
        return ready;
    }
}
