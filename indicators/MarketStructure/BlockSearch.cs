using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Finds the bar from which a break began. Bars count backwards: 0 is the one that broke the structure.</summary>
internal static class BlockSearch
{
    /// <summary>A bar higher than so many average true ranges is a climax and no block.</summary>
    private const double Climax = 2;

    /// <summary>How far price must go, in average true ranges, for the whole of that part of the strength.</summary>
    private const double FullDistance = 3;

    /// <param name="block">The block; its origin counts from the breaking bar, so it is 0 or less.</param>
    public static bool Find(RingView<RatedBar> bars, in BreakOfStructure cause, in OrderBlocks.Parameters p, out OrderBlock block)
    {
        block = default;
        Direction direction = cause.Direction;
        int first = First(bars, cause.OriginTime);
        if (first == 0)
        {
            return false;
        }

        int extreme = Extreme(bars, first, direction);
        double distance = new Price(SeenBar.Of(in bars[0].Bar, direction).Close - SeenBar.Of(in bars[extreme].Bar, direction).Low).ToDouble();
        double range = bars[0].Range;
        bool hasGap = HasGap(bars, extreme, direction);
        if ((p.Displacement > 0 && !(distance >= p.Displacement * range)) || (p.Gap == Switch.On && !hasGap))
        {
            return false;
        }

        int at = Opposite(bars, extreme, first, direction);
        ref readonly Candle bar = ref bars[at].Bar;
        bool isBody = p.Zone == BlockZone.Body;
        block = new OrderBlock
        {
            Direction = direction,
            State = OrderBlockState.Open,
            PriceLow = !isBody ? bar.Low : bar.Open < bar.Close ? bar.Open : bar.Close,
            PriceHigh = !isBody ? bar.High : bar.Open < bar.Close ? bar.Close : bar.Open,
            Strength = (0.6 * (distance >= FullDistance * range ? 1 : distance / (FullDistance * range))) + (hasGap ? 0.4 : 0),
            BreakId = cause.ObjectId,
            OriginIndex = -at,
            OriginTime = bar.Start,
            ConfirmedTime = cause.ConfirmedTime,
            StateTime = cause.ConfirmedTime,
        };
        return true;
    }

    /// <summary>The first bar after the swing; 0 where there is none before the breaking one.</summary>
    private static int First(RingView<RatedBar> bars, Timestamp swing)
    {
        int back = 0;
        while (back + 1 < bars.Count && bars[back + 1].Bar.Start > swing)
        {
            back++;
        }

        return back;
    }

    /// <summary>The bar that went furthest against the break; of equal ones the last.</summary>
    private static int Extreme(RingView<RatedBar> bars, int first, Direction direction)
    {
        int extreme = 1;
        long low = SeenBar.Of(in bars[1].Bar, direction).Low;
        for (int back = 2; back <= first; back++)
        {
            long candidate = SeenBar.Of(in bars[back].Bar, direction).Low;
            if (candidate < low)
            {
                (extreme, low) = (back, candidate);
            }
        }

        return extreme;
    }

    /// <summary>The last bar against the break, from the one after the extreme backwards; the extreme itself where there is none.</summary>
    private static int Opposite(RingView<RatedBar> bars, int extreme, int first, Direction direction)
    {
        for (int back = Math.Max(extreme - 1, 1); back <= first; back++)
        {
            ref readonly RatedBar rated = ref bars[back];
            SeenBar bar = SeenBar.Of(in rated.Bar, direction);
            bool isClimax = new Price(bar.High - bar.Low).ToDouble() >= Climax * rated.Range; // NaN: not ready
            if (bar.Close < bar.Open && !isClimax)
            {
                return back;
            }
        }

        return extreme;
    }

    private static bool HasGap(RingView<RatedBar> bars, int extreme, Direction direction)
    {
        for (int back = 0; back + 2 <= extreme; back++)
        {
            long edge = SeenBar.Of(in bars[back + 2].Bar, direction).High;
            if (SeenBar.Of(in bars[back].Bar, direction).Low > edge && SeenBar.Of(in bars[back + 1].Bar, direction).Close > edge)
            {
                return true;
            }
        }

        return false;
    }
}
