using System.Globalization;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Tests.Unit.Trading;

/// <summary>An account of two strategies and two symbols with a broker that does nothing by itself.</summary>
internal sealed class Accounts
{
    public const int Symbols = 2, Strategies = 2;

    public Accounts(RiskLimits? limits = null, PositionMode mode = PositionMode.Netting, string cash = "100000")
    {
        var rates = new ExchangeRates("USD");
        rates.Set("EUR", Price.Parse("1.1"), "by hand");
        SymbolFacts[] symbols =
        [
            new("ONE", new Instrument("ONE") { LotSize = Quantity.Parse("1"), TickSize = Price.Parse("0.01") }, 0),
            new("TWO", new Instrument("TWO") { Multiplier = Quantity.Parse("2.5"), Currency = "EUR" }, rates.Index("EUR")),
        ];
        var settings = new AccountSettings("test", limits ?? ShippedLimits.BackTest with { MarginPercent = Price.Zero }) { Mode = mode, Cash = QuantitySum.Parse(cash) };
        Account = new Account(settings, [new StrategySettings("a"), new StrategySettings("b")], symbols, rates, Broker, Broker);
    }

    public RecordingBroker Broker { get; } = new();

    public Account Account { get; }

    public static Timestamp At(int second) => Timestamp.Parse("2024-01-02T10:00:00Z").AddNanoseconds(second * Timestamp.NanosecondsPerSecond);

    public static Order Order(string id, int strategy, int symbol, TradeDirection side, string quantity, string? limit = null, bool reduces = false)
    {
        Text24.TryFrom(id, out Text24 text);
        return new Order
        {
            Id = text,
            Strategy = strategy,
            Symbol = symbol,
            Side = side,
            Kind = limit is null ? OrderKind.Market : OrderKind.Limit,
            Quantity = Quantity.Parse(quantity),
            TimeInForce = TimeInForce.Gtc,
            Flags = reduces ? OrderFlags.ReduceOnly : OrderFlags.None,
            Role = reduces ? OrderRole.Exit : OrderRole.Entry,
            Limit = limit is null ? Price.MinValue : Price.Parse(limit),
            Stop = Price.MinValue,
            Trail = Price.MinValue,
            Expires = Timestamp.MinValue,
        };
    }

    public static Fill Fill(string order, int execution, TradeDirection side, Price price, Quantity quantity, string fee = "0") => new()
    {
        ClientOrderId = Text64.From(order),
        VenueFillId = Text64.From(string.Create(CultureInfo.InvariantCulture, $"v{execution}")),
        Side = side,
        Price = price,
        Quantity = quantity,
        Fee = QuantitySum.Parse(fee),
    };

    public static OrderUpdate Update(string order, OrderState state, string reason = "") =>
        new() { ClientOrderId = Text64.From(order), State = state, AveragePrice = Price.MinValue, Reason = Text64.From(reason) };

    public void Trade(int symbol, int second, string price) => Account.OnTick(symbol, At(second), new Tick { Price = Price.Parse(price), Size = Quantity.Parse("1") });

    public string? Refused(Order order, int second) => Account.Submit(order, At(second)) ? null : Broker.Refused[^1].Refusal.Reason().ToString();
}
