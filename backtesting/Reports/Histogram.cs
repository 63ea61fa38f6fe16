namespace Pawl.Backtesting.Reports;

/// <summary>How often values fell into each of equal ranges, losses and gains apart.</summary>
internal static class Histogram
{
    private const int MostRanges = 40;
    private const int MostDecimals = 8;

    /// <param name="title">What it shows.</param>
    /// <param name="legend">Said beside it.</param>
    /// <param name="values">The values; at least one.</param>
    /// <param name="decimals">How many decimals values have at least; more where ranges could not be told apart.</param>
    /// <param name="write">Writes a value with so many decimals.</param>
    public static string Draw(string title, string legend, IReadOnlyList<double> values, int decimals, Func<double, int, string> write)
    {
        (double low, double high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        int ranges = Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(values.Count)), 5, MostRanges);
        double width = high > low ? (high - low) / ranges : 1;

        while (decimals < MostDecimals && write(width, decimals) == write(0, decimals))
        {
            decimals++;
        }

        // Zero is a border, so that no bar holds both losses and gains.
        int below = (int)Math.Ceiling(-low / width);
        int above = Math.Max(1, (int)Math.Floor(high / width) + 1);
        int[] counts = new int[below + above];
        foreach (double value in values)
        {
            counts[Math.Clamp((int)Math.Floor(value / width) + below, 0, counts.Length - 1)]++;
        }

        Axis axis = new(0, counts.Max(), 0);
        Plot plot = new(title, "middle", axis, v => v < 0 ? "" : Figures.Number(v, axis.Decimals));
        double each = 1000.0 / counts.Length;
        for (int i = 0; i < counts.Length; i++)
        {
            double from = (i - below) * width;
            double top = axis.At(counts[i]);
            if (counts[i] > 0)
            {
                plot.Bar(i < below ? "loss" : "gain", (i * each) + (each * 0.06), top, each * 0.88, axis.At(0) - top, $"{write(from, decimals)} to {write(from + width, decimals)}: {counts[i]}");
            }
        }

        for (int i = 1; i < 8; i += 2)
        {
            plot.Below(i * 125, write(((i * counts.Length / 8.0) - below) * width, decimals));
        }

        return plot.Write(Html.Text(legend));
    }
}
