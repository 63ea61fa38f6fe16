using Pawl.Tests.Unit.Instruments;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

/// <summary>Orders and the hours of a market that is open on weekdays from 08:00 to 12:00 and from 13:00 to 18:00.</summary>
public sealed class SessionOrderTests
{
    [Fact]
    public void A_market_order_of_the_night_is_filled_at_the_open_and_one_that_cannot_wait_ends()
    {
        var run = new Run();
        run.Quote("2024-01-02T17:59:00", "99", "100");
        run.Order("a", OrderKind.Market, TimeInForce.Day, "2024-01-02T19:00:00");
        run.Order("i", OrderKind.Market, TimeInForce.Ioc, "2024-01-02T19:00:01");
        run.Quote("2024-01-03T08:00:00", "109", "110");
        run.Until("2024-01-03T08:01:00");
        Assert.Equal(["a 110 2024-01-03T08:00:00Z"], run.Fills);
        Assert.Equal(OrderState.Canceled, run.State("i"));
    }

    [Fact]
    public void An_order_of_the_day_outlives_the_break_at_noon_and_ends_with_the_last_session()
    {
        var run = new Run();
        run.Quote("2024-01-02T11:00:00", "99", "100");
        run.Order("a", OrderKind.Limit, TimeInForce.Day, "2024-01-02T11:30:00");
        run.Until("2024-01-02T17:59:59");
        Assert.Equal(OrderState.New, run.State("a"));
        run.Until("2024-01-02T18:00:00");
        Assert.Equal(OrderState.Expired, run.State("a"));
        run.Order("n", OrderKind.Limit, TimeInForce.Day, "2024-01-02T18:30:00");
        run.Until("2024-01-03T17:59:59");
        Assert.Equal(OrderState.New, run.State("n"));
        run.Until("2024-01-03T18:00:00");
        Assert.Equal(OrderState.Expired, run.State("n"));
    }

    private sealed class Run
    {
        private readonly SimulatedBroker _simulated;
        private readonly Account _account;

        public Run()
        {
            var rates = new ExchangeRates("USD");
            var facts = new SymbolFacts("ONE", new Instrument("ONE") { Calendar = Sessions.Weekdays() }, 0);
            _simulated = new SimulatedBroker("test", PositionMode.Netting, MatchingAssumptions.Optimistic, rates, [(facts, FeedKind.Ticks, FeeSchedule.None)], 1);
            _account = new Account(new AccountSettings("test", ShippedLimits.BackTest), [new("one")], [facts], rates, _simulated, new RecordingBroker());
        }

        public List<string> Fills { get; } = [];

        public void Quote(string time, string bid, string ask)
        {
            Until(time, inclusive: false);
            var quote = new Quote { Bid = Price.Parse(bid), BidSize = Quantity.Parse("10"), Ask = Price.Parse(ask), AskSize = Quantity.Parse("10") };
            _simulated.OnQuote(0, Timestamp.Parse($"{time}Z"), quote);
            _account.OnQuote(0, Timestamp.Parse($"{time}Z"), quote);
        }

        public void Order(string id, OrderKind kind, TimeInForce tif, string time)
        {
            Until(time);
            Order order = Accounts.Order(id, 0, 0, TradeDirection.Buy, "1", kind == OrderKind.Limit ? "90" : null);
            order.TimeInForce = tif;
            Assert.True(_account.Submit(order, Timestamp.Parse($"{time}Z")));
        }

        public void Until(string time, bool inclusive = true)
        {
            while (_simulated.TryNext(Timestamp.Parse($"{time}Z"), inclusive, out BrokerReport report))
            {
                if (!report.IsFill)
                {
                    _account.OnUpdate(0, report.Known, report.Update);
                    continue;
                }

                Fills.Add($"{report.Fill.ClientOrderId} {report.Fill.Price} {report.Fill.FillTime}");
                _account.OnFill(0, report.Known, report.Fill);
            }
        }

        public OrderState State(string id)
        {
            Assert.True(_account.Orders.TryFind(Text64.From(id), out int slot));
            return _account.Orders[slot].State;
        }
    }
}
