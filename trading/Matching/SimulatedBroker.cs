using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// The broker of back-tests and of paper trading: the same code. Requests reach the venue after the latency, what happens
/// there is known here after it again. Who drives it tells it the market in the order of time, and asks it before each
/// market event what became known until then.
/// </summary>
public sealed partial class SimulatedBroker : IBroker
{
    private readonly IReadOnlyList<(SymbolFacts Facts, FeedKind Feed, FeeSchedule Fees)> _symbols;
    private readonly SymbolMarket?[] _markets;
    private readonly int _strategies;
    private readonly Fifo<Arrival> _arrivals = new();
    private readonly Fifo<BrokerReport> _reports = new();
    private long _executions;
    private Timestamp _latest = Timestamp.MinValue;
    private Timestamp _expires = Timestamp.MaxValue;
    private int _expiring;
    private bool _expiryChanged;

    /// <param name="account">The name of the account.</param>
    /// <param name="mode">Netting or hedging.</param>
    /// <param name="assumptions">What the venue assumes.</param>
    /// <param name="rates">What currencies are worth; fees are in that of the account.</param>
    /// <param name="symbols">The symbols by their number, what they are matched on and what is charged.</param>
    /// <param name="strategies">How many strategies there are: each has a book of its own, which reduce-only orders reduce.</param>
    public SimulatedBroker(
        string account,
        PositionMode mode,
        MatchingAssumptions assumptions,
        ExchangeRates rates,
        IReadOnlyList<(SymbolFacts Facts, FeedKind Feed, FeeSchedule Fees)> symbols,
        int strategies)
    {
        Account = Text64.From(account);
        Mode = mode;
        Assumptions = assumptions;
        Rates = rates;
        (_symbols, _strategies) = (symbols, strategies);
        _markets = new SymbolMarket?[symbols.Count];
    }

    public MatchingAssumptions Assumptions { get; }

    /// <summary>How many fills depended on the path that was assumed inside a bar.</summary>
    public long PathFills { get; private set; }

    /// <summary>How many fills there were.</summary>
    public long Fills => _executions;

    internal Text64 Account { get; }

    internal PositionMode Mode { get; }

    internal ExchangeRates Rates { get; }

    /// <summary>How many orders stand at the venue or are on their way.</summary>
    public int Open(int symbol) => Market(symbol).Open + _arrivals.Count;

    /// <summary>Says what a symbol is matched on, before anything else is said of it.</summary>
    public void Feed(int symbol, FeedKind feed) => Market(symbol).Feeds(feed);

    /// <inheritdoc/>
    public void Send(in ApprovedRequest request)
    {
        bool candles = Market(request.Symbol).Feed == FeedKind.Candles;
        ref Arrival arrival = ref _arrivals.Add();
        arrival.Request = request;
        arrival.At = candles ? request.Time : Later(request.Time, Assumptions.OutboundLatency);
    }

    /// <summary>Whether anything happens at the venue or becomes known here before a moment; <see cref="TryNext"/> then goes through it.</summary>
    /// <inheritdoc cref="TryNext" path="/param"/>
    public bool HasUntil(Timestamp until, bool inclusive)
    {
        if (_expiryChanged) FindExpiry();
        Timestamp next = _expires;
        if (_reports.Count > 0 && _reports.First.Known < next) next = _reports.First.Known;
        if (_arrivals.Count > 0 && _arrivals.First.At < next) next = _arrivals.First.At;
        return next < until || (inclusive && next == until && next != Timestamp.MaxValue);
    }

    /// <summary>The next that is known here before a moment, in the order of time. Ask again until there is none; then tell the market.</summary>
    /// <param name="until">The moment of the next market event.</param>
    /// <param name="inclusive">
    /// Whether what is known at the very moment counts: for the fills of a bar, which are older than its end, after it was told.
    /// </param>
    /// <param name="report">What is known.</param>
    public bool TryNext(Timestamp until, bool inclusive, out BrokerReport report)
    {
        while (true)
        {
            Timestamp known = _reports.Count > 0 ? _reports.First.Known : Timestamp.MaxValue;
            Timestamp arrives = _arrivals.Count > 0 ? _arrivals.First.At : Timestamp.MaxValue;
            if (_expiryChanged) FindExpiry();
            Timestamp next = known <= arrives ? known : arrives;
            if (_expires < next) next = _expires;
            if (next == Timestamp.MaxValue || next > until || (next == until && !inclusive))
            {
                report = default;
                return false;
            }

            if (next == known)
            {
                report = _reports.First;
                _reports.Remove();
                if (report.IsFill && report.DependsOnPath) PathFills++;
                return true;
            }

            if (next == arrives)
            {
                Arrival arrival = _arrivals.First;
                _arrivals.Remove();
                Told(next);
                Market(arrival.Request.Symbol).Arrive(arrival.Request, next);
            }
            else
            {
                Told(next);
                Market(_expiring).Expire(next);
            }
        }
    }

    /// <summary>A trade.</summary>
    public void OnTick(int symbol, Timestamp time, in Tick tick)
    {
        Told(time);
        Market(symbol).OnTick(time, tick);
    }

    /// <summary>The best bid and ask.</summary>
    public void OnQuote(int symbol, Timestamp time, in Quote quote)
    {
        Told(time);
        Market(symbol).OnQuote(time, quote);
    }

    /// <summary>A bar that is complete, for a symbol that is matched on bars alone.</summary>
    public void OnCandle(int symbol, in Candle candle) => Market(symbol).OnCandle(candle);

    /// <summary>Adds what happened at the venue; it is known after the latency, and never before what was told earlier.</summary>
    internal ref BrokerReport AddReport(Timestamp at, long latency)
    {
        Told(Later(at, latency));
        ref BrokerReport report = ref _reports.Add();
        report.Known = _latest;
        return ref report;
    }

    /// <summary>The id of the next execution.</summary>
    internal Text64 NextExecution()
    {
        Text64 id = default;
        Span<byte> text = id;
        text[0] = (byte)'x';
        (++_executions).TryFormat(text[1..], out _, provider: System.Globalization.CultureInfo.InvariantCulture);
        return id;
    }

    internal void ExpiryChanged() => _expiryChanged = true;

    private static Timestamp Later(Timestamp time, long nanoseconds) =>
        time.Nanoseconds > Timestamp.MaxValue.Nanoseconds - nanoseconds ? Timestamp.MaxValue : time.AddNanoseconds(nanoseconds);

    private void Told(Timestamp time)
    {
        if (time > _latest) _latest = time;
    }

    /// <summary>The venue of a symbol, made when it is first asked for: of thousands of symbols a broker may see one.</summary>
    private SymbolMarket Market(int symbol) =>
        _markets[symbol] ??= new SymbolMarket(this, symbol, _symbols[symbol].Facts, _symbols[symbol].Feed, _symbols[symbol].Fees, _strategies);

    private void FindExpiry()
    {
        _expiryChanged = false;
        _expires = Timestamp.MaxValue;
        for (int i = 0; i < _markets.Length; i++)
        {
            if (_markets[i] is not { } market || market.NextExpiry >= _expires) continue;
            _expires = market.NextExpiry;
            _expiring = i;
        }
    }

    private struct Arrival
    {
        public Timestamp At;
        public ApprovedRequest Request;
    }
}
