using Pawl.Tests.Unit.Indicators;
using static Pawl.Bench.Baselines.Batch.BatchFormula;

namespace Pawl.Bench.Baselines.Batch;

/// <summary>Ranges, bands, stops and volumes.</summary>
public static class RangeFormulas
{
    private static readonly StopArrays.Pace Usual = new(0.02, 0.02, 0.2);

    public static IEnumerable<BatchFormula> All =>
    [
        Of("true_range", "", b => b.TrueRange()),
        Of("atr", "period=14", b => b.TrueRange().Rma(14)),
        Of("natr", "period=14", b => b.TrueRange().Rma(14).Over(b.Close).Times(100)),
        Of("highest", "period=20", b => b.Close.Max(20)),
        Of("lowest", "period=20", b => b.Close.Min(20)),
        Of("sarext", "", b => Signed(StopArrays.Parabolic(b.H, b.L, Usual, Usual))),
        Of("obv", "", Obv),
        Of("ad", "", Ad),
        Of("adosc", "fast_period=3;slow_period=10", b => FromFirst(Ad(b), 3).Minus(FromFirst(Ad(b), 10))),
        Of("relative_volume", "period=20", b => b.Volume.Over(b.Volume.Sma(20).Ago(1))),
        new("bollinger", "period=20;deviations=2", b => Bands(b.Close.Sma(20), b.Close.Squares(20).Times(1 / 20.0).Root().Times(2))),
        new("keltner", "", b => Bands(b.Close.Ema(20), b.TrueRange().Rma(10).Times(2))),
        new("donchian", "period=20", b => Channel(b.High.Max(20), b.Low.Min(20))),
        new("accbands", "period=20", AccelerationBands),
        new("supertrend", "", SuperTrend),
        new("parabolic_sar", "", b => [.. StopArrays.Parabolic(b.H, b.L, Usual, Usual).Select(v => new Column(v, 1))]),
        new("ichimoku", "", Ichimoku),
        new("vwap", "anchor=rolling;period=20;width=1", Vwap, "candle: candle(FRAME)"),
    ];

    private static Column Signed(double[][] stops) => new Column(stops[0], 1).Times(new Column(stops[1], 1));

    private static Column[] Bands(Column middle, Column distance) => [middle.Plus(distance), middle, middle.Minus(distance)];

    private static Column[] Channel(Column high, Column low) => [high, high.Plus(low).Times(0.5), low];

    private static Column Middle(Columns b, int n) => b.High.Max(n).Plus(b.Low.Min(n)).Times(0.5);

    private static Column Obv(Columns b)
    {
        double[] y = Column.Room(b.C.Length);
        double sum = b.V[0];
        y[0] = sum;
        for (int i = 1; i < y.Length; i++)
        {
            sum += b.C[i] > b.C[i - 1] ? b.V[i] : b.C[i] < b.C[i - 1] ? -b.V[i] : 0;
            y[i] = sum;
        }

        return new(y, 0);
    }

    private static Column Ad(Columns b)
    {
        double[] y = Column.Room(b.C.Length);
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            if (b.H[i] > b.L[i])
                sum += (b.C[i] - b.L[i] - (b.H[i] - b.C[i])) / (b.H[i] - b.L[i]) * b.V[i];
            y[i] = sum;
        }

        return new(y, 0);
    }

    private static Column FromFirst(Column x, int n)
    {
        double[] y = Column.Room(x.Length);
        double value = x.Values[0], weight = 2.0 / (n + 1);
        for (int i = 0; i < y.Length; i++)
        {
            value += weight * (x.Values[i] - value);
            y[i] = value;
        }

        return new(y, 9);
    }

    private static Column[] AccelerationBands(Columns b)
    {
        (double[] upper, double[] lower) = (Column.Room(b.C.Length), Column.Room(b.C.Length));
        for (int i = 0; i < upper.Length; i++)
        {
            double reach = 4 * (b.H[i] - b.L[i]) / (b.H[i] + b.L[i]);
            upper[i] = b.H[i] * (1 + reach);
            lower[i] = b.L[i] * (1 - reach);
        }

        return [new Column(upper, 0).Sma(20), b.Close.Sma(20), new Column(lower, 0).Sma(20)];
    }

    private static Column[] SuperTrend(Columns b)
    {
        Column range = (b.TrueRange() with { From = 0 }).Rma(10);
        return [.. StopArrays.SuperTrend(b.H, b.L, b.C, range.Values, 9, 3).Select(v => new Column(v, 9))];
    }

    private static Column[] Ichimoku(Columns b)
    {
        (Column tenkan, Column kijun, Column spanB) = (Middle(b, 9), Middle(b, 26), Middle(b, 52));
        Column spanA = tenkan.Plus(kijun).Times(0.5);
        return [tenkan, kijun, spanA, spanB, spanA.Ago(26), spanB.Ago(26)];
    }

    private static Column[] Vwap(Columns b)
    {
        Column typical = b.Typical();
        Column worth = typical.Times(b.Volume);
        Column volume = b.Volume.Sum(20);
        Column mean = worth.Sum(20).Over(volume);
        Column deviation = worth.Times(typical).Sum(20).Over(volume).Minus(mean.Times(mean)).Root();
        return
        [
            mean, deviation, mean.Plus(deviation), mean.Minus(deviation), mean.Plus(deviation.Times(2)),
            mean.Minus(deviation.Times(2)), mean.Plus(deviation.Times(3)), mean.Minus(deviation.Times(3)),
        ];
    }
}
