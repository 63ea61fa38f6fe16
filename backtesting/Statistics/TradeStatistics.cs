namespace Pawl.Backtesting.Statistics;

/// <summary>
/// What the closed trades say, one after another; of each only its profit and its duration are kept. A trade that made
/// neither profit nor loss counts as a trade and as neither win nor loss.
/// </summary>
public sealed class TradeStatistics
{
    private readonly List<double> profits = [];
    private readonly List<long> durations = [];
    private int streak;

    public int Count => profits.Count;

    public int Wins { get; private set; }

    public int Losses { get; private set; }

    public double GrossProfit { get; private set; }

    /// <summary>Zero or negative.</summary>
    public double GrossLoss { get; private set; }

    public double NetProfit => GrossProfit + GrossLoss;

    public double LargestWin { get; private set; }

    public double LargestLoss { get; private set; }

    public int LongestWinning { get; private set; }

    public int LongestLosing { get; private set; }

    /// <summary>Sums of the worst open losses and of the best open profits.</summary>
    public double Adverse { get; private set; }

    public double Favourable { get; private set; }

    public double WorstAdverse { get; private set; }

    public double BestFavourable { get; private set; }

    public double Fees { get; private set; }

    public void Add(ClosedTrade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        double profit = trade.Profit;
        profits.Add(profit);
        durations.Add(trade.Duration.Ticks);
        Fees += trade.Fees;
        Adverse += trade.Adverse;
        Favourable += trade.Favourable;
        WorstAdverse = Math.Min(WorstAdverse, trade.Adverse);
        BestFavourable = Math.Max(BestFavourable, trade.Favourable);
        if (profit > 0)
        {
            Wins++;
            GrossProfit += profit;
            LargestWin = Math.Max(LargestWin, profit);
            streak = Math.Max(streak, 0) + 1;
            LongestWinning = Math.Max(LongestWinning, streak);
        }
        else if (profit < 0)
        {
            Losses++;
            GrossLoss += profit;
            LargestLoss = Math.Min(LargestLoss, profit);
            streak = Math.Min(streak, 0) - 1;
            LongestLosing = Math.Max(LongestLosing, -streak);
        }
        else
        {
            streak = 0;
        }
    }

    /// <summary>Profits in the order of the trades.</summary>
    public IReadOnlyList<double> Profits => profits;

    public double WinRate => Share(Wins, Count);

    public double LossRate => Share(Losses, Count);

    public double AverageWin => Share(GrossProfit, Wins);

    /// <summary>Negative.</summary>
    public double AverageLoss => Share(GrossLoss, Losses);

    /// <summary>Average win over average loss.</summary>
    public double ProfitLossRatio => AverageWin / -AverageLoss;

    /// <summary>Gross profit over gross loss, of trades.</summary>
    public double ProfitFactor => GrossLoss < 0 ? GrossProfit / -GrossLoss : double.NaN;

    /// <summary>Money that a trade makes on average.</summary>
    public double Expectancy => Share(NetProfit, Count);

    /// <summary>win rate · profit-loss ratio − loss rate: what a trade makes for each unit that is lost on average.</summary>
    public double ExpectancyRatio => (WinRate * ProfitLossRatio) - LossRate;

    /// <summary>System quality number: √n · mean / standard deviation (ddof 1) of the trades' profits. Source: Van Tharp.</summary>
    public double SystemQuality
    {
        get
        {
            Moments moments = Moments.Of([.. profits]);
            return moments.IsFlat ? double.NaN : Math.Sqrt(Count) * moments.Mean / moments.Deviation;
        }
    }

    public TimeSpan AverageDuration => Count == 0 ? TimeSpan.Zero : new TimeSpan((long)durations.Average(d => (double)d));

    /// <summary>The middle duration; of an even number the mean of the two in the middle.</summary>
    public TimeSpan MedianDuration
    {
        get
        {
            long[] sorted = [.. durations];
            Array.Sort(sorted);
            int middle = sorted.Length / 2;
            TimeSpan upper = new(sorted.Length == 0 ? 0 : sorted[middle]);
            return sorted.Length == 0 || sorted.Length % 2 == 1 ? upper : (new TimeSpan(sorted[middle - 1]) + upper) / 2;
        }
    }

    private static double Share(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
