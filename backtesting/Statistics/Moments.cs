namespace Pawl.Backtesting.Statistics;

/// <summary>
/// Mean, spread and shape of a sample, made in two passes: returns are few and small, so accuracy is worth more than time.
/// </summary>
public readonly record struct Moments
{
    private Moments(int count, double mean, double second, double third, double fourth) =>
        (Count, Mean, this.second, this.third, this.fourth) = (count, mean, second, third, fourth);

    private readonly double second;
    private readonly double third;
    private readonly double fourth;

    public int Count { get; }

    /// <summary>NaN for an empty sample.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation with one degree of freedom taken off (ddof = 1); NaN below two values.</summary>
    public double Deviation => Count < 2 ? double.NaN : Math.Sqrt(second / (Count - 1));

    /// <summary>Variance with ddof = 1; NaN below two values.</summary>
    public double Variance => Count < 2 ? double.NaN : second / (Count - 1);

    /// <summary>Whether all values are the same but for rounding, so that what is divided by the spread means nothing.</summary>
    public bool IsFlat => Count < 2 || Deviation <= 1e-14 * Math.Max(1, Math.Abs(Mean));

    /// <summary>Skewness m₃ / m₂^1.5 of the sample itself (moments divided by n).</summary>
    public double Skewness => third / Count / Math.Pow(second / Count, 1.5);

    /// <summary>Raw kurtosis m₄ / m₂² of the sample itself: 3 for a normal distribution.</summary>
    public double Kurtosis => fourth / Count / Math.Pow(second / Count, 2);

    public static Moments Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = values.IsEmpty ? double.NaN : sum / values.Length;
        (double second, double third, double fourth) = (0, 0, 0);
        foreach (double value in values)
        {
            double d = value - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }

        return new Moments(values.Length, mean, second, third, fourth);
    }
}
