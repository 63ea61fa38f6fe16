using Pawl.Bench.Baselines;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Bench.Rows;

/// <summary>What a trade costs the simulated venue and the account: with nothing to do, with orders that stand, with orders that come and go.</summary>
internal static class Matching
{
    public static IEnumerable<Row> Make(bool quick)
    {
        RawTick[] ticks = TickStream.Generate(quick ? 200_000 : 1_000_000);
        var idle = new MatchingRun(ticks, standing: 0, every: int.MaxValue);
        yield return new Row("matching and account, no order", "adding up the prices", Goal.None, ticks.Length, "tick", idle.Go, () => Sink.Take(ticks.Sum(t => t.Price)));
        yield return new Row("matching and account, 4 orders stand", "no order", Goal.None, ticks.Length, "tick", new MatchingRun(ticks, standing: 4, every: int.MaxValue).Go, idle.Go);
        yield return new Row("matching and account, a bracket every 100 trades", "no order", Goal.None, ticks.Length, "tick", new MatchingRun(ticks, standing: 0, every: 100).Go, idle.Go);
    }

    private sealed class MatchingRun(RawTick[] ticks, int standing, int every) : IAccountSink
    {
        private const long Far = 50_00 * 1_000_000L;
        private const long Near = 20 * 1_000_000L;

        public void Go()
        {
            var rates = new ExchangeRates("USD");
            var facts = new SymbolFacts("ONE", new Instrument("ONE") { LotSize = new Quantity(Quantity.Scale), TickSize = new Price(Price.Scale / 100) }, 0);
            var broker = new SimulatedBroker("bench", PositionMode.Netting, MatchingAssumptions.Pessimistic, rates, [(facts, FeedKind.Ticks, FeeSchedule.None)], 1);
            RiskLimits limits = ShippedLimits.BackTest with { MarginPercent = Price.Zero, PriceCollarPercent = new Price(1_000 * Price.Scale) };
            var account = new Account(new AccountSettings("bench", limits), [new("one")], [facts], rates, broker, this);
            for (int i = 0; i < ticks.Length; i++)
            {
                ref readonly RawTick raw = ref ticks[i];
                var time = new Timestamp(raw.Time);
                while (broker.TryNext(time, inclusive: false, out BrokerReport report))
                {
                    if (report.IsFill) account.OnFill(report.Symbol, report.Known, report.Fill);
                    else account.OnUpdate(report.Symbol, report.Known, report.Update);
                }

                var tick = new Tick { Price = new Price(raw.Price), Size = new Quantity(raw.Size) };
                broker.OnTick(0, time, tick);
                account.OnTick(0, time, tick);
                if (i < standing) account.Submit(Standing(i, raw.Price), time);
                else if (i % every == every - 1) Signal(account, time, raw.Price, i);
            }

            Sink.Take((long)account.Ledger.Equity);
        }

        private static Order Standing(int number, long price) => new()
        {
            Cause = new Cause(number + 1, 1),
            Kind = OrderKind.Limit,
            TimeInForce = TimeInForce.Gtc,
            Quantity = new Quantity((number + 1) * Quantity.Scale),
            Limit = new Price(price - Far),
            Stop = Price.MinValue,
            Trail = Price.MinValue,
            Expires = Timestamp.MinValue,
        };

        private static void Signal(Account account, Timestamp time, long price, int number)
        {
            bool flat = account.Ledger.HoldingOf(0, 0).Net.Raw == 0;
            account.OnSignal(0, 0, time, new TradeSignal
            {
                Kind = flat ? SignalKind.Entry : SignalKind.Exit,
                Side = flat ? TradeDirection.Buy : TradeDirection.Sell,
                Price = new Price(price),
                Stop = new Price(price - Near),
                Target = new Price(price + Near),
            }, new Cause(number + 1, 1));
        }

        public void OnRequest(in ApprovedRequest request)
        {
        }

        public void OnRefused(in Order order, in Refusal refusal, Timestamp time)
        {
        }

        public void OnOrder(in Order order, Timestamp time)
        {
        }

        public void OnPosition(int strategy, int symbol, in PositionUpdate position, Timestamp time)
        {
        }

        public void OnOddity(int symbol, in Text64 clientOrderId, FillOddity oddity, Timestamp time)
        {
        }

        public void OnImpossible(in Order order, OrderState told, Timestamp time)
        {
        }

        public void OnStopped(RiskRule rule, Timestamp time)
        {
        }
    }
}
