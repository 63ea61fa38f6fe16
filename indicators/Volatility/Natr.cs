using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "natr",
    "volatility",
    "Average true range in percent of the close, comparable between instruments and over years.",
    Formula = "100·ATR(n)/C, 0 where the close is 0; first value at bar n+1",
    Source = "TA-Lib NATR",
    ComparedWith = Compared.TaLib)]
public readonly struct Natr : INodeKind<Natr.Parameters, Natr.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of true ranges that the average begins with; each later one weighs 1/period")]
        public int Period;
    }

    public struct State
    {
        internal AverageTrueRange Range;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = AverageTrueRange.Over(p.Period, Convention.TaLib);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        ref readonly Candle bar = ref c.Value(x);
        bool ready = s.Range.Add(in bar);
        double close = bar.Close.ToDouble();
        y = close == 0 ? 0 : 100 * (s.Range.Value / close);
        return ready;
    }
}
