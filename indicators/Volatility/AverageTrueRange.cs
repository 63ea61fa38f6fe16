using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Wilder's average of the true range, for <c>atr</c> and for kinds that measure distances in it.</summary>
internal struct AverageTrueRange
{
    private WilderAverage average;
    private BarReach bars;

    /// <summary>Not 0 where the first bar, which has no close before it, only begins.</summary>
    private long skipsFirst;

    /// <summary>The average; meaningful once <see cref="Add"/> has returned true.</summary>
    public readonly double Value => average.Value;

    public static AverageTrueRange Over(int period, Convention convention = Convention.TaLib) =>
        new() { average = WilderAverage.Over(period), skipsFirst = convention == Convention.TaLib ? 1 : 0 };

    /// <summary>Takes the next bar.</summary>
    /// <returns>Whether there is an average.</returns>
    public bool Add(in Candle bar) => (bars.Next(in bar, out double range) || skipsFirst == 0) && average.Add(range);
}
