namespace Pawl.Indicators;

/// <summary>Wilder's average, an exponential one with weight 1/n, which begins with the mean of its first <c>n</c> values.</summary>
internal struct WilderAverage
{
    private int period;
    private int count;

    /// <summary>The average; while it fills, the sum of what it has seen.</summary>
    public double Value { readonly get; private set; }

    public static WilderAverage Over(int period) => new() { period = period };

    /// <returns>Whether there is an average.</returns>
    public bool Add(double value)
    {
        if (count == period)
        {
            Value = Decay.Snap(((Value * (period - 1)) + value) / period);
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
