using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// Mean of the newest <c>n</c> values and their mean absolute distance from it. The mean moves with every value, and with
/// it every distance: the work grows with <c>n</c>. Everything is seen from the newest value, so that small distances of
/// large values keep their digits.
/// </summary>
internal struct MeanDeviation
{
    private Window<double> values;
    private int next;
    private int full;

    /// <summary>How far the newest value lies above the mean of a full window.</summary>
    public double Distance { readonly get; private set; }

    /// <summary>The mean absolute distance from the mean; exactly 0 where all values are the same.</summary>
    public double Deviation { readonly get; private set; }

    public static MeanDeviation Over(int count, ref Layout l) => new() { values = l.Window<double>(count) };

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<double> slots = c.Span(in values);
        slots[next] = value;
        if (++next == slots.Length)
        {
            next = 0;
            full = 1;
        }

        if (full == 0)
        {
            return false;
        }

        double total = 0;
        foreach (double each in slots)
        {
            total += value - each;
        }

        Distance = total / slots.Length;
        double distances = 0;
        foreach (double each in slots)
        {
            distances += Math.Abs(Distance - (value - each));
        }

        Deviation = distances / slots.Length;
        return true;
    }
}
