using Pawl.Types;

namespace Pawl.Trading;

// Matching on trades and quotes.
internal sealed partial class SymbolMarket
{
    private Price _bid, _ask, _last;
    private const long NotAsked = -1;

    // What our orders may still have of each, worked out when it is first asked for.
    private long _bidLeft = NotAsked, _askLeft = NotAsked, _tradeLeft = NotAsked;
    private long _bidSize, _askSize, _tradeSize, _carried;
    private bool _traded;

    private bool HasQuote => _bid.Raw > 0 && _ask.Raw > 0;

    public void OnQuote(Timestamp now, in Quote quote)
    {
        // What was taken of a quantity is there again only when it is quoted anew.
        if (quote.Bid != _bid || quote.BidSize.Raw != _bidSize) _bidLeft = NotAsked;
        if (quote.Ask != _ask || quote.AskSize.Raw != _askSize) _askLeft = NotAsked;
        _bid = quote.Bid;
        _ask = quote.Ask;
        _bidSize = quote.BidSize.Raw;
        _askSize = quote.AskSize.Raw;
        if (_count == 0 || !HasQuote) return;
        int standing = _count;
        for (int i = 0; i < standing; i++)
        {
            ref VenueOrder order = ref _orders[i];
            if (order.Done) continue;
            if (order.Waits) OnArrival(i, now);
            else if (order.IsMarket) Take(i, now);
            else if (order.IsLimit) OnQuoteLimit(i, now);
            else if (!_traded) OnStop(i, order.Buys ? _ask : _bid, now);
        }

        Compact();
    }

    public void OnTick(Timestamp now, in Tick tick)
    {
        _traded = true;
        _last = tick.Price;
        _tradeSize = tick.Size.Raw;
        if (_count == 0)
        {
            _tradeLeft = NotAsked;
            _carried = 0;
            return;
        }

        // Less than a lot that was left over counts with the next trade; more is gone with the one that it was of.
        _carried = _tradeLeft is NotAsked or Unlimited ? 0 : _tradeLeft % LotOf(_orders[0]);
        _tradeLeft = NotAsked;
        int standing = _count;
        for (int i = 0; i < standing; i++)
        {
            ref VenueOrder order = ref _orders[i];
            if (order.Done) continue;
            if (order.Waits) OnArrival(i, now);
            else if (order.IsMarket && !HasQuote) Take(i, now);
            else if (order.IsLimit) OnTradeLimit(i, tick, now);
            else if (order.IsStop) OnStop(i, tick.Price, now);
        }

        Compact();
    }

    /// <summary>An order is there: what it can have at once it takes.</summary>
    private void OnArrival(int index, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        order.Waits = true;
        if (_feed == FeedKind.Candles) return;
        bool open = IsOpen(now), priced = HasQuote || _traded;
        if (!open || !priced)
        {
            if (order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
                End(index, OrderState.Canceled, now, Text64.From(open ? "there is no price" : "the market is closed"));
            return;
        }

        order.Waits = false;
        if (order.IsStop) StartStop(ref order);
        if (order.IsStop) OnStop(index, order.Buys ? BuyPrice : SellPrice, now);
        else if (order.IsMarket || Crosses(order)) TakeAtOnce(index, now);
        else Queue(ref order);
        if (!order.Done && order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok && !order.IsStop) End(index, OrderState.Canceled, now, Text64.From("not filled at once"));
    }

    /// <summary>What a buyer pays now.</summary>
    private Price BuyPrice => HasQuote ? _ask : _last;

    /// <summary>What a seller gets now.</summary>
    private Price SellPrice => HasQuote ? _bid : _last;

    private bool Crosses(in VenueOrder order) => order.IsLimit && Reaches(order.Side, order.Buys ? BuyPrice : SellPrice, order.Limit);

    private void TakeAtOnce(int index, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        if (order.TimeInForce == TimeInForce.Fok && Lots(order, Left(order.Buys)) < order.Quantity) return;
        Take(index, now);
    }

    /// <summary>Takes what is quoted; where there are no quotes, its part of the last trade.</summary>
    private void Take(int index, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        Fill(index, order.Buys ? BuyPrice : SellPrice, ref Left(order.Buys), maker: false, now);
    }

    private ref long Left(bool buys)
    {
        if (!HasQuote) return ref TradeLeft();
        ref long left = ref (buys ? ref _askLeft : ref _bidLeft);
        if (left == NotAsked) left = PartOf(buys ? _askSize : _bidSize, _assumptions.QuotePercent);
        return ref left;
    }

    private ref long TradeLeft()
    {
        if (_tradeLeft != NotAsked) return ref _tradeLeft;
        _tradeLeft = PartOf(_tradeSize, _assumptions.TradePercent);
        if (_tradeLeft != Unlimited) _tradeLeft += _carried;
        return ref _tradeLeft;
    }

    private void OnQuoteLimit(int index, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        Price opposite = order.Buys ? _ask : _bid;
        bool beyond = Reaches(order.Side, opposite, order.Limit) && (opposite != order.Limit || _assumptions.Limits == FillRule.Touch);
        if (beyond) Fill(index, order.Limit, ref Left(order.Buys), maker: true, now);
        else if (order.QueueAhead == VenueOrder.UnknownQueue) Queue(ref order);
    }

    private void OnTradeLimit(int index, in Tick tick, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        if (!Reaches(order.Side, tick.Price, order.Limit)) return;
        if (tick.Price != order.Limit)
        {
            Fill(index, order.Limit, ref TradeLeft(), maker: true, now);
            return;
        }

        if (_assumptions.Limits != FillRule.Touch || order.QueueAhead == VenueOrder.UnknownQueue) return;
        order.QueueAhead -= tick.Size.Raw;
        if (order.QueueAhead >= 0 && tick.Size.Raw > 0 && _assumptions.QueuePercent.Raw > 0) return;
        ref long left = ref TradeLeft();
        long reached = order.QueueAhead < 0 ? Math.Min(-order.QueueAhead, left) : left, before = reached;
        order.QueueAhead = 0;
        Fill(index, order.Limit, ref reached, maker: true, now);
        if (left != Unlimited) left -= before - reached;
    }

    /// <summary>Where an order stands in the queue of its price: behind what is displayed there, known once its price is the best.</summary>
    private void Queue(ref VenueOrder order)
    {
        if (!order.IsLimit) return;
        if (_assumptions.QueuePercent.Raw == 0)
        {
            order.QueueAhead = 0;
            return;
        }

        if (!HasQuote) return;
        Price best = order.Buys ? _bid : _ask;
        if (order.Limit == best) order.QueueAhead = (long)Amounts.Part(order.Buys ? _bidSize : _askSize, _assumptions.QueuePercent.Raw, 100 * Price.Scale);
        else if (Reaches(order.Side, best, order.Limit)) order.QueueAhead = 0;
    }

    /// <summary>A trailing stop without a price begins at its distance.</summary>
    private void StartStop(ref VenueOrder order)
    {
        if (order.Kind != OrderKind.TrailingStop || order.Stop != Price.MinValue) return;
        order.Stop = order.Buys ? BuyPrice + order.Trail : SellPrice - order.Trail;
    }

    /// <summary>Triggers a stop that is touched, and lets one that trails follow.</summary>
    private void OnStop(int index, Price price, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        bool touched = order.Buys ? price >= order.Stop : price <= order.Stop;
        if (!touched)
        {
            Trail(ref order, price);
            return;
        }

        // What protects an entry that is not filled yet waits for it.
        if (order.ReduceOnly && Fillable(order) <= 0) return;
        order.Triggered = true;
        if (order.Kind == OrderKind.StopLimit)
        {
            if (Crosses(order)) Take(index, now);
            else Queue(ref order);
            return;
        }

        Price worst = Worse(order.Side, order.Stop, price);
        if (HasQuote) worst = Worse(order.Side, worst, order.Buys ? _ask : _bid);
        Fill(index, worst, ref Left(order.Buys), maker: false, now);
    }

    private void Trail(ref VenueOrder order, Price price)
    {
        // What protects an entry that is not filled yet does not follow the market.
        if (order.Kind != OrderKind.TrailingStop || (order.ReduceOnly && Fillable(order) <= 0)) return;
        Price follows = order.Buys ? price + order.Trail : price - order.Trail;
        if (order.Buys ? follows < order.Stop : follows > order.Stop) order.Stop = follows;
    }
}
