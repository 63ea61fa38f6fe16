using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "swing_points",
    "structure",
    "Local highs and lows, each told when enough bars have followed and never changed afterwards.",
    Formula = "High at bar p, known at bar t = p + right: H[p] > every H of the left bars before it and ≥ every H of the right bars after it, "
        + "so of equal highs the first counts; lows are mirrored; a bar may be both, the high is told first. "
        + "Compared with the swing before it on the same side: equal within max(equal_ticks·tick_size, equal_atr·ATR14[t]), else higher or lower. "
        + "score = 0.5·min(1, P/(3·ATR14[t])) + 0.3·min(1, (B−left)/(3·left)) + 0.2·min(1, V[p]/(2·SMA20(V)[p])); "
        + "P = H[p] − the higher of the lowest lows on its two sides; B = consecutive bars before p that stay below H[p], at most 4·left; "
        + "a part whose divisor is 0 counts 0. Before the averages are ready the score is null and equal_ticks alone decides",
    Source = "fractal swings (B. Williams, Trading Chaos) with explicit ties",
    ComparedWith = "worked examples and a search over whole series")]
public readonly struct SwingPoints : IEventKind<SwingPoints.Parameters, SwingPoints.State, SwingPoints.Inputs, SwingPoint>
{
    private const int AtrPeriod = 14;
    private const int VolumePeriod = 20;

    /// <summary>How far before the pivot the score looks, in multiples of <c>left</c>.</summary>
    private const int Reach = 4;

    public struct Parameters
    {
        [Param(1, 100, 5, "bars before the extreme that must stay inside it")]
        public int Left;

        [Param(1, 100, 5, "bars after the extreme that must not pass it; so many bars later it is known")]
        public int Right;

        [Param(0, 1_000, 1, "extremes closer than this many ticks are equal")]
        public long EqualTicks;

        [Param(0, 10, 0.1, "extremes closer than this part of the average true range are equal")]
        public double EqualAtr;

        [Param("0", "1000000", "0", "size of a tick in units of the price; 0: the instrument's, where it is not known 0.01")]
        public Price TickSize;
    }

    public struct Inputs
    {
        public In<Candle> Input;

        public In<Market> Market;
    }

    public struct State
    {
        internal AverageTrueRange Range;
        internal RollingSum Volume;
        internal Ring<SwingBar> Bars;
        internal long Count;
        internal long Objects;
        internal LastSwing High;
        internal LastSwing Low;
    }

    /// <summary>The swing before on one side.</summary>
    internal struct LastSwing
    {
        public long Extreme;
        public long Exists;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Range = AverageTrueRange.Over(AtrPeriod);
        s.Volume = RollingSum.Over(VolumePeriod, ref l);
        s.Bars = l.Ring<SwingBar>((Reach * p.Left) + 1 + p.Right);
    }

    public static int WarmUp(in Parameters p) => p.Left + p.Right + 1;

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<SwingPoint> e)
    {
        ref readonly Candle candle = ref c.Value(x.Input);
        double volume = candle.Volume.ToDouble();
        double atr = s.Range.Add(in candle) ? s.Range.Value : double.NaN;
        double averageVolume = s.Volume.Add(volume, in c) ? s.Volume.Sum / VolumePeriod : double.NaN;
        RingView<SwingBar> bars = c.Open(ref s.Bars);
        bars.Push(new SwingBar(candle.High, candle.Low, candle.Start, volume, averageVolume));
        if (++s.Count < WarmUp(in p))
        {
            return;
        }

        Tolerance equal = Tolerance.Of(p.EqualTicks, c.Value(x.Market).TickOr(p.TickSize), p.EqualAtr, atr);
        if (IsPivot(bars, in p, Side.High))
        {
            e.Emit(Confirm(bars, in p, ref s, ref s.High, Side.High, candle.CloseTime, atr, equal));
        }

        if (IsPivot(bars, in p, Side.Low))
        {
            e.Emit(Confirm(bars, in p, ref s, ref s.Low, Side.Low, candle.CloseTime, atr, equal));
        }
    }

    /// <summary>Looks outwards from the candidate: most fail at once at a neighbour.</summary>
    private static bool IsPivot(RingView<SwingBar> bars, in Parameters p, Side side)
    {
        long extreme = bars[p.Right].Extreme(side);
        for (int k = 1; k <= Math.Max(p.Left, p.Right); k++)
        {
            if ((k <= p.Right && bars[p.Right - k].Extreme(side) > extreme) || (k <= p.Left && bars[p.Right + k].Extreme(side) >= extreme))
            {
                return false;
            }
        }

        return true;
    }

    private static SwingPoint Confirm(
        RingView<SwingBar> bars, in Parameters p, ref State s, ref LastSwing before, Side side, Timestamp time, double atr, Tolerance equality)
    {
        ref readonly SwingBar pivot = ref bars[p.Right];
        long extreme = pivot.Extreme(side);
        SwingKind kind = Classify(extreme, before, side, equality);
        before = new LastSwing { Extreme = extreme, Exists = 1 };
        long last = s.Count - 1;
        return new SwingPoint
        {
            ObjectId = ++s.Objects,
            Kind = kind,
            Price = side == Side.High ? pivot.High : pivot.Low,
            BarIndex = last - p.Right,
            BarTime = pivot.Start,
            ConfirmedIndex = last,
            ConfirmedTime = time,
            Strength = p.Right,
            Score = Score(bars, in p, side, atr),
        };
    }

    private static SwingKind Classify(long extreme, LastSwing before, Side side, Tolerance equality)
    {
        bool high = side == Side.High;
        if (before.Exists == 0)
        {
            return high ? SwingKind.SwingHigh : SwingKind.SwingLow;
        }

        bool equal = equality.Covers(Math.Abs(extreme - before.Extreme));
        return (equal, extreme > before.Extreme) switch
        {
            (true, _) => high ? SwingKind.EqualHigh : SwingKind.EqualLow,
            (_, true) => high ? SwingKind.HigherHigh : SwingKind.LowerLow,
            _ => high ? SwingKind.LowerHigh : SwingKind.HigherLow,
        };
    }

    private static double Score(RingView<SwingBar> bars, in Parameters p, Side side, double atr)
    {
        ref readonly SwingBar pivot = ref bars[p.Right];
        if (double.IsNaN(atr) || double.IsNaN(pivot.AverageVolume))
        {
            return double.NaN;
        }

        long extreme = pivot.Extreme(side);
        long foot = Math.Max(Foot(bars, p.Right + 1, p.Left, side), Foot(bars, 0, p.Right, side));
        double prominence = new Price(extreme - foot).ToDouble();
        return (0.5 * Part(prominence, 3 * atr))
            + (0.3 * Part(Clearance(bars, in p, side) - p.Left, 3 * p.Left))
            + (0.2 * Part(pivot.Volume, 2 * pivot.AverageVolume));
    }

    private static double Part(double value, double whole) => whole > 0 ? Math.Min(1, value / whole) : 0;

    /// <summary>How far price went away from the extreme within <paramref name="count"/> bars, as seen from that side.</summary>
    private static long Foot(RingView<SwingBar> bars, int from, int count, Side side)
    {
        long foot = long.MaxValue;
        for (int back = from; back < from + count; back++)
        {
            foot = Math.Min(foot, bars[back].Opposite(side));
        }

        return foot;
    }

    /// <summary>Consecutive bars before the pivot that stay inside it.</summary>
    private static int Clearance(RingView<SwingBar> bars, in Parameters p, Side side)
    {
        long extreme = bars[p.Right].Extreme(side);
        int limit = Math.Min(Reach * p.Left, bars.Count - 1 - p.Right);
        int clear = p.Left;
        while (clear < limit && bars[p.Right + clear + 1].Extreme(side) < extreme)
        {
            clear++;
        }

        return clear;
    }
}
