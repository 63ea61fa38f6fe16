using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// Sum of the newest <c>n</c> values in O(1). Each time the window has been filled anew it is summed afresh, so that
/// rounding errors cannot pile up however long it runs; and a window of zeros has the sum 0, so that it may be divided by
/// after a comparison with 0.
/// </summary>
internal struct RollingSum
{
    private Window<double> values;
    private int next;
    private int full;
    private int zeros;
    private int count;

    /// <summary>The sum of the values held.</summary>
    public double Sum { readonly get; private set; }

    /// <summary>The mean of a full window.</summary>
    public readonly double Mean => Sum / count;

    public static RollingSum Over(int count, ref Layout l) => new() { values = l.Window<double>(count), count = count };

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<double> slots = c.Span(in values);
        ref double slot = ref slots[next];
        Sum -= slot; // still 0 while the window fills
        Sum += value;
        slot = value;
        if (++next == slots.Length)
        {
            next = 0;
            full = 1;
            Sum = Total(slots);
        }

        if (value != 0)
        {
            zeros = 0;
        }
        else if (zeros == count || ++zeros == count)
        {
            Sum = 0;
        }

        return full != 0;
    }

    private static double Total(ReadOnlySpan<double> slots)
    {
        double total = 0;
        foreach (double value in slots)
        {
            total += value;
        }

        return total;
    }
}
