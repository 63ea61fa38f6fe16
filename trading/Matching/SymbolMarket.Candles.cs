using Pawl.Types;

namespace Pawl.Trading;

// Matching on bars alone. The open is known to come first; what comes when inside the bar is assumed, see BarRule.
internal sealed partial class SymbolMarket
{
    private bool _inside;
    private long _barLeft;

    public void OnCandle(in Candle bar)
    {
        if (_count == 0) return;
        Long128 volume = Long128.Min(bar.Volume.ToLong128(), long.MaxValue);
        _barLeft = PartOf((long)volume, _assumptions.BarPercent);
        for (int i = 0; i < Families; i++) _families[i].Inside = false;
        Each(bar, Part.Open);
        _inside = true;
        Each(bar, Part.Entries);
        _inside = false;
        bool hurts = _assumptions.Inside == BarRule.Pessimistic;
        Each(bar, hurts ? Part.Stops : Part.Targets);
        Each(bar, hurts ? Part.Targets : Part.Stops);
        for (int i = 0; i < _count; i++)
        {
            if (_orders[i].IsStop) Trail(ref _orders[i], _orders[i].Buys ? bar.Low : bar.High);
            if (_orders[i].Arrived <= bar.Start) _orders[i].Waits = false;
        }

        Compact();
    }

    private enum Part
    {
        Open,
        Entries,
        Stops,
        Targets,
    }

    private void Each(in Candle bar, Part part)
    {
        int standing = _count;
        for (int i = 0; i < standing; i++)
        {
            ref VenueOrder order = ref _orders[i];
            // What arrived while the bar was forming may not have been there for any of its prices.
            if (order.Done || order.Arrived > bar.Start) continue;
            if (part == Part.Open) AtOpen(i, bar);
            else if (part == PartOf(order)) Within(i, bar);
        }
    }

    private static Part PartOf(in VenueOrder order)
    {
        if (!order.ReduceOnly) return Part.Entries;
        return order.IsLimit ? Part.Targets : Part.Stops;
    }

    private void AtOpen(int index, in Candle bar)
    {
        ref VenueOrder order = ref _orders[index];
        if (order.IsStop && order.Stop == Price.MinValue) order.Stop = order.Buys ? bar.Open + order.Trail : bar.Open - order.Trail;
        bool isNew = order.Waits;
        if (order.TimeInForce == TimeInForce.Fok && Lots(order, _barLeft) < order.Quantity)
        {
            End(index, OrderState.Canceled, bar.Start, Text64.From("not filled at once"));
            return;
        }

        if (order.IsStop && (order.Buys ? bar.Open >= order.Stop : bar.Open <= order.Stop) && !(order.ReduceOnly && Fillable(order) <= 0)) order.Triggered = true;
        if (order.IsMarket) Fill(index, bar.Open, ref _barLeft, maker: false, bar.Start);
        else if (order.IsLimit && Reaches(order.Side, bar.Open, order.Limit))
        {
            // What waited is filled at its own price, though the market opened beyond it; what is new takes the market's.
            bool maker = !isNew && order.Kind == OrderKind.Limit;
            if (!maker) Fill(index, bar.Open, ref _barLeft, maker: false, bar.Start);
            else if (bar.Open != order.Limit || _assumptions.Limits == FillRule.Touch) Fill(index, order.Limit, ref _barLeft, maker: true, bar.Start);
        }

        if (!order.Done && order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok && !order.IsStop) End(index, OrderState.Canceled, bar.Start, Text64.From("not filled at once"));
    }

    private void Within(int index, in Candle bar)
    {
        ref VenueOrder order = ref _orders[index];
        int family = FamilyOf(order.Parent);
        bool inside = family >= 0 && _families[family].Inside;
        if (order.ReduceOnly && Fillable(order) <= 0) return;
        if (order.IsStop)
        {
            bool touched = order.Buys ? bar.High >= order.Stop : bar.Low <= order.Stop;
            if (!touched || (inside && _assumptions.Inside == BarRule.Optimistic && !Beyond(order.Side, bar.Close, order.Stop))) return;
            order.Triggered = true;
            bool depends = inside || (order.ReduceOnly && OtherReached(order, bar));
            if (order.Kind != OrderKind.StopLimit) Fill(index, order.Stop, ref _barLeft, maker: false, bar.CloseTime, depends);
            // A stop-limit is filled at its stop only where the limit allows, and then as one that takes.
            else if (Reaches(order.Side, order.Stop, order.Limit)) Fill(index, order.Stop, ref _barLeft, maker: false, bar.CloseTime, depends);
            return;
        }

        if (!order.IsLimit) return;
        Price reached = order.Buys ? bar.Low : bar.High;
        if (!Reaches(order.Side, reached, order.Limit) || (reached == order.Limit && _assumptions.Limits == FillRule.Through)) return;
        if (inside && _assumptions.Inside == BarRule.Pessimistic && (!Reaches(order.Side, bar.Close, order.Limit) || bar.Close == order.Limit)) return;
        Fill(index, order.Limit, ref _barLeft, maker: true, bar.CloseTime, inside || (order.ReduceOnly && OtherReached(order, bar)));
    }

    /// <summary>Whether a price is at a stop or beyond it.</summary>
    private static bool Beyond(TradeDirection side, Price price, Price stop) => side == TradeDirection.Buy ? price >= stop : price <= stop;

    /// <summary>Whether the other protection of the same entry was within the bar too: then what came first was assumed.</summary>
    private bool OtherReached(in VenueOrder order, in Candle bar)
    {
        for (int i = 0; i < _count; i++)
        {
            ref VenueOrder other = ref _orders[i];
            if (other.Parent != order.Parent || other.Key == order.Key || other.Parent == default) continue;
            if (other.IsLimit && Reaches(other.Side, other.Buys ? bar.Low : bar.High, other.Limit)) return true;
            if (other.IsStop && (other.Buys ? bar.High >= other.Stop : bar.Low <= other.Stop)) return true;
        }

        return false;
    }
}
