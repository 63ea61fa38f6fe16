using Pawl.Backtesting.Results;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

// What the account of a run is at the end of a piece, without its orders, which change seldom and are large.
public sealed partial class TradingAccount
{
    /// <summary>Whether orders may have changed since somebody last said that they are saved.</summary>
    public bool OrdersChanged { get; set; } = true;

    /// <summary>Writes what changes with every price.</summary>
    public void SaveMoney(StateWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        account.SaveMoney(to);
        to.Put(books.Length);
        foreach (TradeBook book in books)
        {
            book.Save(to);
        }

        to.PutAll<long>([Fills, PathFills, Orders, Refused, isOpen ? 1 : 0, day.Number, last.Day.Number, LastCommand]);
        to.PutAll<Timestamp>([newest, last.Time]);
        foreach (Long128 sum in (ReadOnlySpan<Long128>)[Fees, TradedValue, SlippageCost, last.Equity, last.Cash])
        {
            to.Put(sum);
        }
    }

    /// <summary>Takes over what <see cref="SaveMoney"/> wrote.</summary>
    /// <exception cref="FormatException">It is damaged, or of other symbols or strategies.</exception>
    public void LoadMoney(ref StateReader from)
    {
        account.LoadMoney(ref from);
        int known = from.TakeCount(books.Length);
        foreach (TradeBook book in books[..known])
        {
            book.Load(ref from);
        }

        long[] numbers = new long[8];
        from.Fill<long>(numbers);
        Timestamp[] times = new Timestamp[2];
        from.Fill<Timestamp>(times);
        (Fills, PathFills, Orders, Refused) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        (isOpen, day, newest) = (numbers[4] != 0, new TradingDay((int)numbers[5]), times[0]);
        LastCommand = numbers[7];
        (Fees, TradedValue, SlippageCost) = (from.TakeLong128(), from.TakeLong128(), from.TakeLong128());
        last = new EquityMark(new TradingDay((int)numbers[6]), times[1], from.TakeLong128(), from.TakeLong128());
    }

    /// <summary>Compares what the account knows with what the broker has and with the fills of its log, symbol by symbol. Where they differ, entries stop.</summary>
    /// <param name="filled">What all fills of the log make of each symbol.</param>
    /// <returns>In what they differ, in words; empty where they are equal.</returns>
    public IReadOnlyList<string> Reconcile(IReadOnlyDictionary<string, Quantity> filled)
    {
        ArgumentNullException.ThrowIfNull(filled);
        List<string> findings = [];
        foreach (Lane lane in lanes.OfType<Lane>().Distinct())
        {
            foreach (int symbol in lane.Symbols)
            {
                Reconcile(lane.Broker, symbol, findings);
            }
        }

        for (int i = 0; i < symbols.Length; i++)
        {
            Quantity held = account.Ledger.Total(i).Net, inLog = filled.GetValueOrDefault(symbols[i].Name);
            if (held != inLog)
            {
                findings.Add($"{symbols[i].Name}: the account holds {held}, the fills of its log make {inLog}");
                account.Reconcile(i, inLog, newest);
            }
        }

        return findings;
    }

    private void Reconcile(SimulatedBroker broker, int symbol, List<string> findings)
    {
        string name = symbols[symbol].Name;
        BrokerReport[] later = [.. broker.OnTheWayBack().Where(r => r.Symbol == symbol)];
        // What the venue has filled and nobody was told of yet is not a difference: it is about to be told.
        Quantity told = broker.PositionOf(symbol);
        foreach (BrokerReport report in later.Where(r => r.IsFill))
        {
            told -= report.Fill.Side == TradeDirection.Buy ? report.Fill.Quantity : -report.Fill.Quantity;
        }

        Quantity held = account.Ledger.Total(symbol).Net;
        if (!account.Reconcile(symbol, told, newest))
        {
            findings.Add($"{name}: the account holds {held}, the broker {told}");
        }

        HashSet<string> atBroker = [.. broker.OrdersOf(symbol).Select(id => id.ToString())];
        foreach (BrokerReport report in later)
        {
            atBroker.Add((report.IsFill ? report.Fill.ClientOrderId : report.Update.ClientOrderId).ToString());
        }

        foreach (int slot in account.Orders.OpenSlots.ToArray())
        {
            Order order = account.Orders[slot];
            if (order.Symbol == symbol && !atBroker.Remove(order.Id.ToString()))
            {
                findings.Add($"{name}: the broker does not know order {order.Id}, of which {order.Remaining} is open here");
                account.Lose(order.Id, newest);
            }
        }

        foreach (string id in atBroker.Where(id => !account.Orders.TryFind(Text64.From(id), out _)).Order(StringComparer.Ordinal))
        {
            findings.Add($"{name}: the broker has order {id}, which is not known here");
            account.Tighten(RiskScope.Account, 0, TradingState.Halted, newest);
        }
    }
}
