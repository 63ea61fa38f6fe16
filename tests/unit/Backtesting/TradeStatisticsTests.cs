using Pawl.Backtesting.Statistics;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

public sealed class TradeStatisticsTests
{
    [Fact]
    public void Six_trades_add_up_by_hand()
    {
        TradeStatistics trades = new();
        foreach ((double profit, double hours) in ((double, double)[])[(100, 2), (50, 4), (-60, 1), (0, 3), (-20, 8), (30, 5)])
        {
            trades.Add(SampleRun.Trade(profit, hours: hours, adverse: -Math.Abs(profit) / 2, favourable: 10));
        }

        Assert.Equal((6, 3, 2), (trades.Count, trades.Wins, trades.Losses));
        Assert.Equal((180.0, -80.0, 100.0), (trades.GrossProfit, trades.GrossLoss, trades.NetProfit));
        Assert.Equal(0.5, trades.WinRate);
        Assert.Equal(2 / 6.0, trades.LossRate);
        Assert.Equal((60.0, -40.0), (trades.AverageWin, trades.AverageLoss));
        Assert.Equal((100.0, -60.0), (trades.LargestWin, trades.LargestLoss));
        Assert.Equal(1.5, trades.ProfitLossRatio);
        Assert.Equal(2.25, trades.ProfitFactor);
        Assert.Equal(100 / 6.0, trades.Expectancy, 1e-12);
        Assert.Equal((0.5 * 1.5) - (2 / 6.0), trades.ExpectancyRatio, 1e-12);
        Assert.Equal((2, 1), (trades.LongestWinning, trades.LongestLosing));
        Assert.Equal(TimeSpan.FromHours(3.5), trades.MedianDuration);
        Assert.Equal(TimeSpan.FromHours(23 / 6.0), trades.AverageDuration);
        Assert.Equal((-130.0, -50.0, 60.0, 10.0, 24.0), (trades.Adverse, trades.WorstAdverse, trades.Favourable, trades.BestFavourable, trades.Fees));

        // mean 100/6; Σ(x − mean)² = 17400 − 10000/6 = 15733.33; deviation √(15733.33 / 5) = 56.0952.
        Assert.Equal(Math.Sqrt(6) * (100 / 6.0) / 56.095157247900346, trades.SystemQuality, 1e-9);
    }

    [Fact]
    public void A_trade_of_nothing_ends_a_streak()
    {
        TradeStatistics trades = new();
        foreach (double profit in (double[])[1, 1, 0, 1, -1, -1, -1, 1]) trades.Add(SampleRun.Trade(profit));
        Assert.Equal((2, 3), (trades.LongestWinning, trades.LongestLosing));
    }

    [Fact]
    public void No_trades_are_no_figures()
    {
        TradeStatistics trades = new();
        Assert.Equal(TimeSpan.Zero, trades.AverageDuration);
        Assert.Equal(TimeSpan.Zero, trades.MedianDuration);
        Assert.All((double[])[trades.WinRate, trades.Expectancy, trades.ProfitFactor, trades.SystemQuality], v => Assert.Equal(double.NaN, v));
    }
}
