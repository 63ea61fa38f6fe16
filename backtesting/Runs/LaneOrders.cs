using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>The orders of a lane that are not done: what a strategy is told of them beside what the broker says.</summary>
internal sealed class LaneOrders
{
    private const int Most = 1 << 20;

    private readonly Dictionary<Key, Known> orders = [];

    /// <summary>How many are not done.</summary>
    public int Count => orders.Count;

    /// <summary>An order is on its way to the broker.</summary>
    public void Add(string strategy, OrderRole role, in OrderRequest request) =>
        orders[Key.Of(request.ClientOrderId)] = new Known(Execution.KeyOf(strategy), PurposeOf(role), request.Quantity, Quantity.Zero);

    /// <summary>What a strategy is told of a report; forgets the order where it is done.</summary>
    public Execution Tell(in BrokerReport report)
    {
        Text64 id = report.IsFill ? report.Fill.ClientOrderId : report.Update.ClientOrderId;
        Key key = Key.Of(id);
        Known order = orders.GetValueOrDefault(key);
        Execution told = new() { Strategy = order.Strategy, Order = key.ToText(), Purpose = order.Purpose };
        if (report.IsFill)
        {
            order = order with { Filled = order.Filled + report.Fill.Quantity };
            told.IsFill = 1;
            told.State = order.Filled >= order.Quantity ? OrderState.Filled : OrderState.PartiallyFilled;
            told.Quantity = report.Fill.Side == TradeDirection.Buy ? report.Fill.Quantity : -report.Fill.Quantity;
            told.Price = report.Fill.Price;
            told.Fee = report.Fill.Fee;
            orders[key] = order;
        }
        else
        {
            told.State = report.Update.State;
            told.Quantity = report.Update.Filled;
        }

        if (OrderStates.IsDone(told.State))
        {
            orders.Remove(key);
        }

        return told;
    }

    public void Save(StateWriter to)
    {
        to.Put(orders.Count);
        foreach ((Key key, Known known) in orders.OrderBy(o => o.Key.First).ThenBy(o => o.Key.Second).ThenBy(o => o.Key.Third))
        {
            to.PutAll<ulong>([key.First, key.Second, key.Third]);
            to.PutAll<long>([known.Strategy, (long)known.Purpose, known.Quantity.Raw, known.Filled.Raw]);
        }
    }

    public void Load(ref StateReader from)
    {
        orders.Clear();
        ulong[] key = new ulong[3];
        long[] known = new long[4];
        for (int left = from.TakeCount(Most); left > 0; left--)
        {
            from.Fill<ulong>(key);
            from.Fill<long>(known);
            orders[new Key(key[0], key[1], key[2])] = new Known(known[0], (OrderPurpose)known[1], new Quantity(known[2]), new Quantity(known[3]));
        }
    }

    /// <summary>What an order is for, as events say it.</summary>
    public static OrderPurpose PurposeOf(OrderRole role) => (OrderPurpose)((int)role + 1);

    private readonly record struct Known(long Strategy, OrderPurpose Purpose, Quantity Quantity, Quantity Filled);

    /// <summary>Our id of an order as numbers, so that it is found without making a string.</summary>
    private readonly record struct Key(ulong First, ulong Second, ulong Third)
    {
        public static Key Of(in Text64 id)
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(id);
            return new Key(words[0], words[1], words[2]);
        }

        public Text24 ToText()
        {
            Text24 text = default;
            Span<byte> bytes = text;
            Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            (words[0], words[1], words[2]) = (First, Second, Third);
            return text;
        }
    }
}
