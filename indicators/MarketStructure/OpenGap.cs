using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A gap that is still followed: what was told of it last, and how far price has come into it.</summary>
internal struct OpenGap
{
    public FairValueGap Told;

    /// <summary>The furthest of the states that are steps of its life.</summary>
    private FairValueGapState reached;

    /// <summary>How deep price has come, as seen in its direction.</summary>
    private long deepest;

    /// <summary>The newest bar that made it or widened it.</summary>
    private long newest;

    public static OpenGap Of(long id, Direction direction, SeenRange range, long index, in Candle middle, in Candle last) => new()
    {
        Told = new FairValueGap
        {
            ObjectId = id,
            Direction = direction,
            State = FairValueGapState.Open,
            PriceLow = range.PriceLow(direction),
            PriceHigh = range.PriceHigh(direction),
            OriginIndex = index - 1,
            OriginTime = middle.Start,
            ConfirmedIndex = index,
            ConfirmedTime = last.CloseTime,
            StateTime = last.CloseTime,
        },
        reached = FairValueGapState.Open,
        deepest = range.Top,
        newest = index,
    };

    /// <summary>Takes a later bar and tells every state that it reaches.</summary>
    /// <returns>Whether its life is over.</returns>
    public bool Follow(in Candle candle, ref Emitter<FairValueGap> e)
    {
        SeenBar bar = SeenBar.Of(in candle, Told.Direction);
        SeenRange range = SeenRange.Of(Told.PriceLow, Told.PriceHigh, Told.Direction);
        if (bar.Low >= deepest && bar.Close >= range.Bottom)
        {
            return false;
        }

        deepest = Math.Min(deepest, bar.Low);
        Told.Fill = range.Above(deepest);
        FairValueGapState now = bar.Close < range.Bottom ? FairValueGapState.Inverted
            : deepest <= range.Bottom ? FairValueGapState.Filled
            : range.IsLowerHalf(deepest) ? FairValueGapState.HalfFilled
            : FairValueGapState.Touched;
        for (FairValueGapState next = reached == FairValueGapState.Open ? FairValueGapState.Touched : reached + 1; next <= now; next++)
        {
            if (next == FairValueGapState.Inverted)
            {
                Told.Direction = Told.Direction.Opposite();
            }

            Tell(next, candle.CloseTime, ref e);
            reached = next;
        }

        return now == FairValueGapState.Inverted;
    }

    /// <summary>Takes a gap of the next bar into this one if it fits.</summary>
    /// <returns>Whether it did.</returns>
    public bool IsJoined(SeenRange range, Direction direction, long index)
    {
        if (direction != Told.Direction || newest != index - 1)
        {
            return false;
        }

        SeenRange own = SeenRange.Of(Told.PriceLow, Told.PriceHigh, direction);
        SeenRange both = new(Math.Min(own.Bottom, range.Bottom), Math.Max(own.Top, range.Top));
        deepest = reached == FairValueGapState.Open ? both.Top : deepest;
        newest = index;
        Told.PriceLow = both.PriceLow(direction);
        Told.PriceHigh = both.PriceHigh(direction);
        Told.Fill = both.Above(deepest);
        return true;
    }

    public void Tell(FairValueGapState state, Timestamp time, ref Emitter<FairValueGap> e)
    {
        Told.State = state;
        Told.StateTime = time;
        e.Emit(in Told);
    }
}
