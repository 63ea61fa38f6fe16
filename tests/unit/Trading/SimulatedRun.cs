using Pawl.Tests.Support;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Tests.Unit.Trading;

/// <summary>A random market with random signals and orders, through account and simulated broker, as a back-test drives them.</summary>
internal sealed class SimulatedRun : IAccountSink
{
    private readonly Lcg _random;
    private readonly SimulatedBroker _simulated;
    private long _now = Accounts.At(0).Nanoseconds;
    private long _price = 10_000;
    private long _events;

    public SimulatedRun(ulong seed, MatchingAssumptions assumptions)
    {
        _random = new Lcg(seed);
        Assumptions = assumptions;
        var rates = new ExchangeRates("USD");
        var facts = new SymbolFacts("ONE", new Instrument("ONE") { LotSize = Quantity.Parse("1"), TickSize = Price.Parse("0.01") }, 0);
        _simulated = new SimulatedBroker("test", PositionMode.Netting, assumptions, rates, [(facts, FeedKind.Ticks, FeeSchedule.None)], 2);
        RiskLimits limits = ShippedLimits.BackTest with { MarginPercent = Price.Zero, MaxPosition = Quantity.Parse("500") };
        Account = new Account(new AccountSettings("test", limits), [new("a"), new("b") { TrailingStops = true }], [facts], rates, _simulated, this);
    }

    public MatchingAssumptions Assumptions { get; }

    public Account Account { get; }

    public RecordingBroker Broker { get; } = new();

    public List<(Fill Fill, Timestamp Known)> Fills { get; } = [];

    public Dictionary<string, Order> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether fills and orders are kept, which allocates.</summary>
    public bool Records { get; init; } = true;

    public void Run(int events)
    {
        for (int i = 0; i < events; i++)
        {
            _now += _random.Next(200) * 1_000_000L;
            var time = new Timestamp(_now);
            while (_simulated.TryNext(time, inclusive: false, out BrokerReport report)) Take(report);
            _price = Math.Max(5_000, _price + _random.Next(41) - 20);
            Market(time);
            if (_random.OneIn(4)) Signal(time, i);
        }
    }

    private void Take(in BrokerReport report)
    {
        if (!report.IsFill)
        {
            Account.OnUpdate(report.Symbol, report.Known, report.Update);
            return;
        }

        if (Records) Fills.Add((report.Fill, report.Known));
        Account.OnFill(report.Symbol, report.Known, report.Fill);
    }

    private void Market(Timestamp time)
    {
        if (_random.OneIn(2))
        {
            var tick = new Tick { Price = new Price(_price * 1_000_000), Size = new Quantity((1 + _random.Next(200)) * Quantity.Scale) };
            _simulated.OnTick(0, time, tick);
            Account.OnTick(0, time, tick);
            return;
        }

        var quote = new Quote
        {
            Bid = new Price((_price - 1 - _random.Next(3)) * 1_000_000),
            BidSize = new Quantity(_random.Next(300) * Quantity.Scale),
            Ask = new Price((_price + 1 + _random.Next(3)) * 1_000_000),
            AskSize = new Quantity(_random.Next(300) * Quantity.Scale),
        };
        _simulated.OnQuote(0, time, quote);
        Account.OnQuote(0, time, quote);
    }

    private void Signal(Timestamp time, int index)
    {
        bool buys = _random.OneIn(2);
        int strategy = _random.Next(2);
        long away = (20 + _random.Next(60)) * 1_000_000L * (buys ? 1 : -1);
        var price = new Price(_price * 1_000_000);
        var signal = new TradeSignal
        {
            Side = buys ? TradeDirection.Buy : TradeDirection.Sell,
            Price = price,
            Stop = Price.MinValue,
            Target = Price.MinValue,
            Size = new Quantity((1 + _random.Next(60)) * Quantity.Scale),
        };
        switch (_random.Next(5))
        {
            case 0:
                signal.Kind = SignalKind.Exit;
                signal.Size = default;
                break;
            case 1:
                signal.Kind = SignalKind.Stop;
                signal.Stop = price - new Price(away);
                break;
            default:
                signal.Kind = SignalKind.Entry;
                signal.Stop = price - new Price(away);
                signal.Target = price + new Price(away);
                break;
        }

        Account.OnSignal(strategy, 0, time, signal, new Cause(++_events, index));
    }

    void IAccountSink.OnRequest(in ApprovedRequest request)
    {
        if (!Records || request.Request.Action != OrderAction.Place) return;
        Account.Orders.TryFind(request.Id, out int slot);
        Orders[request.Id.ToString()] = Account.Orders[slot];
    }

    void IAccountSink.OnRefused(in Order order, in Refusal refusal, Timestamp time)
    {
    }

    void IAccountSink.OnOrder(in Order order, Timestamp time)
    {
    }

    void IAccountSink.OnPosition(int strategy, int symbol, in PositionUpdate position, Timestamp time)
    {
    }

    void IAccountSink.OnOddity(int symbol, in Text64 clientOrderId, FillOddity oddity, Timestamp time) => Broker.Oddities.Add(oddity);

    void IAccountSink.OnImpossible(in Order order, OrderState told, Timestamp time) => Broker.Impossible.Add((order.State, told));

    void IAccountSink.OnStopped(RiskRule rule, Timestamp time)
    {
    }
}
