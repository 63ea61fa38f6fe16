using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>What nodes see of quotes that say one side, and of quotes that came with trades.</summary>
public sealed class QuoteSidesTests
{
    private static readonly Runs Run = Runs.Of(Runs.Pipeline([], ("sides", "aggressor", ["tick", "quote"], [("rule", "quote")])));

    private static InputEvent Quote(long time, decimal? bid, decimal? ask) => Runs.Event(new NaiveQuote(time, bid, ask));

    /// <summary>What told the side of each trade.</summary>
    private static string Sides(params InputEvent[] events) => string.Join(' ', Run.Fork().Process(events).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(l => l[(l.IndexOf("\"side\":", StringComparison.Ordinal) + 7)..l.IndexOf(",\"rule\"", StringComparison.Ordinal)].Trim('"')));

    [Fact]
    public void The_other_side_stays_what_it_was()
    {
        Assert.Equal("sell buy", Sides(Quote(1, 10, 11), Quote(2, 10.5m, null), Runs.Tick(3, 10.5m, 1), Quote(4, null, 10.75m), Runs.Tick(5, 10.7m, 1)));
        Assert.Equal("null", Sides(Quote(1, 10, null), Runs.Tick(2, 10, 1)));
        Assert.Equal("null", Sides(Quote(1, 10, 11), Quote(2, null, null), Runs.Tick(3, 10, 1)));
    }

    [Fact]
    public void A_quote_that_comes_with_a_trade_counts_for_it()
    {
        InputEvent tick = Runs.Tick(2, 10, 1);
        tick.Flags = InputEvent.HasQuote;
        (tick.QuotedTick.Bid, tick.QuotedTick.Ask) = (default, new Price(10 * Price.Scale));
        Assert.Equal("buy", Sides(Quote(1, 9, 11), tick));
        (tick.QuotedTick.Bid, tick.QuotedTick.Ask) = (new Price(10 * Price.Scale), new Price(11 * Price.Scale));
        Assert.Equal("sell", Sides(tick));
    }

    /// <summary>A size is that of the price it was said with.</summary>
    [Fact]
    public void Sizes_stay_known_where_prices_do()
    {
        Runs run = Runs.Of(Runs.Pipeline([], ("book", "book_imbalance", ["quote", "candle(1s)"], [("sample", "close")])));
        InputEvent quote = Quote(1, 9, 11);
        (quote.Quote.BidSize, quote.Quote.AskSize) = (new Quantity(3 * Quantity.Scale), new Quantity(Quantity.Scale));
        InputEvent tick = Runs.Tick(2, 10, 1);
        tick.Flags = InputEvent.HasQuote;
        (tick.QuotedTick.Bid, tick.QuotedTick.Ask) = (new Price(9 * Price.Scale), new Price(11 * Price.Scale));
        Assert.Contains("\"value\":0.5,\"volume\":4", run.Fork().Process([quote, tick, Runs.Clock(new(2_000_000_000))]), StringComparison.Ordinal);
        tick.QuotedTick.Ask = new Price(12 * Price.Scale);
        Assert.Contains("\"value\":1,\"volume\":3", run.Fork().Process([quote, tick, Runs.Clock(new(2_000_000_000))]), StringComparison.Ordinal);
    }
}
