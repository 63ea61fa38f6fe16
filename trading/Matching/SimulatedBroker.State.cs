using Pawl.Types;

namespace Pawl.Trading;

// The venue of some symbols as bytes: what stands there, what is on its way, and what it saw of the market last.
public sealed partial class SimulatedBroker
{
    private const int MostOnTheWay = 1 << 20;

    /// <summary>What the orders of all strategies have made of a symbol at the venue, long less short.</summary>
    public Quantity PositionOf(int symbol) => new(Market(symbol).Net);

    /// <summary>Our ids of the orders of a symbol that stand at the venue or are on their way to it.</summary>
    public IReadOnlyList<Text24> OrdersOf(int symbol)
    {
        List<Text24> ids = [];
        Market(symbol).AddOpen(ids);
        for (int i = 0; i < _arrivals.Count; i++)
        {
            ref readonly Arrival arrival = ref _arrivals[i];
            if (arrival.Request.Symbol == symbol && arrival.Request.Request.Action == OrderAction.Place) ids.Add(arrival.Request.Id);
        }

        return ids;
    }

    /// <summary>What happened at the venue and is not known here yet.</summary>
    public IReadOnlyList<BrokerReport> OnTheWayBack()
    {
        var reports = new BrokerReport[_reports.Count];
        for (int i = 0; i < reports.Length; i++) reports[i] = _reports[i];
        return reports;
    }

    /// <summary>Writes the state.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="symbols">The symbols that anything is sent for here.</param>
    public void Save(StateWriter to, ReadOnlySpan<int> symbols)
    {
        ArgumentNullException.ThrowIfNull(to);
        foreach (int symbol in symbols) Market(symbol).Save(to);
        _arrivals.Save(to);
        _reports.Save(to);
        to.Put(_executions);
        to.Put(PathFills);
        to.Put(_latest);
    }

    /// <summary>Takes a saved state over, of the same symbols.</summary>
    /// <exception cref="FormatException">It is damaged, or of other strategies.</exception>
    public void Load(ref StateReader from, ReadOnlySpan<int> symbols)
    {
        foreach (int symbol in symbols) Market(symbol).Load(ref from);
        _arrivals.Load(ref from, MostOnTheWay);
        _reports.Load(ref from, MostOnTheWay);
        _executions = from.Take<long>();
        PathFills = from.Take<long>();
        _latest = from.Take<Timestamp>();
        _expiryChanged = true;
    }
}
