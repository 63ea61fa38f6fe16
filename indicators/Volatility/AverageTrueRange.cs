using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Wilder's average of the true range, for <c>atr</c> and for kinds that measure distances in it.</summary>
internal struct AverageTrueRange
{
    private WilderAverage average;
    private double previousClose;
    private long started;

    /// <summary>The average; meaningful once <see cref="Add"/> has returned true.</summary>
    public readonly double Value => average.Value;

    public static AverageTrueRange Over(int period) => new() { average = WilderAverage.Over(period) };

    /// <summary>Takes the next bar. The first has no close before it and only begins.</summary>
    /// <returns>Whether there is an average.</returns>
    public bool Add(in Candle bar)
    {
        double high = bar.High.ToDouble();
        double low = bar.Low.ToDouble();
        double close = previousClose;
        previousClose = bar.Close.ToDouble();
        if (started == 0)
        {
            started = 1;
            return false;
        }

        return average.Add(Math.Max(high - low, Math.Max(Math.Abs(high - close), Math.Abs(low - close))));
    }
}
