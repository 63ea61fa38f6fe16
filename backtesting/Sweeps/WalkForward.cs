using Pawl.Types;

namespace Pawl.Backtesting.Sweeps;

/// <summary>A stretch to choose parameters on, and the stretch right after it to try them on.</summary>
/// <param name="From">The beginning of the in-sample stretch.</param>
/// <param name="Split">Its end and the beginning of the out-of-sample stretch.</param>
/// <param name="To">The end of the out-of-sample stretch.</param>
public readonly record struct WalkForwardWindow(Timestamp From, Timestamp Split, Timestamp To);

/// <summary>Windows that walk through a range of time; the out-of-sample stretches follow each other without gap or overlap.</summary>
public static class WalkForward
{
    /// <param name="inSample">How long parameters are chosen on.</param>
    /// <param name="outOfSample">How long they are tried on, and how far the window moves.</param>
    /// <param name="anchored">Whether every in-sample stretch begins at the beginning.</param>
    /// <returns>Whole windows; the last out-of-sample stretch is cut at the end where at least half of it is there.</returns>
    public static IReadOnlyList<WalkForwardWindow> Windows(Timestamp from, Timestamp to, TimeSpan inSample, TimeSpan outOfSample, bool anchored)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(inSample, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(outOfSample, TimeSpan.Zero);
        (long before, long after) = (inSample.Ticks * TimeSpan.NanosecondsPerTick, outOfSample.Ticks * TimeSpan.NanosecondsPerTick);
        List<WalkForwardWindow> windows = [];
        for (Timestamp split = from.AddNanoseconds(before); to - split >= (after + 1) / 2; split = split.AddNanoseconds(after))
        {
            Timestamp end = to - split < after ? to : split.AddNanoseconds(after);
            windows.Add(new WalkForwardWindow(anchored ? from : split.AddNanoseconds(-before), split, end));
        }

        return windows;
    }
}
