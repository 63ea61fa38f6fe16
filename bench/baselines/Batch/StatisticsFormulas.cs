using static Pawl.Bench.Baselines.Batch.BatchFormula;

namespace Pawl.Bench.Baselines.Batch;

/// <summary>Statistics and arithmetic.</summary>
public static class StatisticsFormulas
{
    private static readonly string[] TwoNumbers = ["x: candle(FRAME).close", "y: candle(FRAME).open"];

    public static IEnumerable<BatchFormula> All =>
    [
        Of("var", "period=20", b => b.Close.Squares(20).Times(1 / 20.0)),
        Of("stddev", "period=20", b => b.Close.Squares(20).Times(1 / 20.0).Root()),
        Of("zscore", "period=20", b => b.Close.Minus(b.Close.Sma(20)).Over(b.Close.Squares(20).Times(1 / 20.0).Root())),
        Of("avgdev", "period=14", b => b.Close.Distance(14)),
        Of("linearreg", "period=14", b => b.Close.Line(14, 0)),
        Of("linearreg_intercept", "period=14", b => b.Close.Line(14, 13)),
        Of("linearreg_slope", "period=14", b => b.Close.Slope(14)),
        Of("linearreg_angle", "period=14", b => Angle(b.Close.Slope(14))),
        Of("tsf", "period=14", b => b.Close.Line(14, -1)),
        new("linear_regression", "period=14", b => Regression(b.Close, 14)),
        new("correl", "period=30", b => [b.Close.Products(b.Open, 30).Over(b.Close.Squares(30).Times(b.Open.Squares(30)).Root())], TwoNumbers),
        new("beta", "period=5", b => [Beta(Fraction(b.Close), Fraction(b.Open), 5)], TwoNumbers),
        new("spread", "ratio=2", b => [b.Close.Minus(b.Open.Times(2))], "a: candle(FRAME).close", "b: candle(FRAME).open"),
        new("combine", "operation=sum", b => [b.Close.Plus(b.Open)], "candle(FRAME).close", "candle(FRAME).open"),
        new("cross", "", b => [Cross(b.Close, b.Open)], "fast: candle(FRAME).close", "slow: candle(FRAME).open"),
        Of("threshold", "upper=101;lower=99", b => Threshold(b.Close, 101, 99)),
    ];

    private static Column Angle(Column slope)
    {
        double[] y = Column.Room(slope.Length);
        for (int i = slope.From; i < y.Length; i++)
            y[i] = Math.Atan(slope.Values[i]) * (180 / Math.PI);
        return new(y, slope.From);
    }

    private static Column[] Regression(Column x, int n)
    {
        (Column mean, Column slope, Column squares) = (x.Sma(n), x.Slope(n), x.Squares(n));
        Column half = slope.Times((n - 1) / 2.0);
        return [mean.Plus(half), slope, mean.Minus(half), slope.Times(slope).Times(n * ((n * n) - 1) / 12.0).Over(squares)];
    }

    private static Column Fraction(Column x) => x.Change(1).Over(x.Ago(1));

    private static Column Beta(Column x, Column y, int n) => x.Products(y, n).Over(x.Squares(n));

    /// <summary>1 and −1 where it crosses; NaN elsewhere.</summary>
    private static Column Cross(Column fast, Column slow)
    {
        double[] y = Column.Room(fast.Length);
        bool above = fast.Values[0] > slow.Values[0];
        for (int i = 1; i < y.Length; i++)
        {
            bool now = fast.Values[i] > slow.Values[i];
            y[i] = now == above ? double.NaN : now ? 1 : -1;
            above = now;
        }

        return new(y, 1);
    }

    private static Column Threshold(Column x, double upper, double lower)
    {
        double[] y = Column.Room(x.Length);
        double said = double.NaN;
        for (int i = 0; i < y.Length; i++)
        {
            double now = x.Values[i] >= upper ? 1 : x.Values[i] <= lower ? -1 : 0;
            y[i] = now == said ? double.NaN : now;
            said = now;
        }

        return new(y, 0);
    }
}
