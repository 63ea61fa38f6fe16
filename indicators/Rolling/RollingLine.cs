using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// The straight line of least squares through the newest <c>n</c> values, and their linearly weighted mean, in O(1). As
/// in <see cref="RollingMoments"/> the sums are of distances from a value close to the mean, taken afresh each time the
/// window has been filled anew.
/// </summary>
internal struct RollingLine
{
    private Window<double> values;
    private int next;
    private int full;
    private long count;
    private double shift;
    private double sum;

    /// <summary>Sum of the distances, the oldest times 1, the newest times <c>n</c>.</summary>
    private double weighted;
    private double sumOfSquares;
    private FlatRun run;

    public static RollingLine Over(int count, ref Layout l) =>
        new() { values = l.Window<double>(count), count = count, run = FlatRun.Over(count) };

    public readonly double Mean => run.IsFlat ? run.Last : shift + (sum / count);

    /// <summary>The mean with the weights 1 for the oldest to <c>n</c> for the newest.</summary>
    public readonly double WeightedMean => run.IsFlat ? run.Last : shift + (weighted / (count * (count + 1) / 2));

    /// <summary>How far the line rises from one value to the next.</summary>
    public readonly double Slope => Rise / (count * (((double)count * count) - 1) / 12);

    /// <summary>The share of the variance that the line explains, 0 to 1; NaN where all values are the same.</summary>
    public readonly double Determination
    {
        get
        {
            double squares = sumOfSquares - (sum * sum / count);
            return run.IsFlat || squares <= 0 ? double.NaN : Math.Min(1, Slope * Rise / squares);
        }
    }

    private readonly double Rise => run.IsFlat ? 0 : weighted - ((count + 1) / 2.0 * sum);

    /// <summary>The line at the value <paramref name="back"/> values before the newest; negative: after it.</summary>
    public readonly double At(double back) => Mean + (Slope * (((count - 1) / 2.0) - back));

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
            weighted -= sum;
            weighted += count * newest;
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
        (sum, weighted, sumOfSquares) = (0, 0, 0);
        for (int i = 0; i < slots.Length; i++)
        {
            double distance = slots[i] - shift;
            sum += distance;
            weighted += (i + 1) * distance;
            sumOfSquares += distance * distance;
        }
    }
}
