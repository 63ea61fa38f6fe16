using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Formulas over whole arrays, as a textbook writes them: each value from its window alone, nothing carried along but in the
/// averages that are recursive by definition. NaN stands where there is no value.
/// </summary>
internal static class Series
{
    public static double[] Of(IEnumerable<Candle> bars, Func<Candle, double> number) => [.. bars.Select(number)];

    /// <summary>A function of the newest <paramref name="count"/> values, where there are so many.</summary>
    public static double[] Over(this double[] x, int count, Func<double[], double> of) =>
        [.. x.Select((_, i) => i + 1 >= count && !x[(i + 1 - count)..(i + 1)].Any(double.IsNaN) ? of(x[(i + 1 - count)..(i + 1)]) : double.NaN)];

    public static double[] With(this double[] a, double[] b, Func<double, double, double> of) => [.. a.Zip(b, of)];

    public static double[] To(this double[] a, Func<double, double> of) => [.. a.Select(of)];

    /// <summary>The series some values ago.</summary>
    public static double[] Ago(this double[] x, int back) => [.. Enumerable.Repeat(double.NaN, back), .. x[..^back]];

    /// <summary>The change from the value before.</summary>
    public static double[] Changes(this double[] x) => x.With(x.Ago(1), (now, before) => now - before);

    public static double[] Sma(this double[] x, int n) => x.Over(n, w => w.Average());

    public static double[] Sum(this double[] x, int n) => x.Over(n, w => w.Sum());

    public static double[] Max(this double[] x, int n) => x.Over(n, w => w.Max());

    public static double[] Min(this double[] x, int n) => x.Over(n, w => w.Min());

    public static double[] Wma(this double[] x, int n) => x.Over(n, w => w.Select((v, i) => v * (i + 1)).Sum() / (n * (n + 1) / 2));

    public static double[] Ema(this double[] x, int n) => x.Recursive(n, 2.0 / (n + 1));

    public static double[] Rma(this double[] x, int n) => x.Recursive(n, 1.0 / n);

    /// <summary>An average of a fixed weight for the newest, which begins with the mean of the first <paramref name="n"/> values that there are.</summary>
    public static double[] Recursive(this double[] x, int n, double weight)
    {
        double[] y = [.. x.Select(_ => double.NaN)];
        int first = Array.FindIndex(x, v => !double.IsNaN(v));
        for (int i = first + n - 1; first >= 0 && i < x.Length; i++)
        {
            y[i] = i == first + n - 1 ? x[first..(i + 1)].Average() : (weight * x[i]) + ((1 - weight) * y[i - 1]);
        }

        return y;
    }

    /// <summary>The fields of a kind that says nothing before it has all of them.</summary>
    public static double[][] Together(params double[][] fields)
    {
        int first = fields.Max(f => Array.FindIndex(f, v => !double.IsNaN(v)));
        return [.. fields.Select(f => (double[])[.. f.Select((v, i) => i < first ? double.NaN : v)])];
    }

    /// <summary>Sum of the squared distances from the mean, exactly 0 where all are the same.</summary>
    public static double Squares(double[] w) => w.Min() == w.Max() ? 0 : w.Sum(v => (v - w.Average()) * (v - w.Average()));

    public static double[] Deviation(this double[] x, int n) => x.Over(n, w => Math.Sqrt(Squares(w) / n));

    /// <summary>Slope and mean of the straight line of least squares.</summary>
    public static (double Slope, double Mean) Line(double[] w)
    {
        double middle = (w.Length - 1) / 2.0;
        double mean = w.Average();
        double rise = w.Select((v, i) => (i - middle) * (v - mean)).Sum();
        return (w.Min() == w.Max() ? 0 : rise / w.Select((_, i) => (i - middle) * (i - middle)).Sum(), mean);
    }

    /// <summary>The true range; without the close before it, as the first bar is, there is none.</summary>
    public static double[] TrueRange(IReadOnlyList<Candle> bars) =>
        [.. bars.Select((b, i) => i == 0 ? double.NaN : ((double[])[High(b) - Low(b), Math.Abs(High(b) - Close(bars[i - 1])), Math.Abs(Low(b) - Close(bars[i - 1]))]).Max())];

    public static double Open(Candle b) => b.Open.ToDouble();

    public static double High(Candle b) => b.High.ToDouble();

    public static double Low(Candle b) => b.Low.ToDouble();

    public static double Close(Candle b) => b.Close.ToDouble();
}
