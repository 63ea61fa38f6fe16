using Pawl.Types;

namespace Pawl.Trading;

// How much may be filled, at what price, and what follows from it.
internal sealed partial class SymbolMarket
{
    private const long Unlimited = long.MaxValue;

    /// <summary>How much of an order may be filled now: what is left, what it protects, what it could reduce.</summary>
    private long Fillable(in VenueOrder order)
    {
        long left = order.Quantity - order.Filled;
        int family = FamilyOf(order.Parent);
        if (family >= 0) left = Math.Min(left, _families[family].Open);
        if (order.ReduceOnly) left = Math.Min(left, Closable(order));
        return left;
    }

    private long Closable(in VenueOrder order)
    {
        long longs = _longs[order.Strategy], shorts = _shorts[order.Strategy];
        return Math.Max(0, order.Buys ? Math.Max(-longs, shorts) : longs);
    }

    /// <summary>Cuts a quantity to whole lots; where the lot is not known, to whole units for an order of whole units.</summary>
    private long Lots(in VenueOrder order, long quantity)
    {
        if (quantity == Unlimited) return quantity;
        return quantity - (quantity % LotOf(order));
    }

    private long LotOf(in VenueOrder order)
    {
        if (_facts.Instrument.LotSize.Raw > 0) return _facts.Instrument.LotSize.Raw;
        return order.Quantity % Quantity.Scale == 0 ? Quantity.Scale : 1;
    }

    /// <summary>A part in percent of a quantity; one that is not known does not limit.</summary>
    private static long PartOf(long quantity, Price percent) =>
        quantity <= 0 ? Unlimited : (long)Long128.Min(Amounts.Part(quantity, percent.Raw, 100 * Price.Scale), Unlimited);

    /// <summary>Fills as much of an order as there is.</summary>
    /// <param name="index">The order.</param>
    /// <param name="price">The price before it slips.</param>
    /// <param name="available">How much there is; what is taken is subtracted.</param>
    /// <param name="maker">Whether the order waited: then it does not slip.</param>
    /// <param name="now">When.</param>
    /// <param name="dependsOnPath">Whether it depended on the path that was assumed inside a bar.</param>
    private void Fill(int index, Price price, ref long available, bool maker, Timestamp now, bool dependsOnPath = false)
    {
        ref VenueOrder order = ref _orders[index];
        long fillable = Fillable(order);
        long quantity = Math.Min(fillable, Lots(order, available));
        if (quantity <= 0)
        {
            if (order.ReduceOnly && fillable <= 0 && order.IsMarket) End(index, OrderState.Canceled, now, Text64.From("nothing is left to reduce"));
            return;
        }

        Price at = maker ? price : Slipped(order, price, quantity, available);
        if (available != Unlimited) available -= quantity;
        Execute(ref order, quantity, at, maker, now, dependsOnPath, at > price ? at - price : price - at);
        if (order.Filled >= order.Quantity) Finish(index, now);
    }

    private void Execute(ref VenueOrder order, long quantity, Price price, bool maker, Timestamp now, bool dependsOnPath, Price slipped)
    {
        order.Filled += quantity;
        Long128 value = Long128.Abs(Amounts.Value(price, new Quantity(quantity), _facts.Multiplier));
        Long128 fee = _fees.Of(value, new Quantity(quantity), maker, order.Fills == 0, ref order.FeeCharged, ref order.FeePaid);
        order.Fills++;
        Count(order, quantity);
        ref BrokerReport report = ref _broker.AddReport(now, _inbound);
        report.Symbol = _symbol;
        report.Strategy = order.Strategy;
        report.IsFill = true;
        report.DependsOnPath = dependsOnPath;
        report.Slippage = slipped;
        report.Fill = new Fill
        {
            Account = _broker.Account,
            ClientOrderId = order.Id.ToText64(),
            VenueFillId = _broker.NextExecution(),
            Side = order.Side,
            Price = price,
            Quantity = new Quantity(quantity),
            Fee = QuantitySum.FromLong128(_broker.Rates.Convert(fee, _facts.Currency)),
            Liquidity = maker ? Types.Liquidity.Maker : Types.Liquidity.Taker,
            FillTime = now,
        };
        Follow(order, quantity, now);
    }

    /// <summary>An order is filled whole: its family has all that it will have.</summary>
    private void Finish(int index, Timestamp now)
    {
        _orders[index].Done = true;
        CloseFamily(_orders[index].Key, now);
    }

    /// <summary>Counts the position of the strategy, as the account does.</summary>
    private void Count(in VenueOrder order, long quantity)
    {
        if (_mode == PositionMode.Netting) _longs[order.Strategy] += order.Buys ? quantity : -quantity;
        else if (order.Buys != order.ReduceOnly) _longs[order.Strategy] += order.Buys ? quantity : -quantity;
        else _shorts[order.Strategy] += order.Buys ? -quantity : quantity;
    }

    /// <summary>An entry's fill makes its protection larger; a fill of one protection makes the other smaller, and ends it with the last.</summary>
    private void Follow(in VenueOrder order, long quantity, Timestamp now)
    {
        if (!order.ReduceOnly)
        {
            int own = FamilyOf(order.Key);
            if (own < 0) return;
            _families[own].Opened += quantity;
            _families[own].Inside |= _inside;
            return;
        }

        int family = FamilyOf(order.Parent);
        if (family < 0) return;
        _families[family].Closed += quantity;
        if (!_families[family].Done || _families[family].Open > 0) return;
        for (int i = 0; i < _count; i++)
        {
            ref VenueOrder other = ref _orders[i];
            if (other.Done || other.Parent != order.Parent || other.Filled >= other.Quantity) continue;
            other.Done = true;
            Report(other, OrderState.Canceled, now, Text64.From(NothingToProtect));
        }
    }

    /// <summary>The price after slipping: worse for the order, on a tick, never beyond its limit.</summary>
    private Price Slipped(in VenueOrder order, Price price, long quantity, long available)
    {
        long amount = _assumptions.SlippageAmount.Raw;
        Long128 by = _assumptions.Slippage switch
        {
            SlippageKind.Ticks => Amounts.Times(_facts.Instrument.TickSize.Raw, amount),
            SlippageKind.BasisPoints => Amounts.Part(Math.Abs(price.Raw), amount, 10_000 * Amounts.Scale),
            SlippageKind.Spread when HasQuote && _ask > _bid => Amounts.Times((_ask - _bid).Raw, amount),
            SlippageKind.Volume when available is > 0 and not Unlimited =>
                Amounts.Part(Amounts.Part(Math.Abs(price.Raw), amount, 10_000 * Amounts.Scale), quantity, available),
            _ => 0,
        };
        if (by == 0) return price;
        var moved = new Price(checked((long)(order.Buys ? price.Raw + by : price.Raw - by)));
        moved = _facts.ToTick(moved, order.Side);
        if (!order.IsLimit) return moved;
        return order.Buys ? Min(moved, order.Limit) : Max(moved, order.Limit);
    }

    private static Price Min(Price one, Price other) => one < other ? one : other;

    private static Price Max(Price one, Price other) => one > other ? one : other;

    /// <summary>The price that is worse for a side.</summary>
    private static Price Worse(TradeDirection side, Price one, Price other) => side == TradeDirection.Buy ? Max(one, other) : Min(one, other);

    /// <summary>Whether a price is as good as another for a side, or better.</summary>
    private static bool Reaches(TradeDirection side, Price price, Price limit) => side == TradeDirection.Buy ? price <= limit : price >= limit;
}
