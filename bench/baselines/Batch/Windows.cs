namespace Pawl.Bench.Baselines.Batch;

/// <summary>Passes over the newest <c>n</c> values with running sums and queues, and averages that forget, all in O(1) a bar.</summary>
public static class Windows
{
    public static Column Sum(this Column x, int n) => x.Rolling(n, 1);

    public static Column Sma(this Column x, int n) => x.Rolling(n, n);

    private static Column Rolling(this Column x, int n, double divisor)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        int from = x.From + n - 1;
        double sum = 0;
        for (int i = x.From; i < from; i++)
            sum += v[i];
        for (int i = from; i < y.Length; i++)
        {
            sum += v[i];
            y[i] = sum / divisor;
            sum -= v[i - n + 1];
        }

        return new(y, from);
    }

    public static Column Wma(this Column x, int n)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        int from = x.From + n - 1;
        double sum = 0, weighted = 0, divisor = n * (n + 1) / 2.0;
        for (int i = x.From; i < from; i++)
        {
            sum += v[i];
            weighted += v[i] * (i - x.From + 1);
        }

        for (int i = from; i < y.Length; i++)
        {
            weighted += v[i] * n;
            sum += v[i];
            y[i] = weighted / divisor;
            weighted -= sum;
            sum -= v[i - n + 1];
        }

        return new(y, from);
    }

    public static Column Ema(this Column x, int n) => x.Decaying(n, 2.0 / (n + 1));

    public static Column Rma(this Column x, int n) => x.Decaying(n, 1.0 / n);

    /// <summary>Begins with the mean of the first n.</summary>
    public static Column Decaying(this Column x, int n, double weight)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        int from = x.From + n - 1;
        double value = 0;
        for (int i = x.From; i <= from; i++)
            value += v[i];
        value /= n;
        y[from] = value;
        for (int i = from + 1; i < y.Length; i++)
        {
            value += weight * (v[i] - value);
            y[i] = value;
        }

        return new(y, from);
    }

    public static Column Max(this Column x, int n) => x.Extreme(n, 1, ages: false);

    public static Column Min(this Column x, int n) => x.Extreme(n, -1, ages: false);

    public static Column MaxAge(this Column x, int n) => x.Extreme(n, 1, ages: true);

    public static Column MinAge(this Column x, int n) => x.Extreme(n, -1, ages: true);

    private static Column Extreme(this Column x, int n, double sign, bool ages)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        int[] queue = new int[v.Length];
        int head = 0, tail = 0;
        int from = x.From + n - 1;
        for (int i = x.From; i < v.Length; i++)
        {
            if (tail > head && queue[head] <= i - n)
                head++;
            while (tail > head && sign * v[i] >= sign * v[queue[tail - 1]])
                tail--;
            queue[tail++] = i;
            if (i >= from)
                y[i] = ages ? i - queue[head] : v[queue[head]];
        }

        return new(y, from);
    }

    /// <summary>Sum of squared distances from the mean, by sums of squares.</summary>
    public static Column Squares(this Column x, int n)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        int from = x.From + n - 1;
        double sum = 0, squares = 0;
        for (int i = x.From; i < v.Length; i++)
        {
            sum += v[i];
            squares += v[i] * v[i];
            if (i < from)
                continue;
            y[i] = Math.Max(0, squares - sum * sum / n);
            double oldest = v[i - n + 1];
            sum -= oldest;
            squares -= oldest * oldest;
        }

        return new(y, from);
    }

    /// <summary>Sum of the products of both distances from their means.</summary>
    public static Column Products(this Column x, Column other, int n)
    {
        double[] y = Column.Room(x.Length);
        (double[] a, double[] b) = (x.Values, other.Values);
        int from = Math.Max(x.From, other.From) + n - 1;
        double sumA = 0, sumB = 0, products = 0;
        for (int i = from - n + 1; i < a.Length; i++)
        {
            sumA += a[i];
            sumB += b[i];
            products += a[i] * b[i];
            if (i < from)
                continue;
            y[i] = products - sumA * sumB / n;
            int oldest = i - n + 1;
            sumA -= a[oldest];
            sumB -= b[oldest];
            products -= a[oldest] * b[oldest];
        }

        return new(y, from);
    }

    /// <summary>Slope of the line of least squares.</summary>
    public static Column Slope(this Column x, int n)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        int from = x.From + n - 1;
        double sum = 0, weighted = 0, divisor = n * ((double)n * n - 1) / 12;
        for (int i = x.From; i < v.Length; i++)
        {
            sum += v[i];
            weighted += v[i] * Math.Min(n, i - x.From + 1);
            if (i < from)
                continue;
            y[i] = (weighted - (n + 1) / 2.0 * sum) / divisor;
            weighted -= sum;
            sum -= v[i - n + 1];
        }

        return new(y, from);
    }

    /// <summary>The line of least squares, so many bars before the newest.</summary>
    public static Column Line(this Column x, int n, double back) => x.Sma(n).Plus(x.Slope(n).Times((n - 1) / 2.0 - back));

    /// <summary>Mean absolute distance from the mean; the work grows with n.</summary>
    public static Column Distance(this Column x, int n)
    {
        double[] y = Column.Room(x.Length);
        double[] v = x.Values;
        Column means = x.Sma(n);
        for (int i = means.From; i < v.Length; i++)
        {
            double mean = means.Values[i], distances = 0;
            foreach (double each in v.AsSpan(i - n + 1, n))
                distances += Math.Abs(each - mean);
            y[i] = distances / n;
        }

        return new(y, means.From);
    }
}
