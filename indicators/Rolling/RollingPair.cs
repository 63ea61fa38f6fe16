using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>How two numbers vary together over the newest <c>n</c> pairs, in O(1); computed like <see cref="RollingMoments"/>.</summary>
internal struct RollingPair
{
    private Window<Pair> values;
    private int next;
    private int full;
    private long count;
    private Pair shift;
    private Pair sum;
    private Pair squares;
    private double products;
    private FlatRun runX;
    private FlatRun runY;

    private struct Pair
    {
        public double X;
        public double Y;
    }

    public static RollingPair Over(int count, ref Layout l) =>
        new() { values = l.Window<Pair>(count), count = count, runX = FlatRun.Over(count), runY = FlatRun.Over(count) };

    /// <summary>Sum of the squared distances of x from its mean; 0 where all are the same.</summary>
    public readonly double SquaresX => runX.IsFlat ? 0 : Math.Max(0, squares.X - (sum.X * sum.X / count));

    /// <summary>Sum of the squared distances of y from its mean; 0 where all are the same.</summary>
    public readonly double SquaresY => runY.IsFlat ? 0 : Math.Max(0, squares.Y - (sum.Y * sum.Y / count));

    /// <summary>Sum of the products of both distances.</summary>
    public readonly double Products => runX.IsFlat || runY.IsFlat ? 0 : products - (sum.X * sum.Y / count);

    /// <summary>Takes the newest pair; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double x, double y, in Ctx c)
    {
        Span<Pair> slots = c.Span(in values);
        Pair oldest = slots[next];
        slots[next] = new Pair { X = x, Y = y };
        runX.Add(x);
        runY.Add(y);
        if (++next == slots.Length)
        {
            next = 0;
            full = 1;
            SumAfresh(slots);
        }
        else if (full != 0)
        {
            Weigh(oldest, -1);
            Weigh(slots[next - 1], 1);
        }

        return full != 0;
    }

    private void Weigh(Pair pair, double sign)
    {
        double x = pair.X - shift.X;
        double y = pair.Y - shift.Y;
        sum.X += sign * x;
        sum.Y += sign * y;
        squares.X += sign * x * x;
        squares.Y += sign * y * y;
        products += sign * x * y;
    }

    private void SumAfresh(ReadOnlySpan<Pair> slots)
    {
        Pair total = default;
        foreach (Pair pair in slots)
        {
            total.X += pair.X;
            total.Y += pair.Y;
        }

        shift = new Pair { X = total.X / slots.Length, Y = total.Y / slots.Length };
        (sum, squares, products) = (default, default, 0);
        foreach (Pair pair in slots)
        {
            Weigh(pair, 1);
        }
    }
}
