using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>From where on an average of volume-weighted prices counts.</summary>
public enum VwapAnchor
{
    /// <summary>From the beginning of the trading day.</summary>
    Session,
    Week,

    /// <summary>From a moment that the parameters name.</summary>
    Fixed,

    /// <summary>Over the newest bars.</summary>
    Rolling,
}

[Kind(
    "vwap",
    "volume",
    "Volume-weighted average price since the beginning of the session, a moment, or over the newest bars, with bands.",
    Formula = "VWAP = Σp·v/Σv, σ² = Σv·(p−VWAP)²/Σv, bands = VWAP ± k·σ·width for k = 1, 2, 3. Over the trades where tick is wired (one that a volume bar cuts "
        + "counts with its part), else over the bars with p = (H+L+C)/3. NaN where there was no volume",
    Source = "updating by D. H. D. West, Updating Mean and Variance Estimates, 1979; bars: hlc3 as in TradingView")]
public readonly struct Vwap : INodeKind<Vwap.Parameters, Vwap.State, Vwap.Inputs, Vwap.Output>
{
    public struct Parameters
    {
        [Param("session", "from where on it counts: the trading day, the week, the second named by from, or the newest bars")]
        public VwapAnchor Anchor;

        [Param(1, 10_000, 20, "number of bars, where anchor is rolling")]
        public int Period;

        [Param(0, 9_000_000_000, 0, "where anchor is fixed: the second, since 1970-01-01 UTC, from which on it counts")]
        public long From;

        [Param(0.001, 100, 1, "width of a band in standard deviations")]
        public double Width;
    }

    public struct Inputs
    {
        [Input("the bars; the average is given at each closing", Awaited = false)]
        public In<Candle> Candle;

        [Input("the trades, for an average that is exact to the trade", Optional = true)]
        public In<Tick> Tick;

        public In<Market> Market;
    }

    public struct State
    {
        internal BarTrades Trades;
        internal WeightedMoments Sum;
        internal WeightedMoments Bar;
        internal RollingWeightedMoments Rolling;
        internal long Period;
    }

    public struct Output
    {
        [Field("the average price")]
        public double Vwap;

        [Field("standard deviation of the price, weighed by volume")]
        public double Deviation;

        [Field("one width above the average")]
        public double Upper1;

        [Field("one width below the average")]
        public double Lower1;

        [Field("two widths above the average")]
        public double Upper2;

        [Field("two widths below the average")]
        public double Lower2;

        [Field("three widths above the average")]
        public double Upper3;

        [Field("three widths below the average")]
        public double Lower3;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        if (p.Anchor == VwapAnchor.Rolling)
        {
            s.Rolling = RollingWeightedMoments.Over(p.Period, ref l);
        }
    }

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out Output y)
    {
        ref readonly Market market = ref c.Value(x.Market);
        long period = p.Anchor switch { VwapAnchor.Session => market.Day, VwapAnchor.Week => market.Week, _ => 0 };
        if (period != s.Period)
        {
            (s.Sum, s.Bar, s.Period) = (default, default, period);
        }

        bool isNew = c.Updated(x.Tick);
        bool closes = c.Updated(x.Candle);
        ref readonly Candle candle = ref c.Value(x.Candle);
        if (s.Trades.TakeRest(closes && !isNew, in candle, out BarTrade trade))
        {
            Add(in p, ref s, trade.Price.ToDouble(), trade.Size, c.Time);
        }

        if (isNew && s.Trades.Take(TradeOf(in c.Value(x.Tick)), closes, in candle, out trade))
        {
            Add(in p, ref s, trade.Price.ToDouble(), trade.Size, c.Time);
        }

        y = default;
        if (!closes)
        {
            return false;
        }

        if (!c.Has(x.Tick))
        {
            Add(in p, ref s, (candle.High.ToDouble() + candle.Low.ToDouble() + candle.Close.ToDouble()) / 3, candle.Volume, candle.Start);
        }

        y = Close(in p, ref s, in c);
        return true;
    }

    private static BarTrade TradeOf(in Tick tick) => new(tick.Price, tick.Size, tick.Side, TradeRule.None, 1);

    private static void Add(in Parameters p, ref State s, double price, QuantitySum size, Timestamp time)
    {
        if (p.Anchor != VwapAnchor.Fixed || time.Nanoseconds >= p.From * Timestamp.NanosecondsPerSecond)
        {
            s.Bar.Add(price, size.ToDouble());
        }
    }

    /// <summary>The bar has ended.</summary>
    private static Output Close(in Parameters p, ref State s, in Ctx c)
    {
        s.Trades.Close();
        if (p.Anchor == VwapAnchor.Rolling)
        {
            s.Rolling.Add(in s.Bar, in c);
            s.Sum = s.Rolling.All;
        }
        else
        {
            s.Sum.Add(in s.Bar);
        }

        s.Bar = default;
        double weight = s.Sum.Weight;
        return weight > 0 ? Bands(s.Sum.Mean, Math.Sqrt(s.Sum.Squares / weight), p.Width) : Bands(double.NaN, double.NaN, p.Width);
    }

    private static Output Bands(double mean, double deviation, double width)
    {
        double step = deviation * width;
        return new Output
        {
            Vwap = mean,
            Deviation = deviation,
            Upper1 = mean + step,
            Lower1 = mean - step,
            Upper2 = mean + (2 * step),
            Lower2 = mean - (2 * step),
            Upper3 = mean + (3 * step),
            Lower3 = mean - (3 * step),
        };
    }
}
