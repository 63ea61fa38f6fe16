using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// The simulated venue of one symbol: the orders that stand there, in the order in which they arrived, and the market that
/// they are matched with. Orders here are ours alone; they move no price.
/// </summary>
internal sealed partial class SymbolMarket
{
    private const int Families = 64;
    private const string NothingToProtect = "nothing is left to protect";

    private readonly SimulatedBroker _broker;
    private readonly MatchingAssumptions _assumptions;
    private readonly FeeSchedule _fees;
    private readonly SymbolFacts _facts;
    private readonly PositionMode _mode;
    private FeedKind _feed;
    private readonly int _symbol;
    private long _inbound;
    private readonly long[] _longs;
    private readonly long[] _shorts;
    private readonly OrderFamily[] _families = new OrderFamily[Families];
    private VenueOrder[] _orders = new VenueOrder[16];
    private int _count;
    private int _nextFamily;
    private int _hint;

    public SymbolMarket(SimulatedBroker broker, int symbol, SymbolFacts facts, FeedKind feed, FeeSchedule fees, int strategies)
    {
        _broker = broker;
        _assumptions = broker.Assumptions;
        _symbol = symbol;
        _facts = facts;
        _fees = fees;
        _mode = broker.Mode;
        Feeds(feed);
        _longs = new long[strategies];
        _shorts = new long[strategies];
    }

    public FeedKind Feed => _feed;

    public int Open => _count;

    public void Feeds(FeedKind feed)
    {
        _feed = feed;
        _inbound = feed == FeedKind.Candles ? 0 : _assumptions.InboundLatency;
    }

    /// <summary>When the next order ends by its time; the greatest time where none does.</summary>
    public Timestamp NextExpiry { get; private set; } = Timestamp.MaxValue;

    /// <summary>A request arrives.</summary>
    public void Arrive(in ApprovedRequest request, Timestamp now)
    {
        switch (request.Request.Action)
        {
            case OrderAction.Place:
                Place(request, now);
                break;
            case OrderAction.Cancel:
                if (TryFind(request.Id, out int index)) End(index, OrderState.Canceled, now, default);
                break;
            default:
                if (TryFind(request.Id, out int at)) Replace(at, request.Request, now);
                break;
        }

        Compact();
    }

    /// <summary>Ends the orders whose time is over.</summary>
    public void Expire(Timestamp now)
    {
        for (int i = 0; i < _count; i++)
        {
            if (!_orders[i].Done && _orders[i].Expires <= now) End(i, OrderState.Expired, now, Text64.From("its time is over"));
        }

        Compact();
    }

    private void Place(in ApprovedRequest request, Timestamp now)
    {
        OrderRequest asked = request.Request;
        OrderKey.TryOf(asked.ClientOrderId, out OrderKey key);
        OrderKey.TryOf(asked.Parent, out OrderKey parent);
        if (_count == _orders.Length) Array.Resize(ref _orders, _count * 2);
        ref VenueOrder order = ref _orders[_count];
        order = new VenueOrder
        {
            Id = request.Id,
            Key = key,
            Parent = parent,
            Strategy = request.Strategy,
            Side = asked.Side,
            Kind = asked.Kind,
            TimeInForce = asked.TimeInForce,
            ReduceOnly = (asked.Flags & OrderFlags.ReduceOnly) != OrderFlags.None,
            Quantity = asked.Quantity.Raw,
            Limit = asked.LimitPrice,
            Stop = asked.StopPrice,
            Trail = asked.Trail,
            Arrived = now,
            Expires = EndOf(asked, now),
            QueueAhead = VenueOrder.UnknownQueue,
        };
        int index = _count++;
        if (!order.ReduceOnly) _families[_nextFamily++ % Families] = new OrderFamily { Entry = key };
        if (Wrong(order) is { } reason)
        {
            End(index, OrderState.Rejected, now, Text64.From(reason));
            return;
        }

        Report(order, OrderState.New, now, default);
        int family = FamilyOf(parent);
        if (family >= 0 && _families[family].Done && _families[family].Open <= 0) End(index, OrderState.Canceled, now, Text64.From(NothingToProtect));
        else OnArrival(index, now);
    }

    private void Replace(int index, in OrderRequest asked, Timestamp now)
    {
        ref VenueOrder order = ref _orders[index];
        if (order.Triggered) return;
        order.Quantity = asked.Quantity.Raw;
        order.Limit = asked.LimitPrice;
        order.Stop = asked.StopPrice;
        order.Trail = asked.Trail;
        order.QueueAhead = VenueOrder.UnknownQueue;
        Report(order, order.Filled > 0 ? OrderState.PartiallyFilled : OrderState.New, now, default);
        OnArrival(index, now);
    }

    /// <summary>What a venue would refuse an order for; null where nothing is wrong.</summary>
    private static string? Wrong(in VenueOrder order)
    {
        bool limit = order.Limit != Price.MinValue, stop = order.Stop != Price.MinValue;
        return order.Kind switch
        {
            OrderKind.Limit when !limit => "a limit order needs a limit price",
            OrderKind.Stop when !stop => "a stop order needs a stop price",
            OrderKind.StopLimit when !limit || !stop => "a stop-limit order needs both prices",
            OrderKind.TrailingStop when order.Trail.Raw <= 0 => "a trailing stop needs a distance above zero",
            _ when order.TimeInForce == TimeInForce.Gtd && order.Expires <= order.Arrived => "its time is over",
            _ => null,
        };
    }

    /// <summary>When an order ends by its time in force: of a day, with the last session of the trading day that it is in or waits for.</summary>
    private Timestamp EndOf(in OrderRequest asked, Timestamp now)
    {
        if (asked.TimeInForce == TimeInForce.Gtd) return asked.Expires;
        if (asked.TimeInForce != TimeInForce.Day) return Timestamp.MaxValue;
        TradingCalendar calendar = _facts.Instrument.Calendar;
        TradingSession session = calendar.NextOrCurrent(now, ref _hint);
        if (calendar.IsAlwaysOpen) return session.Close;
        for (TradingSession next = calendar.NextOrCurrent(session.Close); next.Day == session.Day; next = calendar.NextOrCurrent(session.Close)) session = next;
        return session.Close;
    }

    private bool IsOpen(Timestamp now) => _facts.Instrument.Calendar.IsAlwaysOpen || _facts.Instrument.Calendar.TryFind(now, ref _hint, out _);

    private bool TryFind(in Text24 id, out int index)
    {
        OrderKey key = OrderKey.Of(id);
        for (index = 0; index < _count; index++)
        {
            if (!_orders[index].Done && _orders[index].Key == key) return true;
        }

        return false;
    }

    /// <summary>Ends an order; what protects an entry that filled nothing ends with it.</summary>
    private void End(int index, OrderState state, Timestamp now, in Text64 reason)
    {
        ref VenueOrder order = ref _orders[index];
        order.Done = true;
        Report(order, state, now, reason);
        CloseFamily(order.Key, now);
    }

    private void CloseFamily(OrderKey entry, Timestamp now)
    {
        int family = FamilyOf(entry);
        if (family < 0) return;
        _families[family].Done = true;
        if (_families[family].Open > 0) return;
        for (int i = 0; i < _count; i++)
        {
            if (!_orders[i].Done && _orders[i].Parent == entry) End(i, OrderState.Canceled, now, Text64.From(NothingToProtect));
        }
    }

    private int FamilyOf(OrderKey entry)
    {
        if (entry == default) return -1;
        for (int i = 0; i < Families; i++)
        {
            if (_families[i].Entry == entry) return i;
        }

        return -1;
    }

    /// <summary>Takes out what is done; the others keep their order.</summary>
    private void Compact()
    {
        int kept = 0;
        Timestamp next = Timestamp.MaxValue;
        for (int i = 0; i < _count; i++)
        {
            if (_orders[i].Done) continue;
            if (kept != i) _orders[kept] = _orders[i];
            if (_orders[kept].Expires < next) next = _orders[kept].Expires;
            kept++;
        }

        _count = kept;
        if (next == NextExpiry) return;
        NextExpiry = next;
        _broker.ExpiryChanged();
    }

    private void Report(in VenueOrder order, OrderState state, Timestamp now, in Text64 reason)
    {
        ref BrokerReport report = ref _broker.AddReport(now, _inbound);
        report.Symbol = _symbol;
        report.Strategy = order.Strategy;
        report.IsFill = false;
        report.DependsOnPath = false;
        report.Slippage = Price.Zero;
        report.Update = new OrderUpdate
        {
            Account = _broker.Account,
            ClientOrderId = order.Id.ToText64(),
            VenueOrderId = order.Id.ToText64(),
            State = state,
            Quantity = new Quantity(order.Quantity),
            Filled = new Quantity(order.Filled),
            AveragePrice = Price.MinValue,
            Reason = reason,
        };
    }
}
