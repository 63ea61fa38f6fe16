using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// Mean and variance of the newest <c>n</c> values in O(1). The sums are of distances from a value close to the mean, since
/// the difference of large squares would keep no digits of a small deviation. That value and the sums are taken afresh each
/// time the window has been filled anew.
/// </summary>
internal struct RollingMoments
{
    private Window<double> values;
    private int next;
    private int full;
    private long count;
    private double shift;
    private double sum;
    private double sumOfSquares;
    private FlatRun run;

    public static RollingMoments Over(int count, ref Layout l) =>
        new() { values = l.Window<double>(count), count = count, run = FlatRun.Over(count) };

    /// <summary>The mean of a full window.</summary>
    public readonly double Mean => run.IsFlat ? run.Last : shift + (sum / count);

    /// <summary>Sum of the squared distances from the mean of a full window; exactly 0 where all values are the same.</summary>
    public readonly double SquaredDistances
    {
        get
        {
            double squares = sumOfSquares - (sum * sum / count);
            return run.IsFlat || squares < 0 ? 0 : squares;
        }
    }

    /// <summary>The population's standard deviation.</summary>
    public readonly double Deviation => Math.Sqrt(SquaredDistances / count);

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<double> slots = c.Span(in values);
        double oldest = slots[next] - shift;
        double newest = value - shift;
        slots[next] = value;
        run.Add(value);
        if (++next == slots.Length)
        {
            next = 0;
            full = 1;
            SumAfresh(slots);
        }
        else if (full != 0)
        {
            sum -= oldest;
            sum += newest;
            sumOfSquares -= oldest * oldest;
            sumOfSquares += newest * newest;
        }

        return full != 0;
    }

    private void SumAfresh(ReadOnlySpan<double> slots)
    {
        double total = 0;
        foreach (double value in slots)
        {
            total += value;
        }

        shift = total / slots.Length;
        sum = 0;
        sumOfSquares = 0;
        foreach (double value in slots)
        {
            double distance = value - shift;
            sum += distance;
            sumOfSquares += distance * distance;
        }
    }
}
