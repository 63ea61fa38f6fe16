using static Pawl.Bench.Baselines.Batch.BatchFormula;

namespace Pawl.Bench.Baselines.Batch;

/// <summary>Oscillators.</summary>
public static class OscillatorFormulas
{
    public static IEnumerable<BatchFormula> All =>
    [
        Of("momentum", "period=10", b => b.Close.Change(10)),
        Of("delay", "period=10", b => b.Close.Ago(10)),
        Of("roc", "period=10", b => b.Close.Growth(10).Add(-1).Times(100)),
        Of("rocp", "period=10", b => b.Close.Change(10).Over(b.Close.Ago(10))),
        Of("rocr", "period=10", b => b.Close.Growth(10)),
        Of("rocr100", "period=10", b => b.Close.Growth(10).Times(100)),
        Of("rsi", "period=14", b => Rsi(b.Close)),
        Of("cmo", "period=14", b => Cmo(b.Close.Change(1))),
        Of("bop", "", b => b.Close.Minus(b.Open).Over(b.High.Minus(b.Low))),
        Of("cci", "period=20", b => b.Typical().Minus(b.Typical().Sma(20)).Over(b.Typical().Distance(20).Times(0.015))),
        Of("williams_r", "period=14", b => b.High.Max(14).Minus(b.Close).Over(b.High.Max(14).Minus(b.Low.Min(14))).Times(-100)),
        Of("aroonosc", "period=14", b => b.Low.MinAge(15).Minus(b.High.MaxAge(15)).Times(100 / 14.0)),
        Of("apo", "fast_period=12;slow_period=26", b => b.Close.Sma(12).Minus(b.Close.Sma(26))),
        Of("ppo", "fast_period=12;slow_period=26", b => Ppo(b.Close.Sma(12), b.Close.Sma(26))),
        Of("trix", "period=15", b => b.Close.Ema(15).Ema(15).Ema(15).Growth(1).Add(-1).Times(100)),
        Of("imi", "period=14", b => Share(b.Close.Minus(b.Open), 14)),
        Of("mfi", "period=14", b => Mfi(b, 14)),
        Of("ultosc", "", Ultimate),
        Of("plus_dm", "period=14", b => Movements(b).Plus.Forgetting(14, 13)),
        Of("minus_dm", "period=14", b => Movements(b).Minus.Forgetting(14, 13)),
        Of("plus_di", "period=14", b => Indicators(b, 14).Plus),
        Of("minus_di", "period=14", b => Indicators(b, 14).Minus),
        Of("dx", "period=14", b => Dx(b, 14)),
        Of("adxr", "period=14", b => Dx(b, 14).Rma(14).Plus(Dx(b, 14).Rma(14).Ago(13)).Times(0.5)),
        new("aroon", "period=14", b => [b.Low.MinAge(15).Times(-100 / 14.0).Add(100), b.High.MaxAge(15).Times(-100 / 14.0).Add(100)]),
        new("adx", "period=14", Adx),
        new("macd", "", b => Macd(new Column(b.C, 14).Ema(12), b.Close.Ema(26), m => m.Ema(9))),
        new("macdfix", "", b => Macd(new Column(b.C, 14).Decaying(12, 0.15), b.Close.Decaying(26, 0.075), m => m.Ema(9))),
        new("macdext", "", b => Macd(b.Close.Sma(12), b.Close.Sma(26), m => m.Sma(9))),
        new("stochf", "period=5;d_period=3", b => Two(Place(b, 5), k => k.Sma(3))),
        new("stochastic", "period=14;k_period=3;d_period=3", b => Two(Place(b, 14).Sma(3), k => k.Sma(3))),
        new("stoch_rsi", "", b => Two(PlaceOf(Rsi(b.Close), 14).Sma(3), k => k.Sma(3))),
    ];

    /// <summary>Sums that forget a part of 1/n a bar, from bar <paramref name="begin"/> on.</summary>
    private static Column Forgetting(this Column x, int n, int begin)
    {
        double[] y = Column.Room(x.Length);
        double sum = 0;
        int from = x.From + begin - 1;
        for (int i = x.From; i < y.Length; i++)
        {
            sum += x.Values[i] - (i > from ? sum / n : 0);
            y[i] = sum;
        }

        return new(y, from);
    }

    private static Column Rsi(Column x)
    {
        Column changes = x.Change(1);
        (Column gain, Column loss) = (changes.Gains().Rma(14), changes.Losses().Rma(14));
        return gain.Over(gain.Plus(loss)).Times(100);
    }

    private static Column Cmo(Column changes)
    {
        (Column gain, Column loss) = (changes.Gains().Rma(14), changes.Losses().Rma(14));
        return gain.Minus(loss).Over(gain.Plus(loss)).Times(100);
    }

    private static Column Ppo(Column fast, Column slow) => fast.Minus(slow).Over(slow).Times(100);

    private static Column Share(Column moves, int n) => moves.Gains().Sum(n).Over(moves.Abs().Sum(n)).Times(100);

    private static Column Mfi(Columns b, int n)
    {
        Column typical = b.Typical();
        Column change = typical.Change(1);
        (double[] up, double[] down) = (Column.Room(change.Length), Column.Room(change.Length));
        for (int i = 1; i < up.Length; i++)
        {
            double flow = typical.Values[i] * b.V[i];
            up[i] = change.Values[i] > 0 ? flow : 0;
            down[i] = change.Values[i] < 0 ? flow : 0;
        }

        Column rising = new Column(up, 1).Sum(n);
        return rising.Over(rising.Plus(new Column(down, 1).Sum(n))).Times(100);
    }

    private static Column Ultimate(Columns b)
    {
        (double[] pressure, double[] range) = (Column.Room(b.C.Length), Column.Room(b.C.Length));
        for (int i = 1; i < pressure.Length; i++)
        {
            double low = Math.Min(b.L[i], b.C[i - 1]);
            pressure[i] = b.C[i] - low;
            range[i] = Math.Max(b.H[i], b.C[i - 1]) - low;
        }

        Column Part(int n) => new Column(pressure, 1).Sum(n).Over(new Column(range, 1).Sum(n));
        return Part(7).Times(4).Plus(Part(14).Times(2)).Plus(Part(28)).Times(100 / 7.0);
    }

    private static (Column Plus, Column Minus) Movements(Columns b)
    {
        (double[] plus, double[] minus) = (Column.Room(b.C.Length), Column.Room(b.C.Length));
        for (int i = 1; i < plus.Length; i++)
        {
            (double up, double down) = (b.H[i] - b.H[i - 1], b.L[i - 1] - b.L[i]);
            plus[i] = up > 0 && up > down ? up : 0;
            minus[i] = down > 0 && down > up ? down : 0;
        }

        return (new(plus, 1), new(minus, 1));
    }

    private static (Column Plus, Column Minus) Indicators(Columns b, int n)
    {
        (Column plus, Column minus) = Movements(b);
        Column range = b.TrueRange().Forgetting(n, n - 1);
        return (plus.Forgetting(n, n - 1).Over(range).Times(100).Skip(1), minus.Forgetting(n, n - 1).Over(range).Times(100).Skip(1));
    }

    private static Column Skip(this Column x, int more) => x with { From = x.From + more };

    private static Column Dx(Columns b, int n)
    {
        (Column plus, Column minus) = Indicators(b, n);
        return plus.Minus(minus).Abs().Over(plus.Plus(minus)).Times(100);
    }

    private static Column[] Adx(Columns b)
    {
        (Column plus, Column minus) = Indicators(b, 14);
        return [plus.Minus(minus).Abs().Over(plus.Plus(minus)).Times(100).Rma(14), plus, minus];
    }

    private static Column[] Macd(Column fast, Column slow, Func<Column, Column> average)
    {
        Column macd = fast.Minus(slow);
        Column signal = average(macd);
        return [macd, signal, macd.Minus(signal)];
    }

    private static Column Place(Columns b, int n)
    {
        Column low = b.Low.Min(n);
        return b.Close.Minus(low).Over(b.High.Max(n).Minus(low)).Times(100);
    }

    private static Column PlaceOf(Column x, int n)
    {
        Column low = x.Min(n);
        return x.Minus(low).Over(x.Max(n).Minus(low)).Times(100);
    }

    private static Column[] Two(Column one, Func<Column, Column> other) => [one, other(one)];
}
