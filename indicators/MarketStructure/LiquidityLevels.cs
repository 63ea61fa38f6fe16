using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "liquidity_levels",
    "structure",
    "Equal highs and lows and the extremes of days, weeks and openings, beyond which orders are thought to rest; whether a bar that passes them is turned back.",
    Formula = "Equal: at most max(equal_ticks·tick_size, equal_atr·ATR14[t]) apart. A swing high that is confirmed at bar t joins the oldest level of highs within that; "
        + "else it makes a level with all earlier swing highs within that which no bar has passed by more; else it waits for others. The level is the highest of its members; score counts them, and a half where the high of the day or week before lies among them. "
        + "With sessions the extremes of a trading day are levels from the bar on that ends it, those of a week from the next week's first bar on, "
        + "those of the opening_minutes after the opening from the bar on that ends them; where that bar is missing, from the next one on, which may sweep them at once. "
        + "Later bars: swept at the first H above the level; sweep_rejected if a C of that bar or of the reject_bars after it is below it, "
        + "sweep_accepted after accept_bars C in a row above it, that of the sweeping bar included. A level is swept once. Lows are mirrored. "
        + "expired: at the first bar after max_age, and the oldest when there are more than max_active. In one bar the levels told before come first, oldest first, then days, weeks, openings (high before low), then what swings make or extend",
    Source = "equal highs and lows, liquidity grabs and runs of the ICT school, with tolerances known at the time",
    ComparedWith = "a worked example; what must hold of every level over random series")]
public readonly struct LiquidityLevels
    : IEventKind<LiquidityLevels.Parameters, LiquidityLevels.State, LiquidityLevels.Inputs, LiquidityLevel>
{
    private const int AtrPeriod = 14;

    public struct Parameters
    {
        [Param(0, 1_000, 1, "swings closer than this many ticks are equal")]
        public long EqualTicks;

        [Param(0, 10, 0.1, "swings closer than this part of the average true range are equal")]
        public double EqualAtr;

        [Param(0, 1_000, 1, "bars after the sweeping one in which a close back rejects it")]
        public long RejectBars;

        [Param(1, 1_000, 2, "closes in a row beyond the level that accept a sweep")]
        public long AcceptBars;

        [Param(1, 1_000_000, 5_000, "bars after which a level expires")]
        public long MaxAge;

        [Param(1, 1_000, 100, "levels followed at a time, and single swings that wait for others")]
        public int MaxActive;

        [Param("on", "whether the extremes of days, weeks and openings are levels")]
        public Switch Sessions;

        [Param(1, 1_440, 30, "length of the opening range in minutes")]
        public long OpeningMinutes;

        [Param("0", "1000000", "0", "size of a tick in units of the price; 0: the instrument's, where it is not known 0.01")]
        public Price TickSize;

        internal readonly long Opening => OpeningMinutes * 60 * Timestamp.NanosecondsPerSecond;
    }

    public struct Inputs
    {
        [Input("the bars that sweep", Awaited = false)]
        public In<Candle> Candle;

        [Input("the swings that make levels; without it swing_points of the same bars", Awaited = false, Default = "swing_points")]
        public InEvents<SwingPoint> Swings;

        public In<Market> Market;
    }

    public struct State
    {
        internal AverageTrueRange Range;
        internal SessionRanges Sessions;
        internal double Atr;
        internal BoundedList<LoneSwing> Lone;
        internal BoundedList<LiquidityPool> Pools;
        internal long Count;
        internal long Objects;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Range = AverageTrueRange.Over(AtrPeriod);
        s.Atr = double.NaN;
        s.Lone = l.List<LoneSwing>(p.MaxActive);
        s.Pools = l.List<LiquidityPool>(p.MaxActive);
    }

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<LiquidityLevel> e)
    {
        BoundedListView<LiquidityPool> pools = c.Open(ref s.Pools);
        BoundedListView<LoneSwing> lone = c.Open(ref s.Lone);
        ref readonly Market market = ref c.Value(x.Market);
        Price tick = market.TickOr(p.TickSize);
        if (c.Updated(x.Candle))
        {
            ref readonly Candle candle = ref c.Value(x.Candle);
            s.Atr = s.Range.Add(in candle) ? s.Range.Value : double.NaN;
            long index = s.Count++;
            TakeSessions(s.Sessions.Enter(in candle, in market, p.Opening), in candle, pools, in p, ref s, ref e);
            Follow(pools, in candle, index, in p, ref e);
            TakeSessions(s.Sessions.Add(in candle, index, in market, p.Opening), in candle, pools, in p, ref s, ref e);
            Forget(lone, in candle, Tolerance.Of(p.EqualTicks, tick, p.EqualAtr, s.Atr));
        }

        Tolerance equal = Tolerance.Of(p.EqualTicks, tick, p.EqualAtr, s.Atr);
        foreach (ref readonly SwingPoint swing in c.Events(x.Swings))
        {
            TakeSwing(new LoneSwing(swing.Kind.Side(), swing.Price, swing.BarIndex, swing.BarTime), swing.ConfirmedTime, lone, pools, equal, ref s, ref e);
        }
    }

    private static void TakeSessions(
        Completed completed, in Candle candle, scoped BoundedListView<LiquidityPool> pools, in Parameters p, ref State s, ref Emitter<LiquidityLevel> e)
    {
        if (p.Sessions == Switch.Off || completed == Completed.None)
        {
            return;
        }

        if (completed.HasFlag(Completed.Day))
        {
            AddBoth(in s.Sessions.PreviousDay, LiquidityKind.PreviousDayHigh, in candle, pools, ref s, ref e);
        }

        if (completed.HasFlag(Completed.Week))
        {
            AddBoth(in s.Sessions.PreviousWeek, LiquidityKind.PreviousWeekHigh, in candle, pools, ref s, ref e);
        }

        if (completed.HasFlag(Completed.Opening))
        {
            AddBoth(in s.Sessions.Opening, LiquidityKind.OpeningRangeHigh, in candle, pools, ref s, ref e);
        }
    }

    /// <summary>Adds a high and the low that follows it in <see cref="LiquidityKind"/>.</summary>
    private static void AddBoth(
        in Extent extent, LiquidityKind high, in Candle candle, scoped BoundedListView<LiquidityPool> pools, ref State s, ref Emitter<LiquidityLevel> e)
    {
        foreach (Direction side in (ReadOnlySpan<Direction>)[Direction.Up, Direction.Down])
        {
            Extreme extreme = side == Direction.Up ? extent.High : extent.Low;
            LiquidityKind kind = side == Direction.Up ? high : high + 1;
            LoneSwing one = new(side, extreme.Price, extreme.Index, extreme.Time);
            LiquidityPool pool = LiquidityPool.Begin(kind, in one, s.Count - 1, candle.CloseTime);
            pool.Add(in one);
            Add(ref pool, pools, ref s, ref e);
        }
    }

    private static void Follow(scoped BoundedListView<LiquidityPool> pools, in Candle candle, long index, in Parameters p, ref Emitter<LiquidityLevel> e)
    {
        int i = 0;
        while (i < pools.Count)
        {
            ref LiquidityPool pool = ref pools[i];
            bool isOver = index - pool.Told.ConfirmedIndex > p.MaxAge;
            if (isOver)
            {
                pool.Tell(LiquidityState.Expired, candle.CloseTime, ref e);
            }
            else
            {
                isOver = pool.Follow(in candle, index, in p, ref e);
            }

            if (isOver)
            {
                pools.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>A swing that was passed by more than the tolerance has no orders left.</summary>
    private static void Forget(BoundedListView<LoneSwing> lone, in Candle candle, Tolerance equal)
    {
        for (int i = lone.Count - 1; i >= 0; i--)
        {
            ref readonly LoneSwing swing = ref lone[i];
            if (!equal.Covers(SeenBar.Of(in candle, swing.Side).High - SeenBar.Of(swing.Price.Raw, swing.Side)))
            {
                lone.RemoveAt(i);
            }
        }
    }

    private static void TakeSwing(
        in LoneSwing swing, Timestamp time, scoped BoundedListView<LoneSwing> lone, scoped BoundedListView<LiquidityPool> pools, Tolerance equal, ref State s, ref Emitter<LiquidityLevel> e)
    {
        for (int i = 0; i < pools.Count; i++)
        {
            ref LiquidityPool old = ref pools[i];
            if (old.Takes(in swing, equal))
            {
                old.Add(in swing);
                old.Rate(in s.Sessions);
                old.Tell(LiquidityState.Extended, time, ref e);
                return;
            }
        }

        LiquidityPool pool = default;
        for (int i = 0; i < lone.Count; i++)
        {
            LoneSwing other = lone[i];
            if (other.Side == swing.Side && equal.Covers(Math.Abs(other.Price.Raw - swing.Price.Raw)))
            {
                pool = pool.Told.Members > 0
                    ? pool
                    : LiquidityPool.Begin(swing.Side == Direction.Up ? LiquidityKind.EqualHighs : LiquidityKind.EqualLows, in other, s.Count - 1, time);
                pool.Add(in other);
                lone.RemoveAt(i--);
            }
        }

        if (pool.Told.Members == 0)
        {
            lone.Add(in swing, out _);
            return;
        }

        pool.Add(in swing);
        Add(ref pool, pools, ref s, ref e);
    }

    private static void Add(ref LiquidityPool pool, scoped BoundedListView<LiquidityPool> pools, ref State s, ref Emitter<LiquidityLevel> e)
    {
        pool.Told.ObjectId = ++s.Objects;
        pool.Rate(in s.Sessions);
        if (pools.Add(in pool, out LiquidityPool oldest))
        {
            oldest.Tell(LiquidityState.Expired, pool.Told.StateTime, ref e);
        }

        e.Emit(in pool.Told);
    }
}
