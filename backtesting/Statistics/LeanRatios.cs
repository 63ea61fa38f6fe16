namespace Pawl.Backtesting.Statistics;

/// <summary>
/// The ratios as LEAN defines them, for those who compare: the annual return is compounded from the daily mean, the
/// downside is the spread of the losing days alone. Source: LEAN, Common/Statistics (PortfolioStatistics, Statistics).
/// </summary>
/// <remarks>Risk-free rate 0; standard deviations with ddof 1.</remarks>
public static class LeanRatios
{
    /// <summary>(1 + mean)^N − 1.</summary>
    public static double AnnualPerformance(ReadOnlySpan<double> returns, double periods) => Math.Pow(1 + Moments.Of(returns).Mean, periods) - 1;

    /// <summary>Annual performance over annual standard deviation.</summary>
    public static double Sharpe(ReadOnlySpan<double> returns, double periods)
    {
        Moments moments = Moments.Of(returns);
        return moments.IsFlat ? double.NaN : AnnualPerformance(returns, periods) / Math.Sqrt(moments.Variance * periods);
    }

    /// <summary>Annual performance over the annual standard deviation of the losing days.</summary>
    public static double Sortino(ReadOnlySpan<double> returns, double periods)
    {
        Moments losing = Moments.Of(Losing(returns));
        return losing.IsFlat ? double.NaN : AnnualPerformance(returns, periods) / Math.Sqrt(losing.Variance * periods);
    }

    /// <summary>
    /// The probability that the daily Sharpe ratio is above 1/√N (an annual one of 1). The kurtosis put in is the excess
    /// kurtosis of the population estimate that MathNet's <c>Kurtosis()</c> gives, and not the raw one of the source formula.
    /// </summary>
    public static double ProbabilisticSharpe(ReadOnlySpan<double> returns, double periods)
    {
        Moments moments = Moments.Of(returns);
        if (moments.IsFlat || returns.Length < 4)
        {
            return double.NaN;
        }

        double[] values = returns.ToArray();
        double skew = MathNet.Numerics.Statistics.Statistics.Skewness(values);
        double kurtosis = MathNet.Numerics.Statistics.Statistics.Kurtosis(values);
        double sharpe = moments.Mean / moments.Deviation;
        double variance = (1 - (skew * sharpe) + ((kurtosis - 1) / 4 * sharpe * sharpe)) / (returns.Length - 1);
        return variance > 0 ? MathNet.Numerics.Distributions.Normal.CDF(0, 1, (sharpe - (1 / Math.Sqrt(periods))) / Math.Sqrt(variance)) : double.NaN;
    }

    private static double[] Losing(ReadOnlySpan<double> returns)
    {
        var losing = new List<double>();
        foreach (double r in returns)
        {
            if (r < 0)
            {
                losing.Add(r);
            }
        }

        return [.. losing];
    }
}
