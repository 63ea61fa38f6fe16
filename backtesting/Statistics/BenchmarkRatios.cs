namespace Pawl.Backtesting.Statistics;

/// <summary>Returns beside those of a benchmark on the same days; risk-free rate 0, ddof 1.</summary>
public sealed class BenchmarkRatios
{
    /// <param name="returns">Returns of the account.</param>
    /// <param name="benchmark">Returns of the benchmark on the same days.</param>
    /// <param name="periods">N: how many periods a year has.</param>
    public BenchmarkRatios(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double periods)
    {
        if (returns.Length != benchmark.Length)
        {
            throw new ArgumentException($"{returns.Length} returns cannot be compared with {benchmark.Length} of the benchmark", nameof(benchmark));
        }

        Moments own = Moments.Of(returns);
        Moments market = Moments.Of(benchmark);
        double[] active = new double[returns.Length];
        double shared = 0;
        for (int i = 0; i < active.Length; i++)
        {
            active[i] = returns[i] - benchmark[i];
            shared += (returns[i] - own.Mean) * (benchmark[i] - market.Mean);
        }

        Moments difference = Moments.Of(active);
        Beta = market.IsFlat ? double.NaN : shared / (returns.Length - 1) / market.Variance;
        Alpha = Math.Pow(1 + own.Mean - (Beta * market.Mean), periods) - 1;
        TrackingError = difference.Deviation * Math.Sqrt(periods);
        InformationRatio = difference.IsFlat ? double.NaN : difference.Mean / difference.Deviation * Math.Sqrt(periods);
        Treynor = own.Mean * periods / Beta;
    }

    /// <summary>Cov(r, b) / Var(b).</summary>
    public double Beta { get; }

    /// <summary>(1 + mean(r) − β · mean(b))^N − 1.</summary>
    public double Alpha { get; }

    /// <summary>Standard deviation of r − b, · √N.</summary>
    public double TrackingError { get; }

    /// <summary>mean(r − b) / standard deviation(r − b) · √N.</summary>
    public double InformationRatio { get; }

    /// <summary>mean(r) · N / β.</summary>
    public double Treynor { get; }
}
