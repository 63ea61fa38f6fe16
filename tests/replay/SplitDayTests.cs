using Pawl.Candles.Sessions;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Replay;

/// <summary>Recorded minutes around the day on which Apple gave seven shares for one.</summary>
public sealed class SplitDayTests
{
    private static readonly string[] Days =
        [.. new[] { "20140606", "20140609" }.Select(day => Repository.Shared("data", "minute", $"AAPL_1m_trade_{day}.csv.gz"))];

    private static readonly SessionRules UsEquity = new("us_equity", "America/New_York")
    {
        Weekly = [new WeeklyHours(WeeklyHours.Weekdays, new DayHours([new HourRange(4 * 3_600, 20 * 3_600)]))],
    };

    /// <summary>Closes fall to a seventh over the weekend; adjusted, no hour is a twentieth away from the one before.</summary>
    [Theory]
    [InlineData("1m")]
    [InlineData("1h")]
    [InlineData("1d")]
    public void Adjusted_closes_join(string frame)
    {
        Assert.SkipWhen(!Days.All(File.Exists), MarketData.Absent);
        Instrument share = new("X") { Calendar = UsEquity.ToCalendar(), Hours = TradingHours.Extended, Align = BarAlignment.Session };
        AdjustmentTable splits = new([Adjustment.Split(share.Sessions.DayBounds(TradingDay.Of(2014, 6, 9)).Start, 7, 1)]);
        Runs run = Runs.Of(Runs.CandlesOnly(frame), share);
        InputEvent[] minutes = [.. Days.SelectMany(MarketData.Read)];
        List<NaiveBar> bars = run.Candles(minutes);
        bars.AddRange(run.Candles(run.Flush()));

        decimal[] raw = [.. bars.Select(bar => bar.Close)];
        decimal[] adjusted = [.. bars.Select(bar => Adjusted(splits, bar))];
        Assert.InRange(LargestStep(raw), 6.8m, 7.2m);
        Assert.InRange(LargestStep(adjusted), 1m, 1.05m);

        decimal volume = minutes.Sum(e => (decimal)e.Candle.Volume.ToInt128() / Quantity.Scale);
        Assert.Equal(volume, bars.Sum(bar => bar.Volume));
    }

    private static decimal Adjusted(AdjustmentTable splits, NaiveBar bar)
    {
        Price close = splits.FactorsAt(new Timestamp(bar.Start)).Price.Apply(new Price((long)(bar.Close * Price.Scale)));
        return close.Raw / (decimal)Price.Scale;
    }

    /// <summary>The largest ratio of two closes that follow each other.</summary>
    private static decimal LargestStep(decimal[] closes) =>
        closes.Zip(closes.Skip(1), (a, b) => Math.Max(a, b) / Math.Min(a, b)).Max();
}
