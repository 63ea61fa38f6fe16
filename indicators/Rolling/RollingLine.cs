using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>The straight line of least squares through the newest <c>n</c> values in O(1), computed like <see cref="RollingMoments"/>.</summary>
internal struct RollingLine
{
    private Window<Sums> slots;
    private int next;
    private int full;
    private long count;
    private double shift;
    private CompensatedSum newer;
    private CompensatedSum newerSquares;

    /// <summary>The first of the newer distances times 1, the one after it times 2, and so on.</summary>
    private double newerWeighted;
    private Sums all;

    private struct Sums
    {
        /// <summary>A value, until the window has been filled anew; then a sum of distances.</summary>
        public double Plain;
        public double Squares;
        public double Weighted;
    }

    public static RollingLine Over(int count, ref Layout l) => new() { slots = l.Window<Sums>(count), count = count };

    /// <summary>How far the line rises from one value to the next; exactly 0 where all values are the same.</summary>
    public readonly double Slope => Rise / (count * (((double)count * count) - 1) / 12);

    /// <summary>The share of the variance that the line explains, 0 to 1; NaN where all values are the same.</summary>
    public readonly double Determination
    {
        get
        {
            double squares = all.Squares - (all.Plain * all.Plain / count);
            return squares <= 0 ? double.NaN : Math.Min(1, Slope * Rise / squares);
        }
    }

    private readonly double Rise => all.Weighted - ((count + 1) / 2.0 * all.Plain);

    /// <summary>The line at the value <paramref name="back"/> values before the newest; negative: after it.</summary>
    public readonly double At(double back) => shift + (all.Plain / count) + (Slope * (((count - 1) / 2.0) - back));

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<Sums> window = c.Span(in slots);
        window[next++].Plain = value;
        double distance = value - shift;
        newer.Add(distance);
        newerSquares.Add(distance * distance);
        newerWeighted += next * distance;
        if (next < window.Length)
        {
            ref Sums older = ref window[next];
            all.Plain = older.Plain + newer.Value;
            all.Squares = older.Squares + newerSquares.Value;
            all.Weighted = older.Weighted + newerWeighted + ((count - next) * newer.Value);
        }
        else
        {
            (next, full, newer, newerSquares, newerWeighted, shift) = (0, 1, default, default, 0, value);
            SumFromEnd(window);
            all = window[0];
        }

        return full != 0;
    }

    private readonly void SumFromEnd(Span<Sums> window)
    {
        CompensatedSum sum = default;
        CompensatedSum squares = default;
        double weighted = 0;
        for (int i = window.Length - 1; i >= 0; i--)
        {
            double distance = window[i].Plain - shift;
            sum.Add(distance);
            squares.Add(distance * distance);
            weighted += sum.Value;
            window[i] = new Sums { Plain = sum.Value, Squares = squares.Value, Weighted = weighted };
        }
    }
}
