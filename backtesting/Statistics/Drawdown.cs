using Pawl.Types;

namespace Pawl.Backtesting.Statistics;

/// <summary>
/// How far equity fell from its highest value, followed mark by mark: depth in per cent and in money, the longest time under
/// water, and the longest recovery.
/// </summary>
public sealed class Drawdown
{
    private double peak;
    private Timestamp peakTime;
    private bool isBelow;
    private Timestamp last;

    public Drawdown(double start, Timestamp time) => (peak, peakTime, last) = (start, time, time);

    /// <summary>The deepest fall as a fraction of the peak before it, 0 to 1; above 1 where equity became negative.</summary>
    public double Depth { get; private set; }

    /// <summary>The deepest fall in money, which need not be the one that is deepest in per cent.</summary>
    public double Amount { get; private set; }

    /// <summary>The time of the lowest value of the deepest fall.</summary>
    public Timestamp Trough { get; private set; }

    /// <summary>The peak before the deepest fall.</summary>
    public Timestamp Peak { get; private set; }

    /// <summary>The longest time from a peak to its recovery; falls that never recovered are not in it.</summary>
    public TimeSpan LongestRecovery { get; private set; }

    /// <summary>How far below its peak equity is now, as a fraction.</summary>
    public double Current { get; private set; }

    /// <summary>The longest time from a peak until equity was above it again, or until the last mark.</summary>
    public TimeSpan LongestUnderWater =>
        isBelow && Since(last) > LongestRecovery ? Since(last) : LongestRecovery;

    public void Mark(Timestamp time, double equity)
    {
        last = time;
        if (equity >= peak)
        {
            if (isBelow && Since(time) > LongestRecovery)
            {
                LongestRecovery = Since(time);
            }

            (peak, peakTime, isBelow, Current) = (equity, time, false, 0);
            return;
        }

        isBelow = true;
        Current = peak > 0 ? (peak - equity) / peak : 0;
        Amount = Math.Max(Amount, peak - equity);
        if (Current > Depth)
        {
            (Depth, Trough, Peak) = (Current, time, peakTime);
        }
    }

    private TimeSpan Since(Timestamp time) => new((time - peakTime) / TimeSpan.NanosecondsPerTick);
}
