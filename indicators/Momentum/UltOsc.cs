using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "ultosc",
    "momentum",
    "Ultimate oscillator: buying pressure as a share of the true range over three spans, 0 to 100.",
    Formula = "100·(4·A₁ + 2·A₂ + A₃)/7, Aᵢ = Σ(C − min(L, C₁))/ΣTR over each span, 0 where nothing moved; first value at bar long_period + 1",
    Convention = "TA-Lib sorts the three periods; here they must be in order",
    Source = "TA-Lib ULTOSC; L. Williams, 1976",
    ComparedWith = Compared.TaLib)]
public readonly struct UltOsc : INodeKind<UltOsc.Parameters, UltOsc.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 7, "number of bars of the short span")]
        public int ShortPeriod;

        [Param(1, 10_000, 14, "number of bars of the middle span")]
        public int MiddlePeriod;

        [Param(1, 10_000, 28, "number of bars of the long span")]
        public int LongPeriod;
    }

    public struct State
    {
        internal PressureSum Short;
        internal PressureSum Middle;
        internal PressureSum Long;
        internal double PreviousClose;
        internal long Started;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Short = PressureSum.Over(p.ShortPeriod, ref l);
        s.Middle = PressureSum.Over(p.MiddlePeriod, ref l);
        s.Long = PressureSum.Over(p.LongPeriod, ref l);
    }

    public static int WarmUp(in Parameters p) => p.LongPeriod + 1;

    public static string? Validate(in Parameters p) => p.ShortPeriod <= p.MiddlePeriod && p.MiddlePeriod <= p.LongPeriod
        ? null
        : $"short_period {p.ShortPeriod}, middle_period {p.MiddlePeriod} and long_period {p.LongPeriod} do not rise; put them in order";

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        y = 0;
        ref readonly Candle bar = ref c.Value(x);
        double before = s.PreviousClose;
        s.PreviousClose = bar.Close.ToDouble();
        if (s.Started == 0)
        {
            s.Started = 1;
            return false;
        }

        double low = Math.Min(bar.Low.ToDouble(), before);
        double pressure = bar.Close.ToDouble() - low;
        double range = Math.Max(bar.High.ToDouble(), before) - low;
        s.Short.Add(pressure, range, in c);
        s.Middle.Add(pressure, range, in c);
        bool ready = s.Long.Add(pressure, range, in c);
        y = 100 * ((4 * s.Short.Share) + (2 * s.Middle.Share) + s.Long.Share) / 7;
        return ready;
    }
}
