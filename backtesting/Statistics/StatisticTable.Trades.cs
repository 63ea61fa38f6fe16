using static Pawl.Backtesting.Statistics.StatisticUnit;

namespace Pawl.Backtesting.Statistics;

public sealed partial class StatisticTable
{
    private IEnumerable<Statistic> Closed()
    {
        TradeStatistics trades = run.Trades;
        const string closed = "closed trades, after fees";
        yield return Checked("trades", "Trades", Count, trades.Count, "closed; one from the first fill until flat");
        yield return OfTrades("win_rate", "Win rate", Share, trades.WinRate, "wins / trades; a trade of exactly 0 is no win");
        yield return OfTrades("average_win", "Average win", Money, trades.AverageWin, closed);
        yield return OfTrades("average_loss", "Average loss", Money, trades.AverageLoss, closed);
        yield return OfTrades("largest_win", "Largest win", Money, trades.LargestWin, closed);
        yield return OfTrades("largest_loss", "Largest loss", Money, trades.LargestLoss, closed);
        yield return OfTrades("profit_loss_ratio", "Profit-loss ratio", Ratio, trades.ProfitLossRatio, "average win / average loss");
        yield return OfTrades("profit_factor", "Profit factor", Ratio, trades.ProfitFactor, "gross profit / gross loss of trades");
        yield return OfTrades("expectancy", "Expectancy", Money, trades.Expectancy, "profit of a trade on average");
        yield return OfTrades("expectancy_ratio", "Expectancy ratio", Ratio, trades.ExpectancyRatio, "win rate · profit-loss ratio − loss rate");
        yield return OfTrades("sqn", "System quality number", Ratio, trades.SystemQuality, FormattableString.Invariant($"√n · mean / deviation of trade profits, n = {trades.Count}, ddof = 1"), FewestTrades);
        yield return OfTrades("longest_winning_streak", "Longest winning streak", Count, trades.LongestWinning, "trades in a row");
        yield return OfTrades("longest_losing_streak", "Longest losing streak", Count, trades.LongestLosing, "trades in a row");
        yield return OfTrades("average_duration", "Average duration", Days, trades.AverageDuration.TotalDays, "first fill to flat");
        yield return OfTrades("median_duration", "Median duration", Days, trades.MedianDuration.TotalDays, "first fill to flat");
        yield return OfTrades("average_mae", "Average MAE", Money, trades.Adverse / trades.Count, "worst open loss of a trade");
        yield return OfTrades("average_mfe", "Average MFE", Money, trades.Favourable / trades.Count, "best open profit of a trade");
        yield return OfTrades("largest_mae", "Largest MAE", Money, trades.WorstAdverse, "worst open loss of any trade");
        yield return OfTrades("largest_mfe", "Largest MFE", Money, trades.BestFavourable, "best open profit of any trade");
    }

    private IEnumerable<Statistic> Sides()
    {
        foreach ((string name, string title, TradeStatistics side) in ((string, string, TradeStatistics)[])[("long", "Long", run.Longs), ("short", "Short", run.Shorts)])
        {
            yield return Checked(name + "_trades", title + " trades", Count, side.Count, "closed");
            yield return Checked(name + "_win_rate", title + " win rate", Share, side.WinRate, "wins / trades");
            yield return Checked(name + "_net_profit", title + " net profit", Money, side.NetProfit, "closed trades, after fees");
            yield return Checked(name + "_profit_factor", title + " profit factor", Ratio, side.ProfitFactor, "gross profit / gross loss");
        }
    }

    private IEnumerable<Statistic> Activity()
    {
        double average = run.Equity.Days.Count > 0 ? run.Equity.Days.Average(d => d.Equity) : run.Equity.Start;
        yield return Checked("orders", "Orders", Count, run.Orders, "sent to the broker");
        yield return Checked("fills", "Fills", Count, run.Fills, "");
        yield return Checked("fees", "Fees", Money, run.Fees, "of all fills");
        yield return Checked("slippage_cost", "Slippage cost", Money, run.SlippageCost, "fill price against the price that the decision saw");
        yield return Checked("exposure", "Exposure", Share, run.Exposure, "time with an open position / time");
        yield return Checked("turnover", "Turnover", Ratio, run.TradedValue / NotZero(average), "value bought and sold / mean daily equity, whole run");
        yield return OfReturns("annual_turnover", "Annual turnover", Ratio, run.TradedValue / NotZero(average) * periods / returns.Length, FormattableString.Invariant($"turnover · N / days, N = {periods}"));
        yield return Checked("capacity", "Capacity", Money, run.Capacity, "equity at which orders reach the highest allowed share of a day's volume");
    }
}
