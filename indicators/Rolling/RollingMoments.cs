using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// Mean and variance of the newest <c>n</c> values in O(1). As in <see cref="RollingSum"/> nothing that has gone is
/// subtracted. The sums are of distances from a value of the window, since the difference of large squares would keep no
/// digits of a small deviation: the newest when the window was filled anew, which stays in it until that happens again.
/// </summary>
internal struct RollingMoments
{
    private Window<Sums> slots;
    private int next;
    private int full;
    private long count;
    private double shift;
    private CompensatedSum newer;
    private CompensatedSum newerSquares;
    private Sums all;

    private struct Sums
    {
        /// <summary>A value, until the window has been filled anew; then a sum of distances.</summary>
        public double Plain;
        public double Squares;
    }

    public static RollingMoments Over(int count, ref Layout l) => new() { slots = l.Window<Sums>(count), count = count };

    /// <summary>The mean of a full window.</summary>
    public readonly double Mean => shift + (all.Plain / count);

    /// <summary>Sum of the squared distances from the mean of a full window; exactly 0 where all values are the same.</summary>
    public readonly double SquaredDistances => Math.Max(0, all.Squares - (all.Plain * all.Plain / count));

    /// <summary>The population's standard deviation.</summary>
    public readonly double Deviation => Math.Sqrt(SquaredDistances / count);

    /// <summary>How far a value lies above the mean, with digits that the mean itself has no room for.</summary>
    public readonly double DistanceOf(double value) => value - shift - (all.Plain / count);

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<Sums> window = c.Span(in slots);
        window[next].Plain = value;
        double distance = value - shift;
        newer.Add(distance);
        newerSquares.Add(distance * distance);
        if (++next < window.Length)
        {
            ref Sums older = ref window[next];
            all.Plain = older.Plain + newer.Value;
            all.Squares = older.Squares + newerSquares.Value;
        }
        else
        {
            (next, full, newer, newerSquares, shift) = (0, 1, default, default, value);
            SumFromEnd(window);
            all = window[0];
        }

        return full != 0;
    }

    private readonly void SumFromEnd(Span<Sums> window)
    {
        CompensatedSum sum = default;
        CompensatedSum squares = default;
        for (int i = window.Length - 1; i >= 0; i--)
        {
            double distance = window[i].Plain - shift;
            sum.Add(distance);
            squares.Add(distance * distance);
            window[i] = new Sums { Plain = sum.Value, Squares = squares.Value };
        }
    }
}
