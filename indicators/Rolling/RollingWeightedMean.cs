using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// The mean of the newest <c>n</c> values with the weights 1 for the oldest to <c>n</c> for the newest, in O(1). As in
/// <see cref="RollingSum"/> nothing is ever subtracted.
/// </summary>
internal struct RollingWeightedMean
{
    private Window<Sums> slots;
    private int next;
    private int full;
    private long count;
    private Sums newer;

    private struct Sums
    {
        /// <summary>A value, until the window has been filled anew.</summary>
        public double Plain;

        /// <summary>The first value times 1, the one after it times 2, and so on.</summary>
        public double Weighted;
    }

    /// <summary>The mean of a full window.</summary>
    public double Value { readonly get; private set; }

    public static RollingWeightedMean Over(int count, ref Layout l) => new() { slots = l.Window<Sums>(count), count = count };

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<Sums> window = c.Span(in slots);
        window[next++].Plain = value;
        newer.Plain += value;
        newer.Weighted += next * value;
        double weighted;
        if (next < window.Length)
        {
            weighted = window[next].Weighted + newer.Weighted + ((count - next) * newer.Plain);
        }
        else
        {
            (next, full, newer) = (0, 1, default);
            weighted = SumFromEnd(window);
        }

        Value = weighted / (count * (count + 1) / 2);
        return full != 0;
    }

    private static double SumFromEnd(Span<Sums> window)
    {
        Sums sums = default;
        for (int i = window.Length - 1; i >= 0; i--)
        {
            sums.Plain += window[i].Plain;
            sums.Weighted += sums.Plain;
            window[i] = sums;
        }

        return sums.Weighted;
    }
}
