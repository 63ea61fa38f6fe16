using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

public sealed class ClientOrderIdTests
{
    /// <summary>Worked out with <c>printf 'a1b2\0SPY:17:3' | sha256sum</c> and base32 of the first ten bytes.</summary>
    [Fact]
    public void An_id_is_a_prefix_and_base_32_of_80_bits_of_a_hash() =>
        Assert.Equal("pwlljlrpnnl63wg7hha", ClientOrderIds.Make("pwl", "a1b2", "SPY:17:3").ToString());

    [Fact]
    public void Another_tag_output_or_leg_is_another_id()
    {
        Text24[] ids =
        [
            ClientOrderIds.Make("p", "a", "SPY:17:3"), ClientOrderIds.Make("p", "b", "SPY:17:3"), ClientOrderIds.Make("p", "a", "SPY:17:4"),
            ClientOrderIds.Make("p", "a", "SPY:17:3", 1), ClientOrderIds.Make("p", "a", "SPY:17:3", 2), ClientOrderIds.Make("p", "aS", "PY:17:3"),
        ];
        Assert.Equal(ids.Length, ids.Select(i => i.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.InRange(id.Utf8.Length, 17, ClientOrderIds.MaxLength));
    }

    [Fact]
    public void The_orders_of_a_signal_are_called_after_the_output_that_it_is()
    {
        var rates = new ExchangeRates("USD");
        var broker = new RecordingBroker();
        SymbolFacts facts = new("ONE", new Instrument("ONE"), 0) { Log = "shared" };
        var account = new Account(new AccountSettings("test", ShippedLimits.BackTest) { Tag = "t1" }, [new("a")], [facts], rates, broker, broker);
        account.OnTick(0, Accounts.At(0), new Tick { Price = Price.Parse("10") });
        account.OnSignal(0, 0, Accounts.At(1), new TradeSignal { Price = Price.Parse("10"), Stop = Price.Parse("9"), Target = Price.MinValue }, new Cause(17, 3));
        Assert.Equal(
            [ClientOrderIds.Make("pwl", "t1", "shared:17:3").ToString(), ClientOrderIds.Make("pwl", "t1", "shared:17:3", 1).ToString()],
            broker.Requests.Select(r => r.Id.ToString()));
        // The same signal again, after a restart or by mistake, is the same order and not sent.
        account.OnSignal(0, 0, Accounts.At(2), new TradeSignal { Price = Price.Parse("10"), Stop = Price.Parse("9"), Target = Price.MinValue }, new Cause(17, 3));
        Assert.Equal(2, broker.Requests.Count);
        Assert.Equal(RiskRule.RepeatedId, Assert.Single(broker.Refused).Refusal.Rule);
    }

    [Theory]
    [InlineData("abcde")]
    [InlineData("a-b")]
    public void A_prefix_that_some_broker_would_refuse_is_refused(string prefix) =>
        Assert.Contains("at most 4 letters or digits", Assert.Throws<ArgumentException>(() => ClientOrderIds.Make(prefix, "a", "SPY:1:1")).Message, StringComparison.Ordinal);
}
