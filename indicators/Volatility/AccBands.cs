using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "accbands",
    "volatility",
    "Acceleration bands: averages of the highs and lows, moved outwards by the range of each bar.",
    Formula = "upper = SMA(H·(1 + 4(H−L)/(H+L))), lower = SMA(L·(1 − 4(H−L)/(H+L))), middle = SMA(C) over n bars; first value at the n-th bar",
    Source = "TA-Lib ACCBANDS; P. Headley",
    ComparedWith = Compared.TaLib)]
public readonly struct AccBands : INodeKind<AccBands.Parameters, AccBands.State, In<Candle>, AccBands.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of bars")]
        public int Period;
    }

    public struct State
    {
        internal RollingSum Upper;
        internal RollingSum Middle;
        internal RollingSum Lower;
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
        s.Upper = RollingSum.Over(p.Period, ref l);
        s.Middle = RollingSum.Over(p.Period, ref l);
        s.Lower = RollingSum.Over(p.Period, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        ref readonly Candle bar = ref c.Value(x);
        (double high, double low) = (bar.High.ToDouble(), bar.Low.ToDouble());
        double reach = high + low == 0 ? 0 : 4 * (high - low) / (high + low);
        s.Upper.Add(high * (1 + reach), in c);
        s.Middle.Add(bar.Close.ToDouble(), in c);
        bool ready = s.Lower.Add(low * (1 - reach), in c);
        (y.Upper, y.Middle, y.Lower) = (s.Upper.Mean, s.Middle.Mean, s.Lower.Mean);
        return ready;
    }
}
