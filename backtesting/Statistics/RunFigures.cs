namespace Pawl.Backtesting.Statistics;

/// <summary>What statistics are made from.</summary>
/// <param name="Equity">The account, day by day, finished.</param>
/// <param name="Trades">Its closed trades, and those of the long and of the short side alone.</param>
public sealed record RunFigures(DailyEquity Equity, TradeStatistics Trades, TradeStatistics Longs, TradeStatistics Shorts)
{
    /// <summary>Days in a year: 252, or 365 where instruments trade every day.</summary>
    public double PeriodsPerYear { get; init; } = 252;

    public long Orders { get; init; }

    public long Fills { get; init; }

    /// <summary>Fees of all fills, open positions included.</summary>
    public double Fees { get; init; }

    /// <summary>What fills cost beyond the price that the decision saw.</summary>
    public double SlippageCost { get; init; }

    /// <summary>Share of the time with an open position, 0 to 1.</summary>
    public double Exposure { get; init; } = double.NaN;

    /// <summary>The value of all that was bought and sold.</summary>
    public double TradedValue { get; init; }

    /// <summary>The equity at which an order would have been the highest allowed share of a day's market volume; NaN where no volume is known.</summary>
    public double Capacity { get; init; } = double.NaN;

    /// <summary>Daily returns of a benchmark on the same days; null without one.</summary>
    public IReadOnlyList<double>? Benchmark { get; init; }

    /// <summary>How many parameter sets were tried to find this one, and the spread of their daily Sharpe ratios; 1 where it was not searched for.</summary>
    public int Trials { get; init; } = 1;

    public double TrialSpread { get; init; } = double.NaN;
}
