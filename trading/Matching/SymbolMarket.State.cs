using Pawl.Types;

namespace Pawl.Trading;

// Saved and restored as it is; what is only used while an event is processed is not part of it.
internal sealed partial class SymbolMarket
{
    private const int MostOrders = 1 << 20;

    /// <summary>What our orders have made of the symbol, long less short.</summary>
    public long Net
    {
        get
        {
            long net = 0;
            for (int i = 0; i < _longs.Length; i++) net += _longs[i] - _shorts[i];
            return net;
        }
    }

    public void AddOpen(List<Text24> to)
    {
        for (int i = 0; i < _count; i++)
        {
            if (!_orders[i].Done) to.Add(_orders[i].Id);
        }
    }

    public void Save(StateWriter to)
    {
        to.Put((long)_feed);
        to.PutAll<VenueOrder>(_orders.AsSpan(0, _count));
        to.PutAll<OrderFamily>(_families);
        to.Put(_nextFamily);
        to.PutAll<long>(_longs);
        to.PutAll<long>(_shorts);
        to.PutAll<Price>([_bid, _ask, _last]);
        to.PutAll<long>([_bidLeft, _askLeft, _tradeLeft, _bidSize, _askSize, _tradeSize, _carried, _traded ? 1 : 0]);
        to.Put(NextExpiry);
    }

    public void Load(ref StateReader from)
    {
        Feeds((FeedKind)from.Take<long>());
        VenueOrder[] orders = from.TakeAll<VenueOrder>(MostOrders);
        if (_orders.Length < orders.Length) _orders = new VenueOrder[orders.Length];
        orders.CopyTo(_orders, 0);
        _count = orders.Length;
        from.Fill<OrderFamily>(_families);
        _nextFamily = from.Take<int>();
        from.FillFirst<long>(_longs);
        from.FillFirst<long>(_shorts);
        Span<Price> prices = stackalloc Price[3];
        from.Fill(prices);
        (_bid, _ask, _last) = (prices[0], prices[1], prices[2]);
        Span<long> left = stackalloc long[8];
        from.Fill(left);
        (_bidLeft, _askLeft, _tradeLeft, _bidSize) = (left[0], left[1], left[2], left[3]);
        (_askSize, _tradeSize, _carried, _traded) = (left[4], left[5], left[6], left[7] != 0);
        NextExpiry = from.Take<Timestamp>();
    }
}
