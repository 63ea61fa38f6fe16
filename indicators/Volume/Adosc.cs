using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "adosc",
    "volume",
    "Chaikin's oscillator: a fast minus a slow average of the accumulation and distribution line.",
    Formula = "EMA(fast) − EMA(slow) of AD; both averages begin with the first bar's AD, E += 2/(n+1) · (AD − E); first value at bar max(fast, slow)",
    Source = "TA-Lib ADOSC; M. Chaikin")]
public readonly struct Adosc : INodeKind<Adosc.Parameters, Adosc.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(2, 10_000, 3, "number of bars of the fast average")]
        public int FastPeriod;

        [Param(2, 10_000, 10, "number of bars of the slow average")]
        public int SlowPeriod;
    }

    public struct State
    {
        internal AccumulationDistribution Line;
        internal double Fast;
        internal double Slow;
        internal long Count;
    }

    public static int WarmUp(in Parameters p) => Math.Max(p.FastPeriod, p.SlowPeriod);

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        s.Line.Add(in c.Value(x));
        double value = s.Line.Value;
        if (s.Count++ == 0)
        {
            (s.Fast, s.Slow) = (value, value);
        }
        else
        {
            s.Fast = Decay.Snap(s.Fast + (2.0 / (p.FastPeriod + 1) * (value - s.Fast)));
            s.Slow = Decay.Snap(s.Slow + (2.0 / (p.SlowPeriod + 1) * (value - s.Slow)));
        }

        y = s.Fast - s.Slow;
        return s.Count >= WarmUp(in p);
    }
}
