using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>
/// The way of one log through the data: its market events, one by one, told to the broker and processed, with the broker's reports
/// between them in the order of time. It goes on by itself until something concerns the account, and waits there. One thread at a
/// time: its own while it runs, the account's while it waits.
/// </summary>
/// <remarks>
/// An event is told to the broker before it is processed, so that nothing that a strategy decides because of it can be filled by it.
/// What is known before it comes first; the fills of a bar, which are older than its end, before the bar itself.
/// </remarks>
public sealed partial class Lane
{
    private readonly ILaneLog log;
    private readonly SimulatedBroker broker;
    private readonly int[] symbols;
    private readonly bool[] followed;
    private readonly bool[] isFed;
    private readonly LaneMark[] prices;
    private readonly LaneMark[] quotes;
    private readonly List<LaneSignal> signals = [];
    private readonly Queue<(int Symbol, Execution Execution)> told = [];
    private ReadOnlyMemory<InputEvent> events;
    private Timestamp until;
    private int next;
    private bool isTold;
    private long lastDay = -1;

    /// <param name="log">The log.</param>
    /// <param name="broker">The broker of its symbols.</param>
    /// <param name="symbols">The account's numbers of the log's symbols.</param>
    public Lane(ILaneLog log, SimulatedBroker broker, IReadOnlyList<int> symbols)
    {
        this.log = log;
        this.broker = broker;
        this.symbols = [.. symbols];
        followed = new bool[symbols.Count];
        isFed = new bool[symbols.Count];
        prices = new LaneMark[symbols.Count];
        quotes = new LaneMark[symbols.Count];
    }

    public string Name => log.Name;

    /// <summary>Whether something of it concerns the account, which has to take it before the lane goes on.</summary>
    public bool Waits => Items.Count > 0;

    /// <summary>The time of its newest event; it never falls.</summary>
    public Timestamp Time { get; private set; } = Timestamp.MinValue;

    /// <summary>Prices of symbols that the account follows, which it has not taken yet.</summary>
    public Queue<LaneMark> Marks { get; } = [];

    /// <summary>What concerns the account, in order; the account empties it.</summary>
    public LaneItems Items { get; } = new();

    /// <summary>Whether anything of it may have changed since somebody last said that it is saved.</summary>
    public bool Touched { get; set; }

    /// <summary>How many events came from the source.</summary>
    public long Events { get; private set; }

    /// <summary>A time before which nothing of this lane can still happen.</summary>
    public Timestamp NotBefore =>
        orders.Count > 0 || told.Count > 0 ? Time
        : next >= events.Length ? Timestamp.MaxValue
        : Later(Time, events.Span[next].Time);

    private readonly LaneOrders orders = new();

    /// <summary>Whether its broker has something to say before a time.</summary>
    public bool Hears(Timestamp until) => broker.HasUntil(until, inclusive: false);

    /// <summary>Sends a request of the account to the broker.</summary>
    internal void Send(in ApprovedRequest request, string strategy, OrderRole role)
    {
        if (request.Request.Action == OrderAction.Place)
        {
            orders.Add(strategy, role, request.Request);
        }

        broker.Send(request);
        Touched = true;
    }

    /// <summary>Tells a strategy at once what became of an order that never reached the broker.</summary>
    internal void Tell(int symbol, in Execution execution) => told.Enqueue((Array.IndexOf(symbols, symbol), execution));

    /// <summary>Says whether the account wants to know every price of a symbol.</summary>
    internal void Follow(int symbol, bool follows)
    {
        followed[Array.IndexOf(symbols, symbol)] = follows;
        Touched = true;
    }

    /// <summary>The account's number of a symbol of the log.</summary>
    internal int NumberOf(int symbol) => symbols[symbol];

    /// <summary>Gives it the next piece of its data, which has to stay as it is until the lane is through.</summary>
    /// <param name="piece">Its events.</param>
    /// <param name="end">The time that all lanes reach with this piece: what follows is not earlier.</param>
    public void Give(ReadOnlyMemory<InputEvent> piece, Timestamp end)
    {
        events = piece;
        until = end;
        next = 0;
        isTold = false;
        Events += piece.Length;
    }

    /// <summary>Goes on until the account has to be asked, or the piece is at its end.</summary>
    public void Run()
    {
        ReadOnlySpan<InputEvent> all = events.Span;
        while (!Waits)
        {
            if (told.TryDequeue(out (int Symbol, Execution Execution) own))
            {
                Process(own.Symbol, EventKind.OrderUpdate, Time, own.Execution);
            }
            else if (next < all.Length)
            {
                Step(in all[next]);
            }
            else if (!TryDeliver(until, inclusive: false))
            {
                return;
            }
        }
    }

    /// <summary>Takes the next that the broker still has to say once the data have ended; false where nothing is left.</summary>
    public bool Drain() => TryDeliver(Timestamp.MaxValue, inclusive: false);

    /// <summary>An event that is not of the source: the end of the data.</summary>
    public void Add(in InputEvent own) => Process(in own, isOwn: true);

    private void Step(in InputEvent e)
    {
        if (!isTold)
        {
            if (TryDeliver(e.Time, inclusive: false))
            {
                return;
            }

            TellMarket(in e);
            (isTold, Touched) = (true, true);
        }

        if (e.Kind == EventKind.Candle && TryDeliver(e.Time, inclusive: true))
        {
            return;
        }

        next++;
        isTold = false;
        Note(in e);
        Process(in e, isOwn: false);
    }

    private void TellMarket(in InputEvent e)
    {
        int symbol = symbols[e.Symbol];
        if (!isFed[e.Symbol] && e.Kind is EventKind.Tick or EventKind.Quote or EventKind.Candle)
        {
            isFed[e.Symbol] = true;
            broker.Feed(symbol, e.Kind == EventKind.Candle ? FeedKind.Candles : FeedKind.Ticks);
        }

        switch (e.Kind)
        {
            case EventKind.Tick:
                broker.OnTick(symbol, e.Time, in e.Tick);
                break;
            case EventKind.Quote:
                broker.OnQuote(symbol, e.Time, in e.Quote);
                break;
            case EventKind.Candle:
                broker.OnCandle(symbol, in e.Candle);
                break;
        }
    }

    /// <summary>What the market says, for the account: at once where it follows the symbol, else the last of it when it is asked.</summary>
    private void Note(in InputEvent e)
    {
        LaneMark mark = new(e.Time, symbols[e.Symbol], e.Kind, default, default);
        switch (e.Kind)
        {
            case EventKind.Tick:
                mark = prices[e.Symbol] = mark with { Price = e.Tick.Price };
                break;
            case EventKind.Candle:
                mark = prices[e.Symbol] = mark with { Price = e.Candle.Close };
                break;
            case EventKind.Quote:
                mark = quotes[e.Symbol] = mark with { Price = e.Quote.Bid, Ask = e.Quote.Ask };
                break;
            default:
                return;
        }

        // The account hears of every day, so that one without trades is a day too.
        long day = e.Time.Nanoseconds / Timestamp.NanosecondsPerDay;
        if (followed[e.Symbol] || day != lastDay)
        {
            lastDay = day;
            Marks.Enqueue(mark);
        }
    }

    private bool TryDeliver(Timestamp before, bool inclusive) => broker.HasUntil(before, inclusive) && Deliver(before, inclusive);

    private bool Deliver(Timestamp before, bool inclusive)
    {
        ref LaneItem item = ref Items.Add();
        if (!broker.TryNext(before, inclusive, out item.Report))
        {
            Items.RemoveLast();
            return false;
        }

        Touched = true;
        int symbol = Array.IndexOf(symbols, item.Report.Symbol);
        Put(ref item, Later(Time, item.Report.Known), symbol, isReport: true);
        Process(symbol, item.Report.IsFill ? EventKind.Fill : EventKind.OrderUpdate, item.Time, orders.Tell(in item.Report));
        return true;
    }

    private void Put(ref LaneItem item, Timestamp time, int symbol, bool isReport)
    {
        (item.Time, item.Symbol, item.IsReport) = (time, symbols[symbol], isReport);
        (item.LastPrice, item.LastQuote) = (prices[symbol], quotes[symbol]);
    }

    private void Process(int symbol, EventKind kind, Timestamp time, in Execution execution)
    {
        InputEvent e = new() { Kind = kind, Symbol = symbol, Time = time, Execution = execution };
        Process(in e, isOwn: true);
    }

    private void Process(in InputEvent e, bool isOwn)
    {
        Time = Later(Time, e.Time);
        log.Process(in e, isOwn, signals);
        if (signals.Count > 0)
        {
            foreach (ref readonly LaneSignal signal in CollectionsMarshal.AsSpan(signals))
            {
                ref LaneItem item = ref Items.Add();
                item.Signal = signal;
                Put(ref item, Time, signal.Symbol, isReport: false);
            }

            signals.Clear();
        }
    }

    private static Timestamp Later(Timestamp a, Timestamp b) => a > b ? a : b;
}
