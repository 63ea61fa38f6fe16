namespace Pawl.Indicators;

/// <summary>A fast and a slow exponential average, and an average of the distance between them, for <see cref="Macd"/> and <see cref="MacdFix"/>.</summary>
internal struct ConvergingAverages
{
    private ExponentialAverage fast;
    private ExponentialAverage slow;
    private ExponentialAverage signal;
    private long skip;

    /// <summary>Fast average minus slow average; meaningful once <see cref="Add"/> has returned true.</summary>
    public readonly double Distance => fast.Value - slow.Value;

    /// <summary>The average of the distance.</summary>
    public readonly double Signal => signal.Value;

    /// <param name="skip">Values that the fast average leaves out, so that both can begin together.</param>
    public static ConvergingAverages Of(ExponentialAverage fast, ExponentialAverage slow, ExponentialAverage signal, int skip) =>
        new() { fast = fast, slow = slow, signal = signal, skip = skip };

    /// <summary>Takes the next value; one that is undefined is passed over.</summary>
    /// <returns>Whether there are all three averages.</returns>
    public bool Add(double value)
    {
        if (double.IsNaN(value))
        {
            return false;
        }

        if (skip > 0)
        {
            skip--;
        }
        else
        {
            fast.Add(value);
        }

        return slow.Add(value) && signal.Add(Distance);
    }
}
