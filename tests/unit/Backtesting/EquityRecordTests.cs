using Pawl.Backtesting.Results;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

public sealed class EquityRecordTests
{
    [Fact]
    public void Every_day_counts_the_last_one_too()
    {
        EquityRecord record = new();
        TradingDay day = TradingDay.OfUtc(SampleRun.Start);
        foreach ((int number, int equity) in ((int, int)[])[(0, 100), (0, 110), (1, 110), (2, 121), (2, 99)])
        {
            record.Mark(new EquityMark(day.AddDays(number), SampleRun.Start.AddNanoseconds(number * Timestamp.NanosecondsPerDay), equity * (Int128)Quantity.Scale, 0));
        }

        record.Finish();
        Assert.Equal([110, 110, 99], record.Daily?.Days.Select(d => d.Equity));
        Assert.Equal([0.1, 0, -0.1], record.Daily!.Returns.ToArray().Select(r => Math.Round(r, 12)));
    }

    [Fact]
    public void A_run_without_data_has_no_days()
    {
        EquityRecord record = new();
        record.Finish();
        Assert.Null(record.Daily);
        Assert.Empty(record.Curve.Pieces);
    }

    /// <summary>Half of what it is worth is held for one of two days, then nothing.</summary>
    [Fact]
    public void Exposure_is_what_is_held_over_what_it_is_worth()
    {
        EquityRecord record = new();
        TradingDay day = TradingDay.OfUtc(SampleRun.Start);
        foreach ((int number, int equity, int cash) in ((int, int, int)[])[(0, 100, 50), (1, 100, 100), (1, 100, 100), (2, 100, 100)])
        {
            record.Mark(new EquityMark(day.AddDays(number), SampleRun.Start.AddNanoseconds(number * Timestamp.NanosecondsPerDay), equity * (Int128)Quantity.Scale, cash * (Int128)Quantity.Scale));
        }

        Assert.Equal(0.5, record.TimeInMarket);
        Assert.Equal([0.5, 0, 0], record.Exposure.Pieces.Select(p => p.Last));
    }
}
