using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A block that is still followed, as it was told last.</summary>
internal struct LiveBlock
{
    public OrderBlock Told;

    /// <summary>Takes a later bar and tells every state that it reaches.</summary>
    /// <returns>Whether its life is over.</returns>
    public bool Follow(in Candle candle, in OrderBlocks.Parameters p, ref Emitter<OrderBlock> e)
    {
        if (Told.State == OrderBlockState.Breaker)
        {
            // A breaker is seen from the other side: what lies behind it is above its top.
            SeenBar back = SeenBar.Of(in candle, Told.Direction);
            if (back.Close >= SeenRange.Of(Told.PriceLow, Told.PriceHigh, Told.Direction).Bottom)
            {
                return false;
            }

            Tell(OrderBlockState.Invalidated, candle.CloseTime, ref e);
            return true;
        }

        OrderBlockState now = Reached(SeenBar.Of(in candle, Told.Direction), in p);
        while (Told.State < now)
        {
            Tell(Told.State + 1, candle.CloseTime, ref e);
        }

        if (now == OrderBlockState.Broken)
        {
            Told.Direction = Told.Direction.Opposite();
            Tell(OrderBlockState.Breaker, candle.CloseTime, ref e);
        }

        return false;
    }

    private readonly OrderBlockState Reached(SeenBar bar, in OrderBlocks.Parameters p)
    {
        SeenRange range = SeenRange.Of(Told.PriceLow, Told.PriceHigh, Told.Direction);
        if ((p.BrokenBy == BreakMode.Close ? bar.Close : bar.Low) < range.Bottom)
        {
            return OrderBlockState.Broken;
        }

        bool isMitigated = p.Mitigation switch
        {
            BlockMitigation.Midpoint => range.IsLowerHalf(bar.Low),
            BlockMitigation.Touch => bar.Low <= range.Top,
            _ => bar.Close <= range.Top,
        };
        return isMitigated ? OrderBlockState.Mitigated : bar.Low <= range.Top ? OrderBlockState.Tested : OrderBlockState.Open;
    }

    public void Tell(OrderBlockState state, Timestamp time, ref Emitter<OrderBlock> e)
    {
        Told.State = state;
        Told.StateTime = time;
        e.Emit(in Told);
    }
}
