using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "cci",
    "momentum",
    "Commodity channel index: how far the typical price lies from its average, in usual distances.",
    Formula = "(TP − SMA(TP))/(0.015·mean |TP − SMA(TP)|) over n bars, TP = (H+L+C)/3; 0 where the distances are 0; first value at the "
        + "n-th bar. The work grows with n, since every distance changes with the average",
    Convention = "TA-Lib, whose period is 14 by default",
    Source = "TA-Lib CCI; D. Lambert, 1980",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct Cci : INodeKind<Cci.Parameters, Cci.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of bars")]
        public int Period;
    }

    public struct State
    {
        internal MeanDeviation Typical;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Typical = MeanDeviation.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        double typical = CandlePrice.Typical(in c.Value(x));
        bool ready = s.Typical.Add(typical, in c);
        y = s.Typical.Deviation == 0 ? 0 : s.Typical.Distance / (0.015 * s.Typical.Deviation);
        return ready;
    }
}
