namespace Pawl.Indicators;

/// <summary>Exponential average, mostly with weight 2/(n+1), which begins with the mean of its first <c>n</c> values.</summary>
internal struct ExponentialAverage
{
    private int period;
    private int count;
    private double alpha;

    /// <summary>The average; while it fills, the sum of what it has seen.</summary>
    public double Value { readonly get; private set; }

    public static ExponentialAverage Over(int period) => Over(period, 2.0 / (period + 1));

    /// <param name="alpha">The weight of the newest value, where it is not the usual one of the period.</param>
    public static ExponentialAverage Over(int period, double alpha) => new() { period = period, alpha = alpha };

    /// <returns>Whether there is an average.</returns>
    public bool Add(double value)
    {
        if (count == period)
        {
            Value = Decay.Snap(Value + (alpha * (value - Value)));
            return true;
        }

        Value += value;
        if (++count < period)
        {
            return false;
        }

        Value /= period;
        return true;
    }
}
