using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// Mean of the newest <c>n</c> values and their mean absolute distance from it. The mean moves with every value, and with
/// it every distance: the work grows with <c>n</c>.
/// </summary>
internal struct MeanDeviation
{
    private Window<double> values;
    private int next;
    private int full;
    private FlatRun run;

    /// <summary>The mean of a full window.</summary>
    public double Mean { readonly get; private set; }

    /// <summary>The mean absolute distance from the mean; exactly 0 where all values are the same.</summary>
    public double Deviation { readonly get; private set; }

    public static MeanDeviation Over(int count, ref Layout l) => new() { values = l.Window<double>(count), run = FlatRun.Over(count) };

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<double> slots = c.Span(in values);
        slots[next] = value;
        run.Add(value);
        if (++next == slots.Length)
        {
            next = 0;
            full = 1;
        }

        if (full == 0)
        {
            return false;
        }

        if (run.IsFlat)
        {
            (Mean, Deviation) = (value, 0);
            return true;
        }

        double total = 0;
        foreach (double each in slots)
        {
            total += each;
        }

        Mean = total / slots.Length;
        double distances = 0;
        foreach (double each in slots)
        {
            distances += Math.Abs(each - Mean);
        }

        Deviation = distances / slots.Length;
        return true;
    }
}
