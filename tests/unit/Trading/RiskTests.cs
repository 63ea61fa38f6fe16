using Pawl.Trading;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Trading.Accounts;

namespace Pawl.Tests.Unit.Trading;

/// <summary>Each rule by an order that just passes and one that does not, with the limit and the value that it tells.</summary>
public sealed class RiskTests
{
    private const TradeDirection Buy = TradeDirection.Buy, Sell = TradeDirection.Sell;

    private static RiskLimits Free => ShippedLimits.BackTest with { MarginPercent = Price.Zero };

    [Fact]
    public void The_largest_order()
    {
        Accounts accounts = With(Free with { MaxOrderQuantity = Quantity.Parse("10"), MaxOrderNotional = QuantitySum.Parse("900") });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "9"), 1));
        Assert.Equal("max_order_notional: 1000 over 900", accounts.Refused(Order("b", 0, 0, Buy, "10"), 2));
        Assert.Equal("max_order_quantity: 11 over 10", accounts.Refused(Order("c", 0, 0, Buy, "11"), 3));
    }

    [Fact]
    public void The_largest_position_counts_what_is_in_flight()
    {
        Accounts accounts = With(Free with { MaxPosition = Quantity.Parse("10") });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "6"), 1));
        Assert.Equal("max_position: 11 over 10", accounts.Refused(Order("b", 1, 0, Buy, "5"), 2));
        Assert.Null(accounts.Refused(Order("c", 1, 0, Buy, "4"), 3));
        // What was cancelled is free again; what is only asked to be cancelled is not.
        Assert.True(accounts.Account.Cancel(Order("a", 0, 0, Buy, "6").Id, At(4)));
        Assert.Equal("max_position: 11 over 10", accounts.Refused(Order("d", 0, 0, Buy, "1"), 5));
        accounts.Account.OnUpdate(0, At(6), Update("a", OrderState.Canceled));
        Assert.Null(accounts.Refused(Order("e", 0, 0, Buy, "6"), 7));
    }

    [Fact]
    public void Gross_and_net_values()
    {
        Accounts accounts = With(Free with { MaxGross = QuantitySum.Parse("3000"), MaxNet = QuantitySum.Parse("1500") });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "15"), 1));
        Assert.Equal("max_net: 1600 over 1500", accounts.Refused(Order("b", 1, 0, Buy, "1"), 2));
        // 50 × 2.5 × 1.1 = 137.5 for one of the other.
        Assert.Null(accounts.Refused(Order("c", 0, 1, Sell, "10"), 3));
        Assert.Equal("max_gross: 3012.5 over 3000", accounts.Refused(Order("d", 0, 1, Sell, "1"), 4));
    }

    [Fact]
    public void A_price_far_beyond_the_market()
    {
        Accounts accounts = With(Free with { PriceCollarPercent = Price.Parse("5") });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "1", "105"), 1));
        Assert.Equal("price_collar_percent: 5.01 over 5", accounts.Refused(Order("b", 0, 0, Buy, "1", "105.01"), 2));
        Assert.Null(accounts.Refused(Order("c", 0, 0, Buy, "1", "50"), 3));
    }

    [Fact]
    public void Messages_of_a_second()
    {
        Accounts accounts = With(Free with { AccountMessagesPerSecond = 3, StrategyMessagesPerSecond = 2 });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "1"), 1));
        Assert.Null(accounts.Refused(Order("b", 0, 0, Buy, "2"), 1));
        Assert.Equal("strategy_messages_per_second: 3 over 2", accounts.Refused(Order("c", 0, 0, Buy, "3"), 1));
        Assert.Null(accounts.Refused(Order("d", 1, 0, Buy, "4"), 1));
        Assert.Equal("account_messages_per_second: 4 over 3", accounts.Refused(Order("e", 1, 0, Buy, "5"), 1));
        // Cancels pass in any case, and the next second is free.
        Assert.True(accounts.Account.Cancel(Order("a", 0, 0, Buy, "1").Id, At(1)));
        Assert.Null(accounts.Refused(Order("f", 0, 0, Buy, "6"), 2));
    }

    [Fact]
    public void The_same_order_again()
    {
        Accounts accounts = With(Free with { DuplicateWindowMilliseconds = 2000 });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "1"), 1));
        Assert.Equal("duplicate_window_ms: 1000 over 2000", accounts.Refused(Order("b", 0, 0, Buy, "1"), 2));
        Assert.Null(accounts.Refused(Order("c", 1, 0, Buy, "1"), 2));
        Assert.Null(accounts.Refused(Order("d", 0, 0, Buy, "1"), 3));
        Assert.Equal("repeated_id", accounts.Refused(Order("d", 0, 0, Buy, "7"), 4));
    }

    [Fact]
    public void Too_many_entries_wait_for_a_person()
    {
        Accounts accounts = With(Free with { RepeatedEntries = 2, RepeatedEntriesMinutes = 1 });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "1"), 1));
        Assert.Null(accounts.Refused(Order("b", 0, 0, Buy, "2"), 2));
        Assert.Equal("repeated_entries: 3 over 2", accounts.Refused(Order("c", 0, 0, Buy, "3"), 3));
        Assert.Equal("repeated_entries: 3 over 2", accounts.Refused(Order("d", 0, 0, Buy, "4"), 300));
        Assert.Null(accounts.Refused(Order("e", 1, 0, Buy, "4"), 300));
        accounts.Account.Risk.Arm(RiskScope.Strategy, 0);
        Assert.Null(accounts.Refused(Order("f", 0, 0, Buy, "4"), 301));
    }

    [Fact]
    public void The_loss_of_a_day_stops_entries_until_the_next()
    {
        Accounts accounts = Holding("10", Free with { DailyLoss = QuantitySum.Parse("100") });
        accounts.Trade(0, 3, "90");
        Assert.Null(accounts.Refused(Order("b", 0, 0, Buy, "1"), 4));
        accounts.Trade(0, 5, "89.99");
        Assert.Contains(RiskRule.DailyLoss, accounts.Broker.Stops);
        Assert.Contains(accounts.Broker.Cancels, r => r.Id.ToString() == "b");
        Assert.Equal("daily_loss: 100.1 over 100", accounts.Refused(Order("c", 0, 0, Buy, "2"), 6));
        Assert.Null(accounts.Refused(Order("x", 0, 0, Sell, "10", reduces: true), 7));
        Assert.Null(accounts.Refused(Order("d", 0, 0, Buy, "2"), 86_400));
    }

    [Fact]
    public void A_drawdown_stops_entries_until_a_person_arms_again()
    {
        Accounts accounts = Holding("10", Free with { MaxDrawdown = QuantitySum.Parse("100") });
        accounts.Trade(0, 3, "120");
        accounts.Trade(0, 4, "109");
        Assert.Equal("max_drawdown: 110 over 100", accounts.Refused(Order("b", 0, 0, Buy, "2"), 100_000));
        accounts.Account.Risk.Arm(RiskScope.Account);
        Assert.Null(accounts.Refused(Order("c", 0, 0, Buy, "2"), 100_001));
    }

    [Fact]
    public void Refusals_in_a_row()
    {
        Accounts accounts = With(Free with { MaxRejects = 2 });
        foreach ((string id, OrderState answer) in new[] { ("a", OrderState.Rejected), ("b", OrderState.New), ("c", OrderState.Rejected), ("d", OrderState.Rejected) })
        {
            Assert.Null(accounts.Refused(Order(id, 0, 0, Buy, "1"), 1));
            accounts.Account.OnUpdate(0, At(1), Update(id, answer));
        }

        Assert.Equal("max_rejects: 2 over 2", accounts.Refused(Order("e", 0, 0, Buy, "1"), 2));
    }

    [Fact]
    public void One_unknown_order_blocks_its_symbol_and_stops_entries_everywhere()
    {
        Accounts accounts = Holding("10", Free);
        Assert.Null(accounts.Refused(Order("b", 0, 0, Buy, "1"), 3));
        accounts.Account.Lose(Order("b", 0, 0, Buy, "1").Id, At(4));
        Assert.Equal("unknown_position", accounts.Refused(Order("c", 0, 0, Sell, "10", reduces: true), 5));
        Assert.Equal("unknown_order: 1 over 0", accounts.Refused(Order("d", 0, 1, Buy, "1"), 5));
        // Found again: what reduces passes, entries only once a person armed.
        accounts.Account.OnUpdate(0, At(6), Update("b", OrderState.Canceled));
        Assert.Null(accounts.Refused(Order("e", 0, 0, Sell, "10", reduces: true), 7));
        Assert.NotNull(accounts.Refused(Order("f", 0, 1, Buy, "1"), 8));
        accounts.Account.Risk.Arm(RiskScope.Account);
        Assert.Null(accounts.Refused(Order("g", 0, 1, Buy, "1"), 9));
    }

    [Fact]
    public void A_position_that_differs_at_the_broker_blocks_until_both_are_equal()
    {
        Accounts accounts = Holding("10", Free);
        Assert.False(accounts.Account.Reconcile(0, Quantity.Parse("9"), At(3)));
        Assert.Equal("unknown_position", accounts.Refused(Order("b", 0, 0, Sell, "10", reduces: true), 4));
        Assert.True(accounts.Account.Reconcile(0, Quantity.Parse("10"), At(5)));
        Assert.Null(accounts.Refused(Order("c", 0, 0, Sell, "10", reduces: true), 6));
    }

    [Fact]
    public void Old_market_data_stop_entries_and_not_exits()
    {
        Accounts accounts = Holding("10", Free with { StaleAfterSeconds = 60 });
        Assert.Null(accounts.Refused(Order("b", 0, 0, Buy, "1"), 62));
        Assert.Equal("stale_after_seconds: 61 over 60", accounts.Refused(Order("c", 0, 0, Buy, "1"), 63));
        Assert.Null(accounts.Refused(Order("d", 0, 0, Sell, "10", reduces: true), 64));
    }

    [Fact]
    public void Open_orders_are_counted()
    {
        Accounts accounts = With(Free with { MaxOpenOrders = 1 });
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "1"), 1));
        Assert.Equal("max_open_orders: 2 over 1", accounts.Refused(Order("b", 0, 0, Buy, "2"), 2));
    }

    [Theory]
    [InlineData(RiskScope.Global, 0)]
    [InlineData(RiskScope.Account, 0)]
    [InlineData(RiskScope.Strategy, 1)]
    [InlineData(RiskScope.Symbol, 0)]
    public void The_kill_switch_takes_entries_back_lets_exits_pass_and_outlives_a_restart(RiskScope scope, int index)
    {
        Accounts accounts = With(Free);
        Assert.Null(accounts.Refused(Order("a", 1, 0, Buy, "10"), 1));
        accounts.Account.OnFill(0, At(2), Fill("a", 1, Buy, Price.Parse("100"), Quantity.Parse("10")));
        Assert.Null(accounts.Refused(Order("b", 1, 0, Buy, "5"), 3));
        Assert.Null(accounts.Refused(Order("s", 1, 0, Sell, "10", "120", reduces: true), 3));
        accounts.Account.Kill(scope, index, At(4));
        Assert.Equal(["b"], accounts.Broker.Cancels.Select(r => r.Id.ToString()));
        Accounts again = With(Free);
        again.Account.Load(accounts.Account.Save());
        Assert.Equal("kill_switch", again.Refused(Order("c", 1, 0, Buy, "1"), 5));
        Assert.Null(again.Refused(Order("d", 1, 0, Sell, "10", reduces: true), 6));
        again.Account.Risk.Arm(scope, index);
        Assert.Null(again.Refused(Order("e", 1, 0, Buy, "1"), 7));
    }

    [Fact]
    public void Reducing_leaves_what_stands()
    {
        Accounts accounts = With(Free);
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, "10"), 1));
        accounts.Account.Tighten(RiskScope.Symbol, 0, TradingState.Reducing, At(2));
        Assert.Empty(accounts.Broker.Cancels);
        Assert.Equal("reducing", accounts.Refused(Order("b", 0, 0, Buy, "1"), 3));
        Assert.Null(accounts.Refused(Order("c", 0, 1, Buy, "1"), 3));
        accounts.Account.Tighten(RiskScope.Symbol, 0, TradingState.Halted, At(4));
        Assert.Single(accounts.Broker.Cancels);
        Assert.Equal("halted", accounts.Refused(Order("d", 0, 0, Buy, "1"), 5));
    }

    [Fact]
    public void Limits_that_are_missing_negative_or_no_number_are_told_each()
    {
        Dictionary<string, string> written = RiskLimitTable.All.ToDictionary(e => e.Name, _ => "1", StringComparer.Ordinal);
        Assert.NotNull(Read(written, out IReadOnlyList<string> none));
        Assert.Empty(none);
        written.Remove("daily_loss");
        written["max_gross"] = "-5";
        written["max_net"] = "NaN";
        written["max_position"] = "unlimited";
        written["max_rejects"] = "1.5";
        written["cancel_on_disconnect"] = "2";
        written["max_order_quantity"] = "1e9";
        Assert.Null(Read(written, out IReadOnlyList<string> mistakes));
        Assert.Equal(7, mistakes.Count);
        Assert.Contains("risk limit 'daily_loss' is missing (largest loss of a day): write a number; without every limit nothing trades", mistakes);
        Assert.Contains("risk limit 'max_gross' is -5: write a number that is not negative", mistakes);
        Assert.Contains("risk limit 'max_net' is 'NaN', which is no number: write a decimal number such as 1000.5", mistakes);
        Assert.Contains("risk limit 'cancel_on_disconnect' is 2: the largest is 1", mistakes);

        static RiskLimits? Read(Dictionary<string, string> written, out IReadOnlyList<string> mistakes) =>
            RiskLimitTable.Read(name => written.GetValueOrDefault(name), out mistakes);
    }

    [Fact]
    public void Limits_are_written_as_they_are_read_and_have_a_fingerprint_of_their_own()
    {
        foreach (RiskLimits limits in new[] { ShippedLimits.BackTest, ShippedLimits.Paper })
        {
            Dictionary<string, string> written = RiskLimitTable.All.Zip(RiskLimitTable.Values(limits)).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal);
            Assert.Equal(limits, RiskLimitTable.Read(name => written[name], out _));
        }

        Assert.NotEqual(RiskLimitTable.Fingerprint(ShippedLimits.Paper), RiskLimitTable.Fingerprint(ShippedLimits.Paper with { MaxRejects = 6 }));
        Assert.Equal(16, RiskLimitTable.Fingerprint(ShippedLimits.Paper).Length);
    }

    [Fact]
    public void Every_rule_has_a_name_and_a_sentence_of_its_own()
    {
        RiskRule[] rules = Enum.GetValues<RiskRule>();
        Assert.Equal(rules.Length, rules.Select(r => System.Text.Encoding.ASCII.GetString(RiskRuleTexts.Name(r))).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(rules.Length, rules.Select(r => default(Refusal) with { Rule = r }).Select(r => r.ToString()).Distinct(StringComparer.Ordinal).Count());
    }

    private static Accounts With(RiskLimits limits)
    {
        var accounts = new Accounts(limits);
        accounts.Trade(0, 0, "100");
        accounts.Trade(1, 0, "50");
        return accounts;
    }

    /// <summary>An account that holds some of the first symbol, bought at 100 in the second second.</summary>
    private static Accounts Holding(string quantity, RiskLimits limits)
    {
        Accounts accounts = With(limits);
        Assert.Null(accounts.Refused(Order("a", 0, 0, Buy, quantity), 1));
        accounts.Account.OnFill(0, At(2), Fill("a", 1, Buy, Price.Parse("100"), Quantity.Parse(quantity)));
        accounts.Trade(0, 2, "100");
        return accounts;
    }
}
