using MathNet.Numerics.Distributions;

namespace Pawl.Backtesting.Statistics;

/// <summary>
/// Ratios over returns of equal periods, as fractions (0.01 is one per cent), risk-free rate 0. Each gives NaN where it has
/// no meaning: too few values, no spread, no loss.
/// </summary>
public static class ReturnRatios
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// <summary>mean / standard deviation (ddof 1) · √N.</summary>
    /// <param name="periods">N: how many periods a year has.</param>
    public static double Sharpe(ReadOnlySpan<double> returns, double periods)
    {
        Moments moments = Moments.Of(returns);
        return moments.IsFlat ? double.NaN : moments.Mean / moments.Deviation * Math.Sqrt(periods);
    }

    /// <summary>mean / √(Σ min(r, 0)² / n) · √N: the shortfall is divided by all n, losing or not.</summary>
    public static double Sortino(ReadOnlySpan<double> returns, double periods)
    {
        double below = 0;
        foreach (double r in returns)
        {
            below += r < 0 ? r * r : 0;
        }

        return below > 0 ? Moments.Of(returns).Mean / Math.Sqrt(below / returns.Length) * Math.Sqrt(periods) : double.NaN;
    }

    /// <summary>Σ max(r, 0) / Σ max(−r, 0): gains over losses about a threshold of 0.</summary>
    public static double Omega(ReadOnlySpan<double> returns)
    {
        (double gains, double losses) = (0, 0);
        foreach (double r in returns)
        {
            gains += Math.Max(r, 0);
            losses += Math.Max(-r, 0);
        }

        return losses > 0 ? gains / losses : double.NaN;
    }

    /// <summary>
    /// The probability that the true Sharpe ratio is above a benchmark, given length, skew and fat tails.
    /// Source: Bailey, López de Prado, "The Sharpe ratio efficient frontier" (2012), with raw kurtosis.
    /// </summary>
    /// <param name="benchmark">SR*, a Sharpe ratio of one period, not of a year.</param>
    public static double ProbabilisticSharpe(ReadOnlySpan<double> returns, double benchmark = 0)
    {
        Moments moments = Moments.Of(returns);
        if (moments.IsFlat)
        {
            return double.NaN;
        }

        return ProbabilisticSharpe(moments.Mean / moments.Deviation, moments.Skewness, moments.Kurtosis, returns.Length, benchmark);
    }

    /// <summary>The same from what is known of the returns.</summary>
    /// <param name="sharpe">Their Sharpe ratio of one period.</param>
    /// <param name="skewness">m₃ / m₂^1.5.</param>
    /// <param name="kurtosis">m₄ / m₂².</param>
    /// <param name="count">How many there are.</param>
    /// <param name="benchmark">SR*, a Sharpe ratio of one period, not of a year.</param>
    public static double ProbabilisticSharpe(double sharpe, double skewness, double kurtosis, int count, double benchmark)
    {
        double variance = 1 - (skewness * sharpe) + ((kurtosis - 1) / 4 * sharpe * sharpe);
        return variance > 0 ? Normal.CDF(0, 1, (sharpe - benchmark) * Math.Sqrt(count - 1) / Math.Sqrt(variance)) : double.NaN;
    }

    /// <summary>
    /// The Sharpe ratio of one period that the best of so many worthless trials is expected to show: the benchmark by which
    /// the probabilistic Sharpe ratio becomes the deflated one.
    /// Source: Bailey, López de Prado, "The deflated Sharpe ratio" (2014).
    /// </summary>
    /// <param name="trials">How many parameter sets were tried, at least 2.</param>
    /// <param name="spread">Standard deviation of the trials' Sharpe ratios of one period.</param>
    public static double ExpectedBestSharpe(int trials, double spread) =>
        trials < 2
            ? double.NaN
            : spread * (((1 - EulerMascheroni) * Normal.InvCDF(0, 1, 1 - (1.0 / trials)))
                + (EulerMascheroni * Normal.InvCDF(0, 1, 1 - (1 / (trials * Math.E)))));

    /// <summary>The quantile of the returns by linear interpolation between the two nearest (type 7): with 0.05 the VaR of 95 %.</summary>
    /// <param name="sorted">The returns in ascending order.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>The mean of the returns that are at most the quantile: with 0.05 the CVaR (expected shortfall) of 95 %.</summary>
    public static double MeanBelow(ReadOnlySpan<double> sorted, double share)
    {
        double limit = Quantile(sorted, share);
        (double sum, int count) = (0, 0);
        foreach (double r in sorted)
        {
            if (r <= limit)
            {
                sum += r;
                count++;
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }

    /// <summary>(end / start)^(365 / days) − 1, by calendar days.</summary>
    public static double Cagr(double start, double end, double days) =>
        start > 0 && end > 0 && days > 0 ? Math.Pow(end / start, 365 / days) - 1 : double.NaN;
}
