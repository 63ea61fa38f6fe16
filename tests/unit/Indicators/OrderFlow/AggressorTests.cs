using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class AggressorTests
{
    private static readonly string[] Wired = ["tick: tick", "quote: quote"];

    private static Tick Trade(string price, AggressorSide side = AggressorSide.Unknown) => new() { Price = Price.Parse(price), Size = new Quantity(Quantity.Scale), Side = side };

    private static Quote Quoted(string bid, string ask) => new() { Bid = Price.Parse(bid), Ask = Price.Parse(ask) };

    private static string Of(NodeHarness harness, string price, AggressorSide side = AggressorSide.Unknown)
    {
        Aggressor.Output said = Assert.Single(harness.Trade<Aggressor.Output>(Trade(price, side)));
        return $"{said.Side} {said.Rule}";
    }

    [Fact]
    public void The_venue_then_the_quote_then_the_tick_rule()
    {
        NodeHarness harness = new("aggressor", [], Wired);
        Assert.Empty(harness.Quote<Aggressor.Output>(Quoted("100.00", "100.25")));
        Assert.Equal("Buy Quote", Of(harness, "100.25"));
        Assert.Equal("Sell Quote", Of(harness, "100.00"));

        // In the middle: up from 100, then unchanged.
        Assert.Equal("Buy Tick", Of(harness, "100.125"));
        Assert.Equal("Buy Tick", Of(harness, "100.125"));

        // Inside by the nearer side, outside by the side that was crossed.
        Assert.Equal("Sell Quote", Of(harness, "100.12"));
        Assert.Equal("Buy Quote", Of(harness, "100.13"));
        Assert.Equal("Sell Quote", Of(harness, "99"));
        Assert.Equal("Sell Venue", Of(harness, "101", AggressorSide.Sell));
    }

    [Fact]
    public void A_quote_that_is_old_locked_crossed_or_has_one_side_tells_nothing()
    {
        NodeHarness harness = new("aggressor", [], Wired);
        foreach ((string bid, string ask) in new[] { ("100", "100"), ("100.5", "100"), ("0", "100"), ("100", "0") })
        {
            harness.Quote<Aggressor.Output>(Quoted(bid, ask));
            Assert.Equal("Unknown None", Of(harness, "100"));
        }

        harness.Quote<Aggressor.Output>(Quoted("99", "100"));
        harness.Wait((5 * Timestamp.NanosecondsPerSecond) - 1);
        Assert.Equal("Buy Quote", Of(harness, "100"));
        Assert.Equal("Unknown None", Of(harness, "100"));
    }

    /// <summary>Against a search through all quotes; the state is bounded, so of very many the oldest that wait are passed over.</summary>
    [Fact]
    public void With_a_lag_the_quote_counts_that_stood_then()
    {
        const long Lag = 700_000_000, MaxAge = 2_000_000_000;
        Random random = new(7);
        NodeHarness harness = new("aggressor", [("quote_lag", "700"), ("max_quote_age", "2000"), ("rule", "quote")], Wired);
        List<(long Time, long Bid)> quotes = [];
        Assert.Equal("Unknown None", Of(harness, "100"));
        long now = 1;
        int told = 0;
        for (int i = 0; i < 3_000; i++)
        {
            long wait = random.NextInt64(random.Next(20) == 0 ? 3_000_000_000 : 300_000_000);
            harness.Wait(wait);
            now += wait + 1;
            if (random.Next(2) == 0)
            {
                long bid = random.Next(90, 110);
                quotes.Add((now, bid));
                harness.Quote<Aggressor.Output>(Quoted($"{bid}", $"{bid + 1}"));
                continue;
            }

            (long Time, long Bid) standing = quotes.LastOrDefault(q => q.Time <= now - Lag);
            bool isKnown = standing.Bid > 0 && now - Lag - standing.Time <= MaxAge;
            told += isKnown ? 1 : 0;
            Assert.Equal(!isKnown ? "Unknown None" : standing.Bid >= 100 ? "Sell Quote" : "Buy Quote", Of(harness, "100"));
        }

        Assert.InRange(told, 500, 2_500);
    }

    [Theory]
    [InlineData("quote_then_tick", "Buy Quote, Buy Tick, Buy Venue")]
    [InlineData("quote", "Buy Quote, Unknown None, Buy Venue")]
    [InlineData("tick", "Unknown None, Buy Tick, Buy Venue")]
    [InlineData("venue", "Unknown None, Unknown None, Buy Venue")]
    [InlineData("instrument", "Buy Quote, Unknown None, Buy Venue")]
    public void Only_the_rules_that_were_asked_for(string rule, string expected)
    {
        NodeHarness harness = new("aggressor", [("rule", rule)], Wired) { Instrument = new Instrument("X") { Aggressor = AggressorRule.Quote } };
        harness.Quote<Aggressor.Output>(Quoted("99", "100"));
        string first = Of(harness, "100");
        harness.Wait(6 * Timestamp.NanosecondsPerSecond);
        Assert.Equal(expected, $"{first}, {Of(harness, "101")}, {Of(harness, "101", AggressorSide.Buy)}");
    }

    [Fact]
    public void A_new_session_forgets_the_prices_before_it()
    {
        NodeHarness harness = new("aggressor", []);
        Of(harness, "100");
        Assert.Equal("Buy Tick", Of(harness, "101"));
        harness.Wait(Timestamp.NanosecondsPerDay);
        Assert.Equal("Unknown None", Of(harness, "102"));
        Assert.Equal("Sell Tick", Of(harness, "101"));
    }
}
