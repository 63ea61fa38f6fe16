using static Pawl.Bench.Baselines.Batch.BatchFormula;

namespace Pawl.Bench.Baselines.Batch;

/// <summary>Averages and prices.</summary>
public static class AverageFormulas
{
    public static IEnumerable<BatchFormula> All =>
    [
        Of("sma", "period=20", b => b.Close.Sma(20)),
        Of("ema", "period=20", b => b.Close.Ema(20)),
        Of("rma", "period=20", b => b.Close.Rma(20)),
        Of("wma", "period=20", b => b.Close.Wma(20)),
        Of("dema", "period=20", b => Dema(b.Close, 20)),
        Of("tema", "period=20", b => Tema(b.Close, 20)),
        Of("t3", "period=5;volume_factor=0.7", b => T3(b.Close, 5, 0.7)),
        Of("trima", "period=20", b => b.Close.Sma(10).Sma(11)),
        Of("hma", "period=9", b => b.Close.Wma(4).Times(2).Minus(b.Close.Wma(9)).Wma(3)),
        Of("kama", "period=10;fast_period=2;slow_period=30", b => Kama(b.Close, 10, 2, 30)),
        Of("vwma", "period=20", b => b.Close.Times(b.Volume).Sum(20).Over(b.Volume.Sum(20))),
        Of("midpoint", "period=14", b => b.Close.Max(14).Plus(b.Close.Min(14)).Times(0.5)),
        Of("midprice", "period=14", b => b.High.Max(14).Plus(b.Low.Min(14)).Times(0.5)),
        Of("avgprice", "", b => b.Open.Plus(b.High).Plus(b.Low).Plus(b.Close).Times(0.25)),
        Of("medprice", "", b => b.High.Plus(b.Low).Times(0.5)),
        Of("typprice", "", b => b.Typical()),
        Of("wclprice", "", b => b.High.Plus(b.Low).Plus(b.Close).Plus(b.Close).Times(0.25)),
        Of("ht_trendline", "", b => new Column(Cycle(b, 37).Trend(), 63)),
        Of("ht_dcperiod", "", b => new Column(Cycle(b, 12).Length, 32)),
        Of("ht_dcphase", "", b => new Column(Cycle(b, 37).Phase(), 63)),
        Of("ht_trendmode", "", b => new Column(Cycle(b, 37).TrendMode(), 63)),
        new("ht_phasor", "", b => Phasor(Cycle(b, 12))),
        new("ht_sine", "", b => Sines(Cycle(b, 37).Phase())),
        new("mama", "", b => Mama(Cycle(b, 12))),
    ];

    public static Column Dema(Column x, int n)
    {
        Column one = x.Ema(n);
        return one.Times(2).Minus(one.Ema(n));
    }

    public static Column Tema(Column x, int n)
    {
        Column one = x.Ema(n);
        Column two = one.Ema(n);
        return one.Minus(two).Times(3).Plus(two.Ema(n));
    }

    private static Column T3(Column x, int n, double v)
    {
        Column three = x.Ema(n).Ema(n).Ema(n);
        (Column four, Column five) = (three.Ema(n), three.Ema(n).Ema(n));
        return three.Times(1 + (3 * v) + (v * v * v) + (3 * v * v))
            .Plus(four.Times((-6 * v * v) - (3 * v) - (3 * v * v * v)))
            .Plus(five.Times((3 * v * v) + (3 * v * v * v)))
            .Plus(five.Ema(n).Times(-v * v * v));
    }

    private static Column Kama(Column x, int n, int fast, int slow)
    {
        Column change = x.Change(n).Abs();
        Column moved = x.Change(1).Abs().Sum(n);
        double[] y = Column.Room(x.Length);
        double value = x.Values[n - 1], least = 2.0 / (slow + 1), most = 2.0 / (fast + 1);
        for (int i = n; i < y.Length; i++)
        {
            double efficiency = moved.Values[i] <= change.Values[i] ? 1 : change.Values[i] / moved.Values[i];
            double weight = efficiency * (most - least) + least;
            value += weight * weight * (x.Values[i] - value);
            y[i] = value;
        }

        return new(y, n);
    }

    private static Tests.Unit.Indicators.CycleArrays Cycle(Columns b, int start) => new(b.C, start);

    private static Column[] Phasor(Tests.Unit.Indicators.CycleArrays cycle) => [new(cycle.InPhase, 32), new(cycle.Quadrature, 32)];

    private static Column[] Sines(double[] phase)
    {
        (double[] sine, double[] lead) = (Column.Room(phase.Length), Column.Room(phase.Length));
        for (int i = 63; i < phase.Length; i++)
        {
            sine[i] = Math.Sin(phase[i] * Math.PI / 180);
            lead[i] = Math.Sin((phase[i] + 45) * Math.PI / 180);
        }

        return [new(sine, 63), new(lead, 63)];
    }

    private static Column[] Mama(Tests.Unit.Indicators.CycleArrays cycle)
    {
        (double[] mama, double[] fama) = cycle.Adaptive(0.5, 0.05);
        return [new(mama, 32), new(fama, 32)];
    }
}
