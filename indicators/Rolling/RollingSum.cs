using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// Sum of the newest <c>n</c> values in O(1), without a subtraction that would leave rounding errors of values that have
/// gone. Each time the window has been filled anew, every slot is given the sum of the values from it to the newest; later
/// values are added up apart. Both together are the sum, which is as exact as if it were taken afresh, and 0 for zeros.
/// </summary>
internal struct RollingSum
{
    /// <summary>Up to <see cref="next"/> the values since the window was filled anew; from there on sums up to its end.</summary>
    private Window<double> slots;
    private int next;
    private int full;
    private long count;
    private double newer;

    /// <summary>The sum of the values held.</summary>
    public double Sum { readonly get; private set; }

    /// <summary>The mean of a full window.</summary>
    public readonly double Mean => Sum / count;

    public static RollingSum Over(int count, ref Layout l) => new() { slots = l.Window<double>(count), count = count };

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<double> window = c.Span(in slots);
        window[next] = value;
        newer += value;
        if (++next < window.Length)
        {
            Sum = window[next] + newer;
        }
        else
        {
            (next, full, newer) = (0, 1, 0);
            Sum = SumFromEnd(window);
        }

        return full != 0;
    }

    private static double SumFromEnd(Span<double> window)
    {
        double sum = 0;
        for (int i = window.Length - 1; i >= 0; i--)
        {
            sum += window[i];
            window[i] = sum;
        }

        return sum;
    }
}
