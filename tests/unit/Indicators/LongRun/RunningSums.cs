using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>A kind that keeps running sums, and how each of its fields follows from the newest bars alone.</summary>
/// <param name="Fields">What each field is, and the size of what it is a sum of, where terms of both signs may cancel.</param>
internal sealed record RunningSums(string Kind, string Parameters, Func<ExactWindow, (double Value, double Size)[]> Fields, params string[] Inputs)
{
    private const int Short = 20;
    private const int Long = 200;

    public static IEnumerable<RunningSums> All =>
    [
        Of("sma", Short, w => Mean(w.Close(Short))),
        Of("sma", Long, w => Mean(w.Close(Long))),
        Of("wma", Short, w => Weighted(w.Close(Short))),
        Of("wma", Long, w => Weighted(w.Close(Long))),
        Of("trima", 9, w => Mean([.. Enumerable.Range(0, 5).Select(i => Mean(w.Close(9)[i..(i + 5)]))])),
        new("hma", "period=9", Hull),
        new("vwma", $"period={Short}", w => [Plain(Ratio(w.Close(Short).Zip(w.Volume(Short), (c, v) => c * v).Sum(), w.Volume(Short).Sum()))]),
        new("var", $"period={Short}", w => [Plain(Squares(w.Close(Short)) / Short)]),
        new("var", $"period={Long}", w => [Plain(Squares(w.Close(Long)) / Long)]),
        new("stddev", $"period={Short};divisor=sample", w => [Plain(Math.Sqrt(Squares(w.Close(Short)) / (Short - 1)))]),
        new("bollinger", $"period={Short};deviations=1", Bands),
        new("zscore", $"period={Short}", w => [Score(w.Close(Short))]),
        new("linear_regression", $"period={Short}", w => Regression(w.Close(Short))),
        new("linear_regression", $"period={Long}", w => Regression(w.Close(Long))),
        new("tsf", $"period={Short}", w => [Line(w.Close(Short), Short)]),
        new("correl", $"period={Short}", w => [Correlation(w.Close(Short), w.Open(Short))], "x: candle(1m).close", "y: candle(1m).open"),
        new("beta", $"period={Short}", w => [Beta(w.Changes(Short, b => b.Close), w.Changes(Short, b => b.Open))], "x: candle(1m).close", "y: candle(1m).open"),
        Of("avgdev", Short, w => Distance(w.Close(Short))),
        new("cci", $"period={Short}", w => [Cci(w.Typical(Short))]),
        new("mfi", $"period={Short}", w => [Plain(Ratio(100 * w.Flow(Short).Up, w.Flow(Short).All))]),
        new("imi", $"period={Short}", w => [Plain(Ratio(100 * w.Moves(Short).Where(m => m > 0).Sum(), w.Moves(Short).Sum(Math.Abs)))]),
        new("ultosc", "", w => [Plain(((4 * Share(w, 7)) + (2 * Share(w, 14)) + Share(w, 28)) * 100 / 7)]),
        new("vwap", $"anchor=rolling;period={Short};width=1", w => Vwap(w.Typical(Short), w.Volume(Short)), "candle: candle(1m)"),
    ];

    private static RunningSums Of(string kind, int period, Func<ExactWindow, decimal> value) => new(kind, $"period={period}", w => [Plain((double)value(w))]);

    private static (double, double) Plain(double value) => (value, Math.Abs(value));

    private static double Ratio(decimal part, decimal whole) => whole == 0 ? double.NaN : (double)(part / whole);

    private static decimal Mean(decimal[] w) => w.Sum() / w.Length;

    private static decimal Weighted(decimal[] w) => w.Select((x, i) => (i + 1) * x).Sum() / (w.Length * (w.Length + 1) / 2);

    /// <summary>Distances are exact; their squares would be too small for a decimal number.</summary>
    private static double Squares(decimal[] w) => Products(w, w);

    private static decimal Distance(decimal[] w)
    {
        decimal mean = Mean(w);
        return w.Sum(x => Math.Abs(x - mean)) / w.Length;
    }

    /// <summary>Halves and wholes of windows of nine, four and three values.</summary>
    private static (double, double)[] Hull(ExactWindow w)
    {
        decimal[] x = w.Close(11);
        decimal[] raw = [.. Enumerable.Range(0, 3).Select(i => (2 * Weighted(x[(i + 5)..(i + 9)])) - Weighted(x[i..(i + 9)]))];
        return [((double)Weighted(raw), (double)x.Max())];
    }

    private static (double, double)[] Bands(ExactWindow w)
    {
        (double mean, double deviation) = ((double)Mean(w.Close(Short)), Math.Sqrt(Squares(w.Close(Short)) / Short));
        return [Plain(mean + deviation), Plain(mean), (mean - deviation, mean)];
    }

    private static (double, double) Score(decimal[] w)
    {
        double score = w.Min() == w.Max() ? double.NaN : (double)(w[^1] - Mean(w)) / Math.Sqrt(Squares(w) / w.Length);
        return (score, 1 + Math.Abs(score));
    }

    private static (double, double) Cci(decimal[] w)
    {
        decimal distance = Distance(w);
        return distance == 0 ? (0, 1) : ((double)((w[^1] - Mean(w)) / (0.015m * distance)), 1 / 0.015);
    }

    private static decimal Slope(decimal[] w)
    {
        decimal middle = (w.Length - 1) / 2m;
        return w.Select((x, i) => (i - middle) * x).Sum() / w.Select((_, i) => (i - middle) * (i - middle)).Sum();
    }

    private static (double, double) Line(decimal[] w, int at) => ((double)(Mean(w) + (Slope(w) * (at - ((w.Length - 1) / 2m)))), (double)w.Max());

    private static (double, double)[] Regression(decimal[] w)
    {
        decimal slope = Slope(w);
        double explained = (double)slope * (double)slope * w.Length * ((w.Length * w.Length) - 1) / 12;
        double steepest = Math.Sqrt(Squares(w) / w.Length) / w.Length;
        return [Line(w, w.Length - 1), ((double)slope, steepest), Line(w, 0), (explained / Squares(w), 1)];
    }

    private static double Products(decimal[] x, decimal[] y)
    {
        (decimal meanX, decimal meanY) = (Mean(x), Mean(y));
        return x.Zip(y, (a, b) => (double)(a - meanX) * (double)(b - meanY)).Sum();
    }

    private static (double, double) Correlation(decimal[] x, decimal[] y)
    {
        double both = Math.Sqrt(Squares(x)) * Math.Sqrt(Squares(y));
        return (both == 0 ? 0 : Products(x, y) / both, 1);
    }

    private static (double, double) Beta(decimal[] x, decimal[] y)
    {
        double squares = Squares(x);
        return squares == 0 ? (0, 0) : (Products(x, y) / squares, Math.Sqrt(Squares(y) / squares));
    }

    private static double Share(ExactWindow w, int count) =>
        w.Pressure(count).Sum(p => p.Range) == 0 ? 0 : Ratio(w.Pressure(count).Sum(p => p.Pressure), w.Pressure(count).Sum(p => p.Range));

    private static (double, double)[] Vwap(decimal[] price, decimal[] volume)
    {
        decimal weight = volume.Sum();
        if (weight == 0)
        {
            return [.. Enumerable.Repeat((double.NaN, 0.0), 8)];
        }

        decimal mean = price.Zip(volume, (p, v) => p * (v / weight)).Sum();
        decimal[] traded = [.. price.Where((_, i) => volume[i] > 0)];
        double deviation = traded.Min() == traded.Max() ? 0 : Math.Sqrt(price.Zip(volume, (p, v) => (double)(v / weight) * (double)(p - mean) * (double)(p - mean)).Sum());
        (double middle, double size) = ((double)mean, (double)price.Max());
        return
        [
            Plain(middle), (deviation, deviation),
            .. Enumerable.Range(1, 3).SelectMany(k => ((double, double)[])[(middle + (k * deviation), size), (middle - (k * deviation), size)]),
        ];
    }
}
