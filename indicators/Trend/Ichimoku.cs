using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "ichimoku",
    "trend",
    "Ichimoku: the middles of three ranges, and the cloud that they made some bars ago.",
    Formula = "mid(n) = (max(H) + min(L))/2 over n bars; tenkan, kijun = mid of their periods; span_a = (tenkan + kijun)/2, span_b = "
        + "mid(span_b_period), to be drawn displacement bars ahead; cloud_a, cloud_b = the spans of displacement bars ago, which "
        + "lie at this bar, undefined until there are any. First value when all three ranges are full",
    Convention = "The lagging line (chikou) is the close drawn back in time; it is no output, since no rule may read it. TradingView draws"
        + " the spans displacement − 1 bars ahead",
    Source = "G. Hosoda, 1969",
    ComparedWith = "a table of 60 bars from an independent script")]
public readonly struct Ichimoku : INodeKind<Ichimoku.Parameters, Ichimoku.State, In<Candle>, Ichimoku.Output>
{
    public struct Parameters
    {
        [Param(1, 10_000, 9, "number of bars of the short range")]
        public int TenkanPeriod;

        [Param(1, 10_000, 26, "number of bars of the middle range")]
        public int KijunPeriod;

        [Param(1, 10_000, 52, "number of bars of the long range")]
        public int SpanBPeriod;

        [Param(1, 10_000, 26, "how many bars ahead the spans are drawn")]
        public int Displacement;
    }

    public struct State
    {
        internal PriceRange Tenkan;
        internal PriceRange Kijun;
        internal PriceRange SpanB;
        internal Ring<double> SpansA;
        internal Ring<double> SpansB;
    }

    public struct Output
    {
        [Field("middle of the short range")]
        public double Tenkan;

        [Field("middle of the middle range")]
        public double Kijun;

        [Field("mean of tenkan and kijun")]
        public double SpanA;

        [Field("middle of the long range")]
        public double SpanB;

        [Field("span_a of displacement bars ago")]
        public double CloudA;

        [Field("span_b of displacement bars ago")]
        public double CloudB;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Tenkan = PriceRange.Over(p.TenkanPeriod, ref l);
        s.Kijun = PriceRange.Over(p.KijunPeriod, ref l);
        s.SpanB = PriceRange.Over(p.SpanBPeriod, ref l);
        s.SpansA = l.Ring<double>(p.Displacement + 1);
        s.SpansB = l.Ring<double>(p.Displacement + 1);
    }

    public static int WarmUp(in Parameters p) => Math.Max(p.TenkanPeriod, Math.Max(p.KijunPeriod, p.SpanBPeriod));

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        ref readonly Candle bar = ref c.Value(x);
        bool tenkan = s.Tenkan.Add(in bar, in c);
        bool kijun = s.Kijun.Add(in bar, in c);
        bool spanB = s.SpanB.Add(in bar, in c);
        y.Tenkan = s.Tenkan.Middle;
        y.Kijun = s.Kijun.Middle;
        y.SpanA = (y.Tenkan + y.Kijun) / 2;
        y.SpanB = s.SpanB.Middle;
        y.CloudA = Delayed(c.Open(ref s.SpansA), tenkan && kijun ? y.SpanA : double.NaN);
        y.CloudB = Delayed(c.Open(ref s.SpansB), spanB ? y.SpanB : double.NaN);
        return tenkan && kijun && spanB;
    }

    private static double Delayed(RingView<double> spans, double newest)
    {
        spans.Push(newest);
        return spans.IsFull ? spans[spans.Capacity - 1] : double.NaN;
    }
}
