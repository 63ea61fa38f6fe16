using static Pawl.Tests.Unit.Indicators.PlainFormula;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Averages, bands and prices over whole arrays.</summary>
internal static class PlainAverages
{
    public static IEnumerable<PlainFormula> All =>
    [
        Of("wma", "period=7", b => b.Close.Wma(7)),
        Of("wma", "period=1", b => b.Close),
        Of("rma", "period=5", b => b.Close.Rma(5)),
        Of("dema", "period=6", b => b.Close.Ema(6).With(b.Close.Ema(6).Ema(6), (one, two) => (2 * one) - two)),
        Of("tema", "period=4", b => Tema(b.Close, 4)),
        Of("trima", "period=9", b => b.Close.Sma(5).Sma(5)),
        Of("trima", "period=8", b => b.Close.Sma(4).Sma(5)),
        Of("hma", "period=9", b => b.Close.Wma(4).With(b.Close.Wma(9), (half, whole) => (2 * half) - whole).Wma(3)),
        Of("hma", "period=20", b => b.Close.Wma(10).With(b.Close.Wma(20), (half, whole) => (2 * half) - whole).Wma(4)),
        Of("kama", "period=8;fast_period=3;slow_period=20", b => Kama(b.Close, 8, 3, 20)),
        Of("t3", "period=3;volume_factor=0.4", b => T3(b.Close, 3, 0.4)),
        Of("vwma", "period=6;source=hlc3", b => b.Typical.With(b.Volume, (p, v) => p * v).Sum(6).With(b.Volume.Sum(6), (worth, volume) => volume == 0 ? double.NaN : worth / volume)),
        Of("midpoint", "period=5", b => b.Close.Max(5).With(b.Close.Min(5), (h, l) => (h + l) / 2)),
        Of("midprice", "period=5", b => b.High.Max(5).With(b.Low.Min(5), (h, l) => (h + l) / 2)),
        Of("avgprice", "", b => [.. b.Open.Select((o, i) => (o + b.High[i] + b.Low[i] + b.Close[i]) / 4)]),
        Of("medprice", "", b => b.High.With(b.Low, (h, l) => (h + l) / 2)),
        Of("typprice", "", b => b.Typical),
        Of("wclprice", "", b => [.. b.Close.Select((c, i) => (b.High[i] + b.Low[i] + c + c) / 4)]),
        Of("true_range", "", b => b.TrueRange),
        Of("true_range", "convention=tradingview", b => [b.High[0] - b.Low[0], .. b.TrueRange[1..]]),
        Of("atr", "period=6", b => b.TrueRange.Rma(6)),
        Of("atr", "period=6;convention=lean", b => ((double[])[b.High[0] - b.Low[0], .. b.TrueRange[1..]]).Rma(6)),
        Of("natr", "period=4", b => b.TrueRange.Rma(4).With(b.Close, (atr, c) => 100 * atr / c)),
        Of("stddev", "period=7;deviations=3", b => b.Close.Deviation(7).To(d => 3 * d), 1e-7),
        Of("stddev", "period=7;divisor=sample", b => b.Close.Over(7, w => Math.Sqrt(Series.Squares(w) / 6)), 1e-7),
        Of("keltner", "period=7;atr_period=3;multiplier=1.5", b => Bands(b.Close.Ema(7), b.TrueRange.Rma(3).To(r => 1.5 * r))),
        Of("donchian", "period=6", b => Channel(b.High.Max(6), b.Low.Min(6))),
        Of("donchian", "period=6;current_bar=excluded", b => Channel(b.High.Max(6).Ago(1), b.Low.Min(6).Ago(1))),
        Of("accbands", "period=5", AccelerationBands),
    ];

    public static double[] Tema(double[] x, int n)
    {
        (double[] one, double[] two, double[] three) = (x.Ema(n), x.Ema(n).Ema(n), x.Ema(n).Ema(n).Ema(n));
        return [.. one.Select((e, i) => (3 * e) - (3 * two[i]) + three[i])];
    }

    /// <summary>(1 + v − v·E)³·E³ written out by the binomial theorem, E being one more average.</summary>
    private static double[] T3(double[] x, int n, double v)
    {
        double[][] e = new double[7][];
        e[0] = x;
        for (int k = 1; k <= 6; k++)
        {
            e[k] = e[k - 1].Ema(n);
        }

        return [.. x.Select((_, i) => (Math.Pow(1 + v, 3) * e[3][i]) - (3 * Math.Pow(1 + v, 2) * v * e[4][i]) + (3 * (1 + v) * v * v * e[5][i]) - (v * v * v * e[6][i]))];
    }

    private static double[] Kama(double[] x, int n, int fast, int slow)
    {
        double[] y = [.. x.Select(_ => double.NaN)];
        double value = x[n - 1];
        for (int i = n; i < x.Length; i++)
        {
            double moved = Enumerable.Range(i - n + 1, n).Sum(j => Math.Abs(x[j] - x[j - 1]));
            double efficiency = moved == 0 ? 1 : Math.Min(1, Math.Abs(x[i] - x[i - n]) / moved);
            double weight = Math.Pow((efficiency * ((2.0 / (fast + 1)) - (2.0 / (slow + 1)))) + (2.0 / (slow + 1)), 2);
            value += weight * (x[i] - value);
            y[i] = value;
        }

        return y;
    }

    private static double[][] Bands(double[] middle, double[] distance) =>
        Series.Together(middle.With(distance, (m, d) => m + d), middle, middle.With(distance, (m, d) => m - d));

    private static double[][] Channel(double[] upper, double[] lower) => [upper, upper.With(lower, (u, l) => (u + l) / 2), lower];

    private static double[][] AccelerationBands(PlainBars b)
    {
        double[] reach = b.High.With(b.Low, (h, l) => 4 * (h - l) / (h + l));
        return [b.High.With(reach, (h, r) => h * (1 + r)).Sma(5), b.Close.Sma(5), b.Low.With(reach, (l, r) => l * (1 - r)).Sma(5)];
    }
}
