using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Strategies;

[Kind(
    "liquidity_breakout",
    "strategies",
    "Goes with a break of a liquidity level that closes accept and volume stands behind.",
    Formula = "A level whose sweep is accepted is a set-up in the direction in which it was passed; of several in one bar the last told counts. It is entered at the first bar, that one included, "
        + "that closes beyond the level with relative volume ≥ min_volume, and is void when a bar closes back, or after setup_bars. "
        + "stop = level ∓ stop_atr·ATR, target = target times the distance of the stop",
    Source = "breaks of ranges and levels with volume, common usage; levels as in liquidity_levels",
    ComparedWith = "a worked example")]
public readonly struct LiquidityBreakout
    : IEventKind<LiquidityBreakout.Parameters, LiquidityBreakout.State, LiquidityBreakout.Inputs, StrategyEvent>
{
    public struct Parameters
    {
        [Param("0", "1000000000", "1", "quantity of an entry; 0 leaves it to the account")]
        public Quantity Size;

        [Param("both", "which positions it may open")]
        public Sides Sides;

        [Param(1, 10_000, 3, "bars within which a set-up must be entered")]
        public int SetupBars;

        [Param(0, 100, 1.2, "volume of the bar that enters, as a multiple of the usual")]
        public double MinVolume;

        [Param(0, 100, 1, "distance of the stop beyond the level, in average true ranges")]
        public double StopAtr;

        [Param(0, 100, 2, "distance of the target as a multiple of that of the stop; 0: none")]
        public double Target;
    }

    public struct Inputs
    {
        [Input("the bars that it trades")]
        public In<Candle> Candle;

        [Input("the levels; without it liquidity_levels of the same bars", Awaited = false, Default = "liquidity_levels")]
        public InEvents<LiquidityLevel> Levels;

        [Input("volume as a multiple of the usual; without it relative_volume of the same bars", Default = "relative_volume")]
        public In<double> Volume;

        [Input("how far price usually goes; without it atr of the same bars", Default = "atr")]
        public In<double> Range;

        public In<Execution> Orders;

        public In<Market> Market;
    }

    public struct State
    {
        internal StrategyMachine Machine;
        internal TradeDirection Side;
        internal Price Level;
    }

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        if (c.Updated(x.Orders))
        {
            s.Machine.Take(in c.Value(x.Orders), c.Value(x.Market).Multiplier, ref e);
        }

        if (!c.Updated(x.Candle))
        {
            return;
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        s.Machine.Pass(c.Time, candle.Close, ref e);
        foreach (ref readonly LiquidityLevel level in c.Events(x.Levels))
        {
            TradeDirection side = level.Direction.Side();
            if (level.State == LiquidityState.SweepAccepted && p.Sides.Allow(side) && s.Machine.TryWatch(out Watching watching))
            {
                (s.Side, s.Level) = (side, level.Level);
                watching.SetUp("a level is broken", Bars.After(in candle, c.Time, p.SetupBars), ref e);
            }
        }

        if (s.Machine.TryCloseWatch(out CloseWatching closeWatching))
        {
            Judge(in p, in s, in candle, c.Value(x.Volume), c.Value(x.Range), closeWatching, ref e);
        }
    }

    private static void Judge(
        in Parameters p, in State s, in Candle candle, double volume, double range, scoped CloseWatching closeWatching, ref Emitter<StrategyEvent> e)
    {
        if (!s.Side.IsBeyond(candle.Close, s.Level))
        {
            closeWatching.Void("closed back", ref e);
        }
        else if (volume >= p.MinVolume && !double.IsNaN(range))
        {
            Price stop = s.Side.Better(s.Level, -p.StopAtr * range);
            closeWatching.Enter(
                new Entry(s.Side, candle.Close) { Size = p.Size, Stop = stop, Target = s.Side.Target(candle.Close, stop, p.Target), Reason = "a break with volume" },
                ref e);
        }
    }
}
