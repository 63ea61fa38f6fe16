using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Which price of a bar must pass a level.</summary>
public enum BreakMode
{
    Close,
    Wick,
}

[Kind(
    "break_of_structure",
    "structure",
    "Closes beyond the newest swing: with the trend a break of structure, against it a change of character.",
    Formula = "The levels are the newest swing high and the newest swing low, those that this bar confirms included. "
        + "Up at the close of bar t: C[t] > level + min_ticks·tick_size, and C[t−1] was not, or the level is new; with mode wick the same of H. "
        + "The first break and those in the direction of the break before are bos, the others choch. A level breaks once. "
        + "displacement > 0: also |C[t] − O[t]| ≥ displacement·ATR14[t]. Down is mirrored; if both happen in one bar, the one in the bar's own direction (up where C ≥ O) comes last. "
        + "alternate: of swings on one side without one on the other between them the more extreme stays the level, unless it is broken",
    Source = "market structure with confirmed swings and closes; the trend is kept as in LuxAlgo Smart Money Concepts",
    ComparedWith = "a worked example and the rule applied to whole series")]
public readonly struct BreaksOfStructure
    : IEventKind<BreaksOfStructure.Parameters, BreaksOfStructure.State, BreaksOfStructure.Inputs, BreakOfStructure>
{
    private const int AtrPeriod = 14;

    public struct Parameters
    {
        [Param("close", "what must pass the level")]
        public BreakMode Mode;

        [Param("off", "whether the more extreme of several swings on one side stays the level")]
        public Switch Alternate;

        [Param(0, 1_000_000, 0, "ticks by which the level must be passed")]
        public long MinTicks;

        [Param(0, 100, 0, "smallest body of the breaking bar as a part of the average true range; 0: any")]
        public double Displacement;

        [Param("0", "1000000", "0", "size of a tick in units of the price; 0: the instrument's, where it is not known 0.01")]
        public Price TickSize;
    }

    public struct Inputs
    {
        [Input("the bars that break", Awaited = false)]
        public In<Candle> Candle;

        [Input("the swings that may be broken; without it swing_points of the same bars", Awaited = false, Default = "swing_points")]
        public InEvents<SwingPoint> Swings;

        public In<Market> Market;
    }

    public struct State
    {
        internal AverageTrueRange Range;
        internal SwingLevel High;
        internal SwingLevel Low;
        internal Candle Before;
        internal Direction NewestSwing;
        internal Direction Trend;
        internal long Count;
        internal long Objects;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Range = AverageTrueRange.Over(AtrPeriod);

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<BreakOfStructure> e)
    {
        foreach (ref readonly SwingPoint swing in c.Events(x.Swings))
        {
            Direction side = swing.Kind.Side();
            bool another = p.Alternate == Switch.On && side == s.NewestSwing;
            Level(ref s, side).Take(in swing, side, another);
            s.NewestSwing = side;
        }

        if (!c.Updated(x.Candle))
        {
            return;
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        s.Count++;
        double atr = s.Range.Add(in candle) ? s.Range.Value : double.NaN;
        Direction own = candle.Close >= candle.Open ? Direction.Up : Direction.Down;
        if (p.Displacement == 0 || new Price(Math.Abs(candle.Close.Raw - candle.Open.Raw)).ToDouble() >= p.Displacement * atr)
        {
            long margin = p.MinTicks * c.Value(x.Market).TickOr(p.TickSize).Raw;
            Break(own.Opposite(), in candle, margin, p.Mode, ref s, ref e);
            Break(own, in candle, margin, p.Mode, ref s, ref e);
        }

        s.Before = candle;
        s.High.IsNew = 0;
        s.Low.IsNew = 0;
    }

    private static ref SwingLevel Level(ref State s, Direction side) => ref side == Direction.Up ? ref s.High : ref s.Low;

    private static void Break(Direction direction, in Candle candle, long margin, BreakMode mode, ref State s, ref Emitter<BreakOfStructure> e)
    {
        ref SwingLevel level = ref Level(ref s, direction);
        if (level.Exists == 0)
        {
            return;
        }

        long threshold = SeenBar.Of(level.Price.Raw, direction) + margin;
        if (Reached(in candle, direction, mode) <= threshold || (level.IsNew == 0 && Reached(in s.Before, direction, mode) > threshold))
        {
            return;
        }

        bool against = s.Objects > 0 && s.Trend != direction;
        s.Trend = direction;
        level.Exists = 0;
        e.Emit(new BreakOfStructure
        {
            ObjectId = ++s.Objects,
            Kind = against ? BreakKind.Choch : BreakKind.Bos,
            Direction = direction,
            State = BreakState.Confirmed,
            Level = level.Price,
            SwingId = level.Swing,
            OriginIndex = level.Index,
            OriginTime = level.Time,
            ConfirmedIndex = s.Count - 1,
            ConfirmedTime = candle.CloseTime,
            StateTime = candle.CloseTime,
        });
    }

    private static long Reached(in Candle candle, Direction direction, BreakMode mode)
    {
        SeenBar bar = SeenBar.Of(in candle, direction);
        return mode == BreakMode.Close ? bar.Close : bar.High;
    }
}
