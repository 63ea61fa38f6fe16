namespace Pawl.Bench.Baselines.Batch;

/// <summary>Bars as arrays.</summary>
public sealed record Columns(double[] O, double[] H, double[] L, double[] C, double[] V)
{
    public Column Open => new(O, 0);

    public Column High => new(H, 0);

    public Column Low => new(L, 0);

    public Column Close => new(C, 0);

    public Column Volume => new(V, 0);

    /// <summary>Made-up bars, the same for ever: a walk in cents around 100.</summary>
    public static Columns Generate(int count)
    {
        var bars = new Columns(new double[count], new double[count], new double[count], new double[count], new double[count]);
        ulong state = 1;
        double close = 100;
        for (int i = 0; i < count; i++)
        {
            double open = Cents(close + (Below(11) - 5) / 100.0);
            close = Cents(Math.Max(50, open + (Below(41) - 20) / 100.0));
            (bars.O[i], bars.C[i]) = (open, close);
            bars.H[i] = Cents(Math.Max(open, close) + Below(10) / 100.0);
            bars.L[i] = Cents(Math.Min(open, close) - Below(10) / 100.0);
            bars.V[i] = 1 + Below(1000);
        }

        return bars;

        long Below(long limit)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            return (long)((state >> 33) % (ulong)limit);
        }
    }

    private static double Cents(double price) => Math.Round(price * 100) / 100;
}

/// <summary>A series whose first values may be missing.</summary>
/// <param name="Values">one value for each bar</param>
/// <param name="From">the first bar that has one</param>
public readonly record struct Column(double[] Values, int From)
{
    public int Length => Values.Length;

    /// <summary>Room for results, one for each bar.</summary>
    public static double[] Room(int length) => GC.AllocateUninitializedArray<double>(length);
}
