using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Strategies;

[Kind(
    "liquidity_hunt",
    "strategies",
    "Goes against a sweep of equal highs or lows that fails, once structure turns with it.",
    Formula = "A level of equal highs whose sweep is rejected is a set-up to sell, one of equal lows to buy; of several in one bar the last told counts; with sessions, the extremes of days, weeks and openings count too. "
        + "It is entered at a change of character (or, with any_break, any break of structure) in the direction of the trade within setup_bars, and is void when a bar closes beyond the extreme of the sweep. "
        + "stop = that extreme ± stop_atr·ATR, target = target times the distance of the stop",
    Source = "failed sweeps of the ICT school, entered on the change of character; levels as in liquidity_levels",
    ComparedWith = "a worked example")]
public readonly struct LiquidityHunt
    : IEventKind<LiquidityHunt.Parameters, LiquidityHunt.State, LiquidityHunt.Inputs, StrategyEvent>
{
    public struct Parameters
    {
        [Param("0", "1000000000", "1", "quantity of an entry; 0 leaves it to the account")]
        public Quantity Size;

        [Param("both", "which positions it may open")]
        public Sides Sides;

        [Param(1, 10_000, 12, "bars within which a set-up must be entered")]
        public int SetupBars;

        [Param("off", "whether the extremes of days, weeks and openings count too")]
        public Indicators.Switch Sessions;

        [Param("off", "whether a break with the trend enters too")]
        public Indicators.Switch AnyBreak;

        [Param(0, 100, 0.5, "distance of the stop beyond the extreme of the sweep, in average true ranges")]
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

        [Input("the breaks; without it break_of_structure of the same bars", Awaited = false, Default = "break_of_structure")]
        public InEvents<BreakOfStructure> Breaks;

        [Input("how far price usually goes; without it atr of the same bars", Default = "atr")]
        public In<double> Range;

        public In<Execution> Orders;

        public In<Market> Market;
    }

    public struct State
    {
        internal StrategyMachine Machine;
        internal TradeDirection Side;

        /// <summary>How far the sweep went.</summary>
        internal Price Extreme;
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
            TradeDirection side = level.Direction.Side().Opposite();
            if (level.State == LiquidityState.SweepRejected && Counts(level.Kind, p.Sessions) && p.Sides.Allow(side) && s.Machine.TryWatch(out Watching watching))
            {
                (s.Side, s.Extreme) = (side, Far(in candle, side));
                watching.SetUp("a sweep failed", Bars.After(in candle, c.Time, p.SetupBars), ref e);
            }
        }

        if (s.Machine.TryCloseWatch(out CloseWatching closeWatching))
        {
            Judge(in p, in s, in candle, c.Events(x.Breaks), c.Value(x.Range), closeWatching, ref e);
        }
    }

    private static void Judge(
        in Parameters p, in State s, in Candle candle, ReadOnlySpan<BreakOfStructure> breaks, double range, scoped CloseWatching closeWatching, ref Emitter<StrategyEvent> e)
    {
        if (s.Side.Opposite().IsBeyond(candle.Close, s.Extreme))
        {
            closeWatching.Void("the sweep goes on", ref e);
            return;
        }

        foreach (ref readonly BreakOfStructure found in breaks)
        {
            if (found.Direction.Side() == s.Side && (found.Kind == BreakKind.Choch || p.AnyBreak == Indicators.Switch.On) && !double.IsNaN(range))
            {
                Price stop = s.Side.Better(s.Extreme, -p.StopAtr * range);
                closeWatching.Enter(
                    new Entry(s.Side, candle.Close) { Size = p.Size, Stop = stop, Target = s.Side.Target(candle.Close, stop, p.Target), Reason = "structure turned" },
                    ref e);
            }
        }
    }

    private static Price Far(in Candle candle, TradeDirection side) => side == TradeDirection.Buy ? candle.Low : candle.High;

    private static bool Counts(LiquidityKind kind, Indicators.Switch sessions) =>
        sessions == Indicators.Switch.On || kind is LiquidityKind.EqualHighs or LiquidityKind.EqualLows;
}
