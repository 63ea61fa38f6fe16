using static Pawl.Tests.Unit.Indicators.PlainFormula;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Oscillators over whole arrays.</summary>
internal static class PlainOscillators
{
    public static IEnumerable<PlainFormula> All =>
    [
        Of("momentum", "period=4", b => b.Close.With(b.Close.Ago(4), (now, before) => now - before)),
        Of("roc", "period=4", b => b.Close.With(b.Close.Ago(4), (now, before) => 100 * (now - before) / before)),
        Of("rocp", "period=4", b => b.Close.With(b.Close.Ago(4), (now, before) => (now - before) / before)),
        Of("rocr", "period=4", b => b.Close.With(b.Close.Ago(4), (now, before) => now / before)),
        Of("rocr100", "period=4", b => b.Close.With(b.Close.Ago(4), (now, before) => 100 * now / before)),
        Of("rsi", "period=6", b => Gains(b.Close, 6).With(Losses(b.Close, 6), (g, l) => g + l == 0 ? 0 : 100 * g / (g + l))),
        Of("rsi", "period=2;convention=lean", b => Gains(b.Close, 2).With(Losses(b.Close, 2), (g, l) => g + l == 0 ? 100 : 100 * g / (g + l))),
        Of("cmo", "period=6", b => Gains(b.Close, 6).With(Losses(b.Close, 6), (g, l) => g + l == 0 ? 0 : 100 * (g - l) / (g + l))),
        Of("stochf", "period=5;d_period=4", b => Fast(b, 5, k => k, k => k.Sma(4))),
        Of("stochastic", "period=5;k_period=3;k_average=wma;d_period=4;d_average=ema", b => Fast(b, 5, k => k.Wma(3), k => k.Wma(3).Ema(4))),
        Of("stoch_rsi", "period=5;stoch_period=6;k_period=2;d_period=3", StochRsi, 1e-7),
        Of("williams_r", "period=5", b => Fast(b, 5, k => k, k => k)[0].With(b.High.Max(5).With(b.Low.Min(5), (h, l) => h - l), (k, range) => range == 0 ? 0 : k - 100)),
        Of("cci", "period=6", b => b.Typical.Over(6, w => Distance(w) == 0 ? 0 : (w[^1] - w.Average()) / (0.015 * Distance(w))), 1e-7),
        Of("aroon", "period=5", b => [b.Low.Over(6, w => 20 * Array.LastIndexOf(w, w.Min())), b.High.Over(6, w => 20 * Array.LastIndexOf(w, w.Max()))]),
        Of("aroonosc", "period=5", b => b.High.Over(6, w => 20 * Array.LastIndexOf(w, w.Max())).With(b.Low.Over(6, w => 20 * Array.LastIndexOf(w, w.Min())), (up, down) => up - down)),
        Of("bop", "", b => [.. b.Close.Select((c, i) => b.High[i] == b.Low[i] ? 0 : (c - b.Open[i]) / (b.High[i] - b.Low[i]))]),
        Of("apo", "fast_period=3;slow_period=8;average=ema", b => b.Close.Ema(3).With(b.Close.Ema(8), (fast, slow) => fast - slow)),
        Of("ppo", "fast_period=3;slow_period=8;average=rma", b => b.Close.Rma(3).With(b.Close.Rma(8), (fast, slow) => 100 * (fast - slow) / slow)),
        Of("macd", "fast_period=3;slow_period=6;signal_period=4;convention=tradingview", b => Macd(b.Close.Ema(3), b.Close.Ema(6), m => m.Ema(4))),
        Of("macdext", "fast_period=3;fast_average=wma;slow_period=6;slow_average=rma;signal_period=4;signal_average=tema", b => Macd(b.Close.Wma(3), b.Close.Rma(6), m => PlainAverages.Tema(m, 4))),
        Of("macdfix", "signal_period=5", b => Macd(Late(b.Close, 14).Recursive(12, 0.15), b.Close.Recursive(26, 0.075), m => m.Ema(5))),
        Of("trix", "period=4", b => Change(b.Close.Ema(4).Ema(4).Ema(4))),
        Of("ultosc", "short_period=3;middle_period=5;long_period=9", Ultimate, 1e-8),
        Of("dx", "period=4", b => Directional(b, 4, 3).Dx),
        Of("plus_di", "period=4", b => Directional(b, 4, 3).Plus),
        Of("minus_di", "period=4;convention=wilder", b => Directional(b, 4, 4).Minus),
        Of("adx", "period=4", b => Adx(b, 4, 3)),
        Of("adx", "period=4;convention=wilder", b => Adx(b, 4, 4)),
        Of("adxr", "period=4", b => Adx(b, 4, 3)[0].With(Adx(b, 4, 3)[0].Ago(3), (now, before) => (now + before) / 2)),
    ];

    private static double[] Gains(double[] x, int n) => x.Changes().To(c => double.IsNaN(c) ? c : Math.Max(0, c)).Rma(n);

    private static double[] Losses(double[] x, int n) => x.Changes().To(c => double.IsNaN(c) ? c : Math.Max(0, -c)).Rma(n);

    private static double Distance(double[] w) => w.Min() == w.Max() ? 0 : w.Average(v => Math.Abs(v - w.Average()));

    private static double[] Late(double[] x, int skip) => [.. x.Select((v, i) => i < skip ? double.NaN : v)];

    private static double[] Change(double[] x) => x.With(x.Ago(1), (now, before) => 100 * (now - before) / before);

    private static double[][] Fast(PlainBars b, int n, Func<double[], double[]> k, Func<double[], double[]> d)
    {
        (double[] high, double[] low) = (b.High.Max(n), b.Low.Min(n));
        double[] fast = [.. b.Close.Select((c, i) => high[i] == low[i] ? 0 : 100 * (c - low[i]) / (high[i] - low[i]))];
        return Series.Together(k(fast), d(fast));
    }

    private static double[][] StochRsi(PlainBars b)
    {
        double[] rsi = Gains(b.Close, 5).With(Losses(b.Close, 5), (g, l) => g + l == 0 ? 0 : 100 * g / (g + l));
        double[] raw = rsi.Over(6, w => w.Max() - w.Min() < 1e-10 ? 0 : 100 * (w[^1] - w.Min()) / (w.Max() - w.Min()));
        return Series.Together(raw.Sma(2), raw.Sma(2).Sma(3));
    }

    private static double[][] Macd(double[] fast, double[] slow, Func<double[], double[]> average)
    {
        double[] macd = fast.With(slow, (f, s) => f - s);
        double[] signal = average(macd);
        return Series.Together(macd, signal, macd.With(signal, (m, s) => m - s));
    }

    private static double[] Ultimate(PlainBars b)
    {
        double[] before = b.Close.Ago(1);
        double[] low = b.Low.With(before, (l, c) => double.IsNaN(c) ? c : Math.Min(l, c));
        double[] pressure = b.Close.With(low, (c, l) => c - l);
        double[] range = [.. b.High.Select((h, i) => Math.Max(h, before[i]) - low[i])];
        double[] Share(int n) => pressure.Sum(n).With(range.Sum(n), (p, r) => r == 0 ? 0 : p / r);
        (double[] three, double[] five) = (Share(3), Share(5));
        return [.. Share(9).Select((l, i) => 100 * ((4 * three[i]) + (2 * five[i]) + l) / 7)];
    }

    private static (double[] Plus, double[] Minus, double[] Dx) Directional(PlainBars b, int n, int begin)
    {
        (double[] up, double[] down) = (b.High.Changes(), b.Low.Changes().To(c => -c));
        double[] range = Wilder(b.TrueRange, n, begin);
        double[] plus = Wilder(up.With(down, (u, d) => u > d && u > 0 ? u : 0), n, begin).With(range, (m, r) => r == 0 ? 0 : 100 * m / r);
        double[] minus = Wilder(down.With(up, (d, u) => d > u && d > 0 ? d : 0), n, begin).With(range, (m, r) => r == 0 ? 0 : 100 * m / r);
        double[] dx = plus.With(minus, (p, m) => p + m == 0 ? double.NegativeInfinity : 100 * Math.Abs(p - m) / (p + m));
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = double.IsNegativeInfinity(dx[i]) ? (double.IsNaN(dx[i - 1]) ? 0 : dx[i - 1]) : dx[i];
        }

        return (plus, minus, dx);
    }

    /// <summary>Wilder's sum: plain over the first changes, of which there is one less than bars, then less a part with every bar.</summary>
    private static double[] Wilder(double[] x, int n, int begin)
    {
        double[] y = [.. x.Select(_ => double.NaN)];
        double sum = x[1..(begin + 1)].Sum();
        for (int i = begin + 1; i < x.Length; i++)
        {
            sum = sum - (sum / n) + x[i];
            y[i] = sum;
        }

        if (begin == n)
        {
            y[n] = x[1..(n + 1)].Sum();
        }

        return y;
    }

    private static double[][] Adx(PlainBars b, int n, int begin)
    {
        (double[] plus, double[] minus, double[] dx) = Directional(b, n, begin);
        return Series.Together(dx.Rma(n), plus, minus);
    }
}
