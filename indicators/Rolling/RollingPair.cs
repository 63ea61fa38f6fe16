using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>How two numbers vary together over the newest <c>n</c> pairs, in O(1); computed like <see cref="RollingMoments"/>.</summary>
internal struct RollingPair
{
    private Window<Sums> slots;
    private int next;
    private int full;
    private long count;
    private double shiftX;
    private double shiftY;
    private PairSums newer;
    private Sums all;

    private struct Sums
    {
        /// <summary>A value, until the window has been filled anew; then a sum of distances.</summary>
        public double X;
        public double Y;
        public double SquaresX;
        public double SquaresY;
        public double Products;
    }

    private struct PairSums
    {
        private CompensatedSum x;
        private CompensatedSum y;
        private CompensatedSum squaresX;
        private CompensatedSum squaresY;
        private CompensatedSum products;

        public void Add(double ofX, double ofY)
        {
            x.Add(ofX);
            y.Add(ofY);
            squaresX.Add(ofX * ofX);
            squaresY.Add(ofY * ofY);
            products.Add(ofX * ofY);
        }

        /// <summary>With the sums of others.</summary>
        public readonly Sums With(in Sums others) => new()
        {
            X = others.X + x.Value,
            Y = others.Y + y.Value,
            SquaresX = others.SquaresX + squaresX.Value,
            SquaresY = others.SquaresY + squaresY.Value,
            Products = others.Products + products.Value,
        };
    }

    public static RollingPair Over(int count, ref Layout l) => new() { slots = l.Window<Sums>(count), count = count };

    /// <summary>Sum of the squared distances of x from its mean; exactly 0 where all are the same.</summary>
    public readonly double SquaresX => Math.Max(0, all.SquaresX - (all.X * all.X / count));

    /// <summary>Sum of the squared distances of y from its mean; exactly 0 where all are the same.</summary>
    public readonly double SquaresY => Math.Max(0, all.SquaresY - (all.Y * all.Y / count));

    /// <summary>Sum of the products of both distances.</summary>
    public readonly double Products => all.Products - (all.X * all.Y / count);

    /// <summary>Takes the newest pair; the oldest goes.</summary>
    /// <returns>Whether the window is full.</returns>
    public bool Add(double x, double y, in Ctx c)
    {
        Span<Sums> window = c.Span(in slots);
        ref Sums slot = ref window[next];
        (slot.X, slot.Y) = (x, y);
        newer.Add(x - shiftX, y - shiftY);
        if (++next < window.Length)
        {
            all = newer.With(in window[next]);
        }
        else
        {
            (next, full, newer, shiftX, shiftY) = (0, 1, default, x, y);
            SumFromEnd(window);
            all = window[0];
        }

        return full != 0;
    }

    private readonly void SumFromEnd(Span<Sums> window)
    {
        PairSums sums = default;
        Sums none = default;
        for (int i = window.Length - 1; i >= 0; i--)
        {
            sums.Add(window[i].X - shiftX, window[i].Y - shiftY);
            window[i] = sums.With(in none);
        }
    }
}
