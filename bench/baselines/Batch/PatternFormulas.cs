namespace Pawl.Bench.Baselines.Batch;

/// <summary>Some candlestick patterns: one of a single bar, one of two and two of three, with the means that they need.</summary>
public static class PatternFormulas
{
    public static IEnumerable<BatchFormula> All =>
    [
        BatchFormula.Of("candlestick", "pattern=doji", Doji),
        BatchFormula.Of("candlestick", "pattern=engulfing", Engulfing),
        BatchFormula.Of("candlestick", "pattern=harami", Harami),
        BatchFormula.Of("candlestick", "pattern=morning_star", MorningStar),
    ];

    private static Column Body(Columns b) => b.Close.Minus(b.Open);

    private static Column Doji(Columns b)
    {
        Column bodies = Body(b).Abs();
        Column limit = b.High.Minus(b.Low).Sum(10).Ago(1).Times(0.01);
        double[] y = Column.Room(b.C.Length);
        for (int i = limit.From; i < y.Length; i++)
            y[i] = bodies.Values[i] <= limit.Values[i] + 1e-9 ? 100 : 0;
        return new(y, limit.From);
    }

    private static Column Engulfing(Columns b)
    {
        double[] y = Column.Room(b.C.Length);
        for (int i = 2; i < y.Length; i++)
        {
            int before = b.C[i - 1] >= b.O[i - 1] ? 1 : -1, now = b.C[i] >= b.O[i] ? 1 : -1;
            (double top, double bottom) = (Math.Max(b.O[i - 1], b.C[i - 1]), Math.Min(b.O[i - 1], b.C[i - 1]));
            (double newTop, double newBottom) = (Math.Max(b.O[i], b.C[i]), Math.Min(b.O[i], b.C[i]));
            bool holds = before == -now && newTop >= top && newBottom <= bottom && (newTop > top || newBottom < bottom);
            y[i] = !holds ? 0 : newTop != top && newBottom != bottom ? 100 * now : 80 * now;
        }

        return new(y, 2);
    }

    private static Column Harami(Columns b)
    {
        Column bodies = Body(b).Abs();
        Column mean = bodies.Sma(10).Ago(1);
        double[] y = Column.Room(b.C.Length);
        for (int i = mean.From + 1; i < y.Length; i++)
        {
            (double top, double bottom) = (Math.Max(b.O[i - 1], b.C[i - 1]), Math.Min(b.O[i - 1], b.C[i - 1]));
            (double newTop, double newBottom) = (Math.Max(b.O[i], b.C[i]), Math.Min(b.O[i], b.C[i]));
            double sign = b.C[i - 1] >= b.O[i - 1] ? -1 : 1;
            bool within = bodies.Values[i - 1] > mean.Values[i - 1] + 1e-9 && bodies.Values[i] <= mean.Values[i] + 1e-9 && newTop <= top && newBottom >= bottom;
            y[i] = !within ? 0 : newTop < top && newBottom > bottom ? 100 * sign : 80 * sign;
        }

        return new(y, mean.From + 1);
    }

    private static Column MorningStar(Columns b)
    {
        Column bodies = Body(b).Abs();
        Column mean = bodies.Sma(10).Ago(1);
        double[] y = Column.Room(b.C.Length);
        for (int i = mean.From + 2; i < y.Length; i++)
        {
            bool first = bodies.Values[i - 2] > mean.Values[i - 2] && b.C[i - 2] < b.O[i - 2];
            bool star = bodies.Values[i - 1] <= mean.Values[i - 1] && Math.Max(b.O[i - 1], b.C[i - 1]) < b.C[i - 2];
            y[i] = first && star && b.C[i] >= b.O[i] && bodies.Values[i] > mean.Values[i] && b.C[i] - b.C[i - 2] > 0.3 * bodies.Values[i - 2] ? 100 : 0;
        }

        return new(y, mean.From + 2);
    }
}
