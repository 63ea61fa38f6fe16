using static Pawl.Tests.Unit.Indicators.PlainFormula;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Statistics, extremes and clouds over whole arrays.</summary>
internal static class PlainStatistics
{
    public static IEnumerable<PlainFormula> All =>
    [
        Of("linearreg", "period=7", b => b.Close.Over(7, w => Series.Line(w).Mean + (3 * Series.Line(w).Slope))),
        Of("linearreg_intercept", "period=7", b => b.Close.Over(7, w => Series.Line(w).Mean - (3 * Series.Line(w).Slope))),
        Of("linearreg_slope", "period=7", b => b.Close.Over(7, w => Series.Line(w).Slope)),
        Of("linearreg_angle", "period=7", b => b.Close.Over(7, w => Math.Atan(Series.Line(w).Slope) * 180 / Math.PI)),
        Of("tsf", "period=7", b => b.Close.Over(7, w => Series.Line(w).Mean + (4 * Series.Line(w).Slope))),
        Of("linear_regression", "period=6", b => [
            b.Close.Over(6, w => Series.Line(w).Mean + (2.5 * Series.Line(w).Slope)),
            b.Close.Over(6, w => Series.Line(w).Slope),
            b.Close.Over(6, w => Series.Line(w).Mean - (2.5 * Series.Line(w).Slope)),
            b.Close.Over(6, Explained)], 1e-7),
        Of("var", "period=7", b => b.Close.Over(7, w => Series.Squares(w) / 7)),
        Of("var", "period=7;divisor=sample", b => b.Close.Over(7, w => Series.Squares(w) / 6)),
        Of("avgdev", "period=6", b => b.Close.Over(6, w => w.Min() == w.Max() ? 0 : w.Average(v => Math.Abs(v - w.Average())))),
        Of("zscore", "period=6", b => b.Close.Over(6, w => Series.Squares(w) == 0 ? double.NaN : (w[^1] - w.Average()) / Math.Sqrt(Series.Squares(w) / 6)), 1e-6),
        new("correl", "period=6", b => [Pairs(b.Close, b.Volume, 6, Correlation)], ["x: candle(1m).close", "y: candle(1m).volume"], 1e-6),
        new("beta", "period=6", b => [Pairs(Returns(b.High), Returns(b.Low), 6, Slope)], ["x: candle(1m).high", "y: candle(1m).low"], 1e-6),
        Of("highest", "period=6", b => b.Close.Max(6)),
        Of("lowest", "period=6", b => b.Close.Min(6)),
        Of("delay", "period=6", b => b.Close.Ago(6)),
        Of("ichimoku", "tenkan_period=3;kijun_period=5;span_b_period=8;displacement=4", Ichimoku),
    ];

    private static double Explained(double[] w)
    {
        (double slope, double mean) = Series.Line(w);
        double left = w.Select((v, i) => v - mean - (slope * (i - ((w.Length - 1) / 2.0)))).Sum(d => d * d);
        return Series.Squares(w) == 0 ? double.NaN : 1 - (left / Series.Squares(w));
    }

    private static double[] Returns(double[] x) => x.With(x.Ago(1), (now, before) => (now - before) / before);

    private static double[] Pairs(double[] x, double[] y, int n, Func<double[], double[], double> of) =>
        [.. x.Select((_, i) => i + 1 < n || double.IsNaN(x[i + 1 - n]) ? double.NaN : of(x[(i + 1 - n)..(i + 1)], y[(i + 1 - n)..(i + 1)]))];

    private static double Correlation(double[] x, double[] y)
    {
        double both = Math.Sqrt(Series.Squares(x) * Series.Squares(y));
        return both == 0 ? 0 : x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / both;
    }

    private static double Slope(double[] x, double[] y) =>
        Series.Squares(x) == 0 ? 0 : x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / Series.Squares(x);

    private static double[][] Ichimoku(PlainBars b)
    {
        double[] Middle(int n) => b.High.Max(n).With(b.Low.Min(n), (h, l) => (h + l) / 2);
        double[] spanA = Middle(3).With(Middle(5), (t, k) => (t + k) / 2);
        double[] Whole(double[] x) => x.With(Middle(8), (v, last) => double.IsNaN(last) ? last : v);
        return [Whole(Middle(3)), Whole(Middle(5)), Whole(spanA), Middle(8), Whole(spanA.Ago(4)), Whole(Middle(8).Ago(4))];
    }
}
