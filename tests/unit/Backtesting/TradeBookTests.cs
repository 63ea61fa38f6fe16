using Pawl.Backtesting.Results;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>Round trips, worked out by hand.</summary>
public sealed class TradeBookTests
{
    private static Fill Fill(TradeDirection side, string quantity, string price, string fee = "0", long second = 0) => new()
    {
        Side = side,
        Quantity = Quantity.Parse(quantity),
        Price = Price.Parse(price),
        Fee = QuantitySum.Parse(fee),
        FillTime = new Timestamp(second * Timestamp.NanosecondsPerSecond),
    };

    private static string Shown(RoundTrip? trade) => trade is { } t
        ? $"{(t.IsLong ? "long" : "short")} {t.Quantity} {t.EntryPrice} → {t.ExitPrice}: {ResultFiles.Money(t.Profit)} after {ResultFiles.Money(t.Fees)}, {ResultFiles.Money(t.Adverse)} to {ResultFiles.Money(t.Favourable)}, {t.Exit}"
        : "open";

    private static TradeBook Book(string multiplier = "1") => new("X", "s", Quantity.Parse(multiplier));

    /// <summary>Bought 1 at 10 and 3 at 12 (46 in all), saw 9 (−10) and 14 (+10), sold 4 at 13 (52): 6 less 0.7 of fees.</summary>
    [Fact]
    public void A_trade_is_all_fills_until_the_position_is_flat()
    {
        TradeBook book = Book();
        Assert.Equal("open", Shown(book.Take(Fill(TradeDirection.Buy, "1", "10", "0.1"), OrderRole.Entry)));
        Assert.Equal("open", Shown(book.Take(Fill(TradeDirection.Buy, "3", "12", "0.2"), OrderRole.Entry)));
        book.Mark(Price.Parse("9"));
        book.Mark(Price.Parse("14"));
        Assert.Equal("open", Shown(book.Take(Fill(TradeDirection.Sell, "1", "13", "0.2"), OrderRole.Target)));
        Assert.Equal(
            "long 4 11.5 → 13: 5.3 after 0.7, -10 to 10, Stop", Shown(book.Take(Fill(TradeDirection.Sell, "3", "13", "0.2"), OrderRole.Stop)));
        Assert.True(book.IsFlat);
    }

    /// <summary>Sold 2 at 10, bought 5 at 8: the first two close with 4, the other three begin the next trade; the fee of 5 is split 2 to 3.</summary>
    [Fact]
    public void A_fill_that_turns_the_position_ends_one_trade_and_begins_the_next()
    {
        TradeBook book = Book();
        book.Take(Fill(TradeDirection.Sell, "2", "10"), OrderRole.Entry);
        Assert.Equal("short 2 10 → 8: 2 after 2, 0 to 4, Exit", Shown(book.Take(Fill(TradeDirection.Buy, "5", "8", "5"), OrderRole.Exit)));
        Assert.Equal("long 3 8 → 9: 0 after 3, 0 to 3, Exit", Shown(book.Take(Fill(TradeDirection.Sell, "3", "9"), OrderRole.Exit)));
    }

    /// <summary>50 for each point, as of an index future.</summary>
    [Fact]
    public void The_multiplier_counts()
    {
        TradeBook book = Book("50");
        book.Take(Fill(TradeDirection.Buy, "2", "4000"), OrderRole.Entry);
        Assert.Equal("long 2 4000 → 4001.25: 125 after 0, 0 to 125, Exit", Shown(book.Take(Fill(TradeDirection.Sell, "2", "4001.25"), OrderRole.Exit)));
    }
}
