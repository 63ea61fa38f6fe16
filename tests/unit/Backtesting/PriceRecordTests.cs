using Pawl.Backtesting.Results;
using Pawl.Backtesting.Statistics;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

public sealed class PriceRecordTests
{
    private const long Minute = 60 * Timestamp.NanosecondsPerSecond;
    private const long Day = Timestamp.NanosecondsPerDay;

    private static InputEvent Tick(long after, string price) =>
        new() { Kind = EventKind.Tick, Time = SampleRun.Start.AddNanoseconds(after), Tick = new Tick { Price = Price.Parse(price), Size = new Quantity(Quantity.Scale) } };

    private static InputEvent Quote(long after, string bid, string ask) =>
        new() { Kind = EventKind.Quote, Time = SampleRun.Start.AddNanoseconds(after), Quote = new Quote { Bid = Price.Parse(bid), Ask = Price.Parse(ask) } };

    private static PriceRecord Of(params ReadOnlySpan<InputEvent> events)
    {
        PriceRecord record = new(Instrument.Default);
        foreach (ref readonly InputEvent e in events)
        {
            record.Take(in e);
        }

        record.Finish();
        return record;
    }

    [Fact]
    public void A_bar_for_each_minute_and_a_price_for_each_day()
    {
        PriceRecord record = Of(Tick(1, "100"), Tick(5, "103.25"), Tick(9, "99.5"), Tick(Minute, "101"), Tick(Day + 1, "104"));
        Assert.Equal([(100, 103.25, 99.5, 99.5), (101, 101, 101, 101), (104, 104, 104, 104)], record.Bars.Select(b => (b.Open, b.High, b.Low, b.Close)));
        Assert.Equal([101, 104], record.Days.Select(d => d.Price));
        Assert.Equal(100, record.First);
        Assert.Equal(2, record.Decimals);
    }

    /// <summary>Quotes count until the first trade; from then on only what was paid does.</summary>
    [Fact]
    public void Trades_say_more_than_quotes()
    {
        Assert.Equal([11], Of(Quote(1, "10", "12")).Bars.Select(b => b.Close));
        Assert.Equal([20], Of(Quote(1, "10", "12"), Tick(2, "20"), Quote(Minute, "30", "32")).Bars.Select(b => b.Close));
    }

    /// <summary>Two symbols in equal parts: one doubles on the first day, the other halves on the second.</summary>
    [Fact]
    public void A_benchmark_is_bought_in_equal_parts_and_kept()
    {
        PriceRecord doubles = Of(Tick(1, "10"), Tick(9, "20"));
        PriceRecord halves = Of(Tick(1, "8"), Tick(Day + 1, "4"));
        DailyEquity equity = new(1000, SampleRun.Start);
        TradingDay first = TradingDay.OfUtc(SampleRun.Start);
        equity.Mark(first, SampleRun.Start, 1000);
        equity.Mark(first.AddDays(1), SampleRun.Start.AddNanoseconds(Day), 1000);
        equity.Finish();
        Benchmark benchmark = new("both", [doubles, halves], equity);
        Assert.Equal([0.5, (1.25 / 1.5) - 1], benchmark.Returns);
        Assert.Equal([1000, 1500, 1250], benchmark.Curve.Pieces.Select(p => p.Last));
    }
}
