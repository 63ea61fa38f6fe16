using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>When gaps are over.</summary>
public enum GapExpiry : long
{
    Age,
    Day,
}

[Kind(
    "fair_value_gaps",
    "structure",
    "Ranges that price jumped over within three bars, and how far it comes back into them.",
    Formula = "Up at the close of bar t: L[t] > H[t−2], C[t−1] > H[t−2], and L[t] − H[t−2] ≥ max(min_ticks·tick_size, min_atr·ATR14[t−1]); "
        + "the range is from H[t−2] to L[t], its bar t−1. Down is mirrored. Before ATR14 is ready min_ticks alone decides. "
        + "Later bars: touched at the first L below the top, half_filled at L ≤ the middle, filled at L ≤ the bottom, inverted at C below the bottom, which ends it; "
        + "a bar tells all that it reaches, in this order. expired: at the first bar after max_age, with expiry day also at the first of another trading day, and the oldest when there are more than max_active. "
        + "In one bar the gaps told before come first, oldest first, then the new one. "
        + "With join a gap of the next bar in the same direction only widens the one before, which is updated",
    Source = "three-candle gap of the ICT school with a close of the middle bar beyond it",
    ComparedWith = "a worked example and a search over whole series")]
public readonly struct FairValueGaps : IEventKind<FairValueGaps.Parameters, FairValueGaps.State, FairValueGaps.Inputs, FairValueGap>
{
    private const int AtrPeriod = 14;

    /// <summary>Bars that make a gap.</summary>
    private const int Bars = 3;

    public struct Parameters
    {
        [Param(0, 1_000_000, 2, "smallest height in ticks")]
        public long MinTicks;

        [Param(0, 100, 0.1, "smallest height as a part of the average true range")]
        public double MinAtr;

        [Param(1, 1_000_000, 500, "bars after which a gap expires")]
        public long MaxAge;

        [Param("age", "whether gaps are over with max_age alone, or also with the trading day in which they were found")]
        public GapExpiry Expiry;

        [Param(1, 1_000, 100, "gaps followed at a time")]
        public int MaxActive;

        [Param("off", "whether a gap of the next bar widens the one before it instead of being one of its own")]
        public Switch Join;

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
        internal double RangeBefore;
        internal Ring<Candle> Bars;
        internal BoundedList<OpenGap> Gaps;
        internal long Day;
        internal long Count;
        internal long Objects;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Range = AverageTrueRange.Over(AtrPeriod);
        s.RangeBefore = double.NaN;
        s.Bars = l.Ring<Candle>(Bars);
        s.Gaps = l.List<OpenGap>(p.MaxActive);
    }

    public static int WarmUp(in Parameters p) => Bars;

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<FairValueGap> e)
    {
        ref readonly Candle candle = ref c.Value(x.Input);
        long index = s.Count++;
        RingView<Candle> bars = c.Open(ref s.Bars);
        BoundedListView<OpenGap> gaps = c.Open(ref s.Gaps);
        bars.Push(in candle);
        long day = c.Value(x.Market).Day;
        Follow(gaps, in candle, index, p.Expiry == GapExpiry.Day && day != s.Day ? 0 : p.MaxAge, ref e);
        s.Day = day;
        if (bars.IsFull)
        {
            long least = p.MinTicks * c.Value(x.Market).TickOr(p.TickSize).Raw;
            Find(Direction.Up, bars, gaps, least, in p, ref s, ref e);
            Find(Direction.Down, bars, gaps, least, in p, ref s, ref e);
        }

        s.RangeBefore = s.Range.Add(in candle) ? s.Range.Value : double.NaN;
    }

    private static void Follow(scoped BoundedListView<OpenGap> gaps, in Candle candle, long index, long maxAge, ref Emitter<FairValueGap> e)
    {
        int i = 0;
        while (i < gaps.Count)
        {
            ref OpenGap gap = ref gaps[i];
            bool isOver = index - gap.Told.ConfirmedIndex > maxAge;
            if (isOver)
            {
                gap.Tell(FairValueGapState.Expired, candle.CloseTime, ref e);
            }
            else
            {
                isOver = gap.Follow(in candle, ref e);
            }

            if (isOver)
            {
                gaps.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }

    private static void Find(
        Direction direction, scoped RingView<Candle> bars, scoped BoundedListView<OpenGap> gaps, long least, in Parameters p, ref State s, ref Emitter<FairValueGap> e)
    {
        SeenBar first = SeenBar.Of(in bars[2], direction);
        ref readonly Candle middle = ref bars[1];
        ref readonly Candle last = ref bars[0];
        SeenRange range = new(first.High, SeenBar.Of(in last, direction).Low);
        long height = range.Top - range.Bottom;
        if (height <= 0 || SeenBar.Of(in middle, direction).Close <= first.High
            || height < least || new Price(height).ToDouble() < p.MinAtr * s.RangeBefore) // NaN: not ready
        {
            return;
        }

        long index = s.Count - 1;
        if (p.Join == Switch.On && gaps.Count > 0 && gaps[gaps.Count - 1].IsJoined(range, direction, index))
        {
            gaps[gaps.Count - 1].Tell(FairValueGapState.Updated, last.CloseTime, ref e);
            return;
        }

        OpenGap gap = OpenGap.Of(++s.Objects, direction, range, index, in middle, in last);
        if (gaps.Add(in gap, out OpenGap oldest))
        {
            oldest.Tell(FairValueGapState.Expired, last.CloseTime, ref e);
        }

        e.Emit(in gap.Told);
    }
}
