using Pawl.Backtesting.Runs;
using Pawl.Recovery;
using Pawl.Trading;

namespace Pawl.Host.Paper;

// What is stored of account and broker: in parts, so that a commit writes what changed. Start: load, compare, and only then trade.
internal sealed partial class PaperTrading
{
    private bool areNamesStored;

    private const string Names = "names", Money = "money", Orders = "orders", LanePrefix = "lane ";

    /// <summary>In what the account differed from its broker or its own log when it was loaded; empty where it did not.</summary>
    public IReadOnlyList<string> Differences { get; private set; } = [];

    /// <summary>What changed since the last commit; null where nothing did.</summary>
    public MessageBatch? TakeBatch()
    {
        if (!hasChanged)
        {
            return null;
        }

        hasChanged = false;
        MessageBatch batch = messages!.Take();
        if (!areNamesStored)
        {
            areNamesStored = true;
            Add(batch, Names, SaveNames);
        }

        Add(batch, Money, account!.SaveMoney);
        if (account.OrdersChanged)
        {
            account.OrdersChanged = false;
            Add(batch, Orders, account.Account.SaveOrders);
        }

        foreach (Lane lane in logs.Select(l => l.Lane).Where(l => l.Touched))
        {
            lane.Touched = false;
            Add(batch, LanePrefix + lane.Name, lane.Save);
        }

        return batch;
    }

    /// <summary>Takes over what is stored where nothing new has come that made it necessary.</summary>
    public void Settle()
    {
        if (crew is not null)
        {
            Start();
        }
    }

    private static void Add(MessageBatch batch, string part, Action<StateWriter> save)
    {
        StateWriter to = new();
        save(to);
        batch.AddState(part, to.Written);
    }

    /// <summary>Takes over what is stored, and compares it. What differs stops entries until a person has looked at it.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    private void Start()
    {
        if (isStarted)
        {
            return;
        }

        isStarted = true;
        if (stored?.Part(Money) is not { } money || stored.Part(Orders) is not { } orders)
        {
            return;
        }

        Read(money, account!.LoadMoney);
        Read(orders, account.Account.LoadOrders);
        account.OrdersChanged = false;
        logs.ForEach(l => Load(l.Lane));
        Differences = [.. account.Reconcile(AccountFills.PositionsOf(stored.Log))];
        foreach (string difference in Differences)
        {
            request.Findings.WriteLine($"account {name}: {difference}");
        }

        request.Findings.WriteLine(Differences.Count == 0
            ? $"account {name}: goes on after message {stored.Log.Tail.Sequence}; it agrees with its broker and its log"
            : $"account {name}: is halted, nothing that makes a position larger is sent; look at the differences, then 'pawl kill-switch off --scope account' arms it");
    }

    private void Load(Lane lane)
    {
        if (stored?.Part(LanePrefix + lane.Name) is { } part)
        {
            Read(part, lane.Load);
            lane.Touched = false;
        }
    }

    private delegate void Loader(ref StateReader from);

    private void Read(ReadOnlyMemory<byte> part, Loader load)
    {
        try
        {
            StateReader from = new(part.Span);
            load(ref from);
            if (!from.IsAtEnd)
            {
                throw new FormatException("the saved state of the account has bytes that do not belong to it");
            }
        }
        catch (FormatException unusable)
        {
            throw new StoreException($"account {name}: {unusable.Message}; restore the store from a copy, or choose another store", unusable);
        }
    }

    private void SaveNames(StateWriter to)
    {
        foreach (string[] names in (string[][])[Symbols(), Strategies()])
        {
            to.Put(names.Length);
            Array.ForEach(names, to.Put);
        }
    }

    private (string[] Symbols, string[] Strategies)? KnownBefore()
    {
        if (stored?.Part(Names) is not { } part)
        {
            return null;
        }

        (string[], string[]) known = default;
        Read(part, (ref StateReader from) => known = (TakeNames(ref from), TakeNames(ref from)));
        return known;
    }

    private static string[] TakeNames(ref StateReader from)
    {
        string[] names = new string[from.TakeCount(1 << 20)];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = from.TakeText();
        }

        return names;
    }
}
