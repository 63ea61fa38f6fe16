using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Strategies;

[Kind(
    "multi_tf_confluence",
    "strategies",
    "Trades where the trend of a large time frame, the structure of a middle one and the momentum of a small one agree.",
    Formula = "Trend: up where trend_fast > trend_slow, else down. Structure: the direction of the newest break. Momentum: up where it is > middle + margin, down where it is < middle − margin, else none. "
        + "Trend and structure of one direction are a set-up, void when they part, or after setup_bars; momentum with them enters. "
        + "stop = close ∓ stop_atr·ATR, target = target times the distance of the stop; in a trade a break of structure against it exits",
    Source = "agreement of several time frames, common usage",
    ComparedWith = "a worked example")]
public readonly struct MultiTfConfluence
    : IEventKind<MultiTfConfluence.Parameters, MultiTfConfluence.State, MultiTfConfluence.Inputs, StrategyEvent>
{
    public struct Parameters
    {
        [Param("0", "1000000000", "1", "quantity of an entry; 0 leaves it to the account")]
        public Quantity Size;

        [Param("both", "which positions it may open")]
        public Sides Sides;

        [Param(1, 10_000, 30, "bars within which a set-up must be entered")]
        public int SetupBars;

        [Param(0, 100, 50, "momentum above it is up, below it down")]
        public double Middle;

        [Param(0, 100, 5, "how far from the middle momentum must be")]
        public double Margin;

        [Param(0.01, 100, 2, "distance of the stop in average true ranges")]
        public double StopAtr;

        [Param(0, 100, 2, "distance of the target as a multiple of that of the stop; 0: none")]
        public double Target;
    }

    public struct Inputs
    {
        [Input("the bars that it trades")]
        public In<Candle> Candle;

        [Input("the faster average of a large time frame")]
        public In<double> TrendFast;

        [Input("the slower average of a large time frame")]
        public In<double> TrendSlow;

        [Input("the breaks of a middle time frame; without it break_of_structure of the same bars", Awaited = false, Default = "break_of_structure")]
        public InEvents<BreakOfStructure> Breaks;

        [Input("momentum, 0 to 100; without it rsi of the same bars", Default = "rsi")]
        public In<double> Momentum;

        [Input("how far price usually goes; without it atr of the same bars", Default = "atr")]
        public In<double> Range;

        public In<Execution> Orders;

        public In<Market> Market;
    }

    public struct State
    {
        internal StrategyMachine Machine;

        /// <summary>1 where the newest break was upwards, −1 downwards, 0 before the first.</summary>
        internal long Structure;

        /// <summary>The direction of the set-up.</summary>
        internal long Agreed;
    }

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        if (c.Updated(x.Orders))
        {
            s.Machine.Take(in c.Value(x.Orders), c.Value(x.Market).Multiplier, ref e);
        }

        foreach (ref readonly BreakOfStructure found in c.Events(x.Breaks))
        {
            s.Structure = found.Direction.Side().Sign();
        }

        if (c.Updated(x.Candle))
        {
            ref readonly Candle candle = ref c.Value(x.Candle);
            s.Machine.Pass(c.Time, candle.Close, ref e);
            double spread = c.Value(x.TrendFast) - c.Value(x.TrendSlow);
            double momentum = c.Value(x.Momentum) - p.Middle;
            long trend = spread > 0 ? 1 : spread < 0 ? -1 : 0;
            long strength = momentum > p.Margin ? 1 : momentum < -p.Margin ? -1 : 0;
            Judge(in p, ref s, in candle, trend, strength, c.Value(x.Range), c.Time, ref e);
        }
    }

    private static void Judge(
        in Parameters p, ref State s, in Candle candle, long trend, long strength, double range, Timestamp now, ref Emitter<StrategyEvent> e)
    {
        long agreed = trend == s.Structure ? trend : 0;
        TradeDirection side = agreed > 0 ? TradeDirection.Buy : TradeDirection.Sell;
        if (agreed != 0 && p.Sides.Allow(side) && s.Machine.TryWatch(out Watching watching))
        {
            s.Agreed = agreed;
            watching.SetUp("trend and structure agree", Bars.After(in candle, now, p.SetupBars), ref e);
        }

        if (s.Machine.TryCloseWatch(out CloseWatching closeWatching))
        {
            if (agreed != s.Agreed)
            {
                closeWatching.Void("trend and structure part", ref e);
            }
            else if (strength == agreed && !double.IsNaN(range))
            {
                Price stop = side.Better(candle.Close, -p.StopAtr * range);
                closeWatching.Enter(
                    new Entry(side, candle.Close) { Size = p.Size, Stop = stop, Target = side.Target(candle.Close, stop, p.Target), Reason = "momentum joins" }, ref e);
            }
        }
        else if (s.Machine.TryInTrade(out InTrade trade) && Math.Sign(trade.Position.Quantity.Raw) == -s.Structure)
        {
            trade.Exit("structure broke against it", ref e);
        }
    }
}
