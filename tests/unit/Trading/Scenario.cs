using System.Globalization;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

/// <summary>
/// Runs a scenario: a text of market events, orders and what is expected after each, worked out by hand. Every fill must be
/// expected, in its order.
/// </summary>
internal sealed class Scenario : IAccountSink
{
    private readonly string _name;
    private readonly Queue<string> _fills = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FillOddity> _oddities = new(StringComparer.Ordinal);
    private AccountSettings _settings = new("test", ShippedLimits.BackTest);
    private Instrument _instrument = new("TEST");
    private MatchingAssumptions _assumptions = MatchingAssumptions.Optimistic with { Limits = FillRule.Through, Inside = BarRule.Pessimistic };
    private FeeSchedule _fees = FeeSchedule.None;
    private FeedKind _feed;
    private readonly ExchangeRates _rates = new("USD");
    private bool _short = true;
    private Account? _account;
    private SimulatedBroker? _broker;
    private int _line;

    private Scenario(string name) => _name = name;

    private Account Account => _account ?? Start();

    public static void Run(string file)
    {
        var scenario = new Scenario(Path.GetFileName(file));
        foreach (string line in File.ReadLines(file))
        {
            scenario._line++;
            string text = line.Split('#')[0].Trim();
            if (text.Length > 0) scenario.Step(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.True(scenario._fills.Count == 0, $"{scenario._name}: not expected: {string.Join("; ", scenario._fills)}");
    }

    private void Step(string[] words)
    {
        if (words[0].Contains(':', StringComparison.Ordinal)) Event(Time(words[0]), words[1..]);
        else if (_account is null && words[0] is "account" or "symbol" or "assume" or "fees" or "rate" or "limit") SetUp(words);
        else Expect(words);
    }

    private void SetUp(string[] words)
    {
        if (words[0] == "rate")
        {
            _rates.Set(words[1], Price.Parse(words[2]), "by hand");
            return;
        }

        foreach (string word in words[1..])
        {
            (string key, string value) = (word.Split('=')[0], word.Split('=')[1]);
            switch (words[0], key)
            {
                case ("account", "cash"): _settings = _settings with { Cash = QuantitySum.Parse(value) }; break;
                case ("account", "mode"): _settings = _settings with { Mode = value == "hedging" ? PositionMode.Hedging : PositionMode.Netting }; break;
                case ("account", "margin"): _settings = _settings with { Limits = _settings.Limits with { MarginPercent = Price.Parse(value) } }; break;
                case ("symbol", "tick"): _instrument = _instrument with { TickSize = Price.Parse(value) }; break;
                case ("symbol", "lot"): _instrument = _instrument with { LotSize = Quantity.Parse(value) }; break;
                case ("symbol", "multiplier"): _instrument = _instrument with { Multiplier = Quantity.Parse(value) }; break;
                case ("symbol", "currency"): _instrument = _instrument with { Currency = value }; break;
                case ("symbol", "feed"): _feed = value == "candles" ? FeedKind.Candles : FeedKind.Ticks; break;
                case ("symbol", "short"): _short = value == "yes"; break;
                case ("assume", "out"): _assumptions = _assumptions with { OutboundLatency = long.Parse(value, CultureInfo.InvariantCulture) * 1_000_000 }; break;
                case ("assume", "back"): _assumptions = _assumptions with { InboundLatency = long.Parse(value, CultureInfo.InvariantCulture) * 1_000_000 }; break;
                case ("assume", "limits"): _assumptions = _assumptions with { Limits = Enum.Parse<FillRule>(value) }; break;
                case ("assume", "queue"): _assumptions = _assumptions with { QueuePercent = Price.Parse(value) }; break;
                case ("assume", "quote"): _assumptions = _assumptions with { QuotePercent = Price.Parse(value) }; break;
                case ("assume", "trade"): _assumptions = _assumptions with { TradePercent = Price.Parse(value) }; break;
                case ("assume", "bar"): _assumptions = _assumptions with { BarPercent = Price.Parse(value) }; break;
                case ("assume", "slippage"): _assumptions = _assumptions with { Slippage = Enum.Parse<SlippageKind>(value) }; break;
                case ("assume", "amount"): _assumptions = _assumptions with { SlippageAmount = Price.Parse(value) }; break;
                case ("assume", "inside"): _assumptions = _assumptions with { Inside = Enum.Parse<BarRule>(value) }; break;
                case ("fees", "maker"): _fees = _fees with { MakerBasisPoints = Price.Parse(value) }; break;
                case ("fees", "taker"): _fees = _fees with { TakerBasisPoints = Price.Parse(value) }; break;
                case ("fees", "unit"): _fees = _fees with { PerUnit = Price.Parse(value) }; break;
                case ("fees", "order"): _fees = _fees with { PerOrder = Price.Parse(value) }; break;
                case ("fees", "minimum"): _fees = _fees with { Minimum = Price.Parse(value) }; break;
                default: Assert.Fail($"{Where}: {words[0]} {key} means nothing"); break;
            }
        }
    }

    private Account Start()
    {
        int currency = _instrument.Currency.Length == 0 ? 0 : _rates.Index(_instrument.Currency);
        var facts = new SymbolFacts("TEST", _instrument, currency, _short);
        _broker = new SimulatedBroker("test", _settings.Mode, _assumptions, _rates, [(facts, _feed, _fees)], 2);
        return _account = new Account(_settings, [new StrategySettings("one"), new StrategySettings("two")], [facts], _rates, _broker, this);
    }

    private void Event(Timestamp time, string[] words)
    {
        Account account = Account;
        Deliver(time, inclusive: words[0] == "wait");
        if (words[0] == "signal") Name(time);
        switch (words[0])
        {
            case "quote":
                var quote = new Quote { Bid = Price.Parse(words[1]), BidSize = Quantity.Parse(words[2]), Ask = Price.Parse(words[3]), AskSize = Quantity.Parse(words[4]) };
                _broker!.OnQuote(0, time, quote);
                account.OnQuote(0, time, quote);
                break;
            case "trade":
                var tick = new Tick { Price = Price.Parse(words[1]), Size = Quantity.Parse(words[2]) };
                _broker!.OnTick(0, time, tick);
                account.OnTick(0, time, tick);
                break;
            case "bar":
                var bar = new Candle
                {
                    Start = time.AddNanoseconds(-60 * Timestamp.NanosecondsPerSecond),
                    CloseTime = time,
                    Open = Price.Parse(words[1]),
                    High = Price.Parse(words[2]),
                    Low = Price.Parse(words[3]),
                    Close = Price.Parse(words[4]),
                    Volume = QuantitySum.Parse(words[5]),
                };
                _broker!.OnCandle(0, bar);
                Deliver(time, inclusive: true);
                account.OnCandle(0, time, bar);
                break;
            case "order":
                account.Submit(OrderOf(words), time);
                break;
            case "signal":
                account.OnSignal(0, 0, time, SignalOf(words), new Cause(time.Nanoseconds, 1));
                break;
            case "cancel":
                Assert.True(account.Cancel(IdOf(words[1]), time), $"{Where}: {words[1]} is not open");
                break;
            case "wait":
                break;
            default:
                Assert.Fail($"{Where}: {words[0]} means nothing");
                break;
        }
    }

    /// <summary>The orders that a signal causes are called by its time and the number of the leg: 0 the entry, 1 the stop, 2 the target, 3 the exit.</summary>
    private void Name(Timestamp time)
    {
        string clock = time.ToString()[11..^1];
        for (int leg = 0; leg < 4; leg++)
        {
            string output = string.Create(CultureInfo.InvariantCulture, $"TEST:{time.Nanoseconds}:1");
            _names[ClientOrderIds.Make("pwl", "", output, leg).ToString()] = string.Create(CultureInfo.InvariantCulture, $"{clock}/{leg}");
        }
    }

    private void Expect(string[] words)
    {
        ref readonly Holding held = ref Account.Ledger.HoldingOf(0, 0);
        ref readonly Holding other = ref Account.Ledger.HoldingOf(1, 0);
        ref readonly Holding total = ref Account.Ledger.Total(0);
        string text = string.Join(' ', words);
        switch (words[0])
        {
            case "fill":
                Assert.True(_fills.TryDequeue(out string? fill), $"{Where}: nothing was filled, expected {text}");
                Same(text, fill);
                break;
            case "state":
                Assert.True(Account.Orders.TryFind(IdOf(words[1]), out int slot), $"{Where}: {words[1]} is not known");
                Same(words[2], Account.Orders[slot].State.ToString());
                break;
            case "refused": Same(string.Join(' ', words[2..]), _refusals.GetValueOrDefault(words[1], "nothing")); break;
            case "oddity": Same(words[2], _oddities.GetValueOrDefault(words[1]).ToString()); break;
            case "position": Same(text, $"position {Text(held.Long)}"); break;
            case "short": Same(text, $"short {Text(held.Short)}"); break;
            case "other": Same(text, $"other {Text(other.Long)}"); break;
            case "total": Same(text, $"total {total.Net}"); break;
            case "realized": Same(words[1], held.Long.Realized.ToString()); break;
            case "fees": Same(words[1], held.Long.Fees.ToString()); break;
            case "cash": Same(words[1], QuantitySum.FromInt128(Account.Ledger.Cash).ToString()); break;
            case "equity": Same(words[1], QuantitySum.FromInt128(Account.Ledger.Equity).ToString()); break;
            case "paths": Same(words[1], _broker!.PathFills.ToString(CultureInfo.InvariantCulture)); break;
            default: Assert.Fail($"{Where}: {words[0]} means nothing"); break;
        }
    }

    private string Text(in Position position) =>
        position.IsFlat ? "0" : $"{position.Quantity} {position.AveragePrice(_instrument.Multiplier)}";

    private void Same(string expected, string actual) => Assert.True(expected == actual, $"{Where}: expected {expected}, got {actual}");

    private string Where => $"{_name}:{_line}";

    private void Deliver(Timestamp until, bool inclusive)
    {
        while (_broker!.TryNext(until, inclusive, out BrokerReport report))
        {
            if (report.IsFill)
            {
                _fills.Enqueue($"fill {_names.GetValueOrDefault(report.Fill.ClientOrderId.ToString(), report.Fill.ClientOrderId.ToString())} {report.Fill.Quantity} {report.Fill.Price} {report.Fill.Fee}");
                _account!.OnFill(report.Symbol, report.Known, report.Fill);
            }
            else
            {
                _account!.OnUpdate(report.Symbol, report.Known, report.Update);
            }
        }
    }

    private static Order OrderOf(string[] words)
    {
        var order = new Order
        {
            Id = IdOf(words[1]),
            Side = words[2] == "buy" ? TradeDirection.Buy : TradeDirection.Sell,
            Kind = Enum.Parse<OrderKind>(words[3], ignoreCase: true),
            Quantity = Quantity.Parse(words[4]),
            TimeInForce = TimeInForce.Gtc,
            Limit = Price.MinValue,
            Stop = Price.MinValue,
            Trail = Price.MinValue,
            Expires = Timestamp.MinValue,
        };
        foreach (string word in words[5..])
        {
            string value = word.Contains('=', StringComparison.Ordinal) ? word.Split('=')[1] : "";
            switch (word.Split('=')[0])
            {
                case "limit": order.Limit = Price.Parse(value); break;
                case "stop": order.Stop = Price.Parse(value); break;
                case "trail": order.Trail = Price.Parse(value); break;
                case "tif": order.TimeInForce = Enum.Parse<TimeInForce>(value, ignoreCase: true); break;
                case "expires": order.Expires = Time(value); break;
                case "parent": order.Parent = IdOf(value); break;
                case "strategy": order.Strategy = long.Parse(value, CultureInfo.InvariantCulture); break;
                case "reduce":
                    order.Flags = OrderFlags.ReduceOnly;
                    order.Role = OrderRole.Exit;
                    break;
                default: Assert.Fail($"an order has no {word}"); break;
            }
        }

        return order;
    }

    /// <summary><c>signal entry buy 100 stop=98 target=104 size=10</c>.</summary>
    private static TradeSignal SignalOf(string[] words)
    {
        var signal = new TradeSignal
        {
            Kind = Enum.Parse<SignalKind>(words[1], ignoreCase: true),
            Side = words[2] == "buy" ? TradeDirection.Buy : TradeDirection.Sell,
            Price = Price.Parse(words[3]),
            Stop = Price.MinValue,
            Target = Price.MinValue,
        };
        foreach (string word in words[4..])
        {
            string value = word.Split('=')[1];
            if (word.StartsWith("stop", StringComparison.Ordinal)) signal.Stop = Price.Parse(value);
            else if (word.StartsWith("target", StringComparison.Ordinal)) signal.Target = Price.Parse(value);
            else signal.Size = Quantity.Parse(value);
        }

        return signal;
    }

    private static Text24 IdOf(string name)
    {
        Assert.True(Text24.TryFrom(name, out Text24 id));
        return id;
    }

    private static Timestamp Time(string clock) => Timestamp.Parse($"2024-01-02T{clock}Z");

    void IAccountSink.OnRequest(in ApprovedRequest request)
    {
    }

    void IAccountSink.OnRefused(in Order order, in Refusal refusal, Timestamp time) => _refusals[order.Id.ToString()] = refusal.Reason().ToString();

    void IAccountSink.OnOrder(in Order order, Timestamp time)
    {
    }

    void IAccountSink.OnPosition(int strategy, int symbol, in PositionUpdate position, Timestamp time)
    {
    }

    void IAccountSink.OnOddity(int symbol, in Text64 clientOrderId, FillOddity oddity, Timestamp time) => _oddities[clientOrderId.ToString()] = oddity;

    void IAccountSink.OnImpossible(in Order order, OrderState told, Timestamp time) => Assert.Fail($"{Where}: {order.Id} cannot be {told}");

    void IAccountSink.OnStopped(RiskRule rule, Timestamp time)
    {
    }
}
