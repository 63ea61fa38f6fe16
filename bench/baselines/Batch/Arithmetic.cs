namespace Pawl.Bench.Baselines.Batch;

/// <summary>Passes that look at one bar at a time.</summary>
public static class Arithmetic
{
    public static Column Plus(this Column a, Column b)
    {
        double[] y = Column.Room(a.Length);
        int from = Math.Max(a.From, b.From);
        for (int i = from; i < y.Length; i++)
            y[i] = a.Values[i] + b.Values[i];
        return new(y, from);
    }

    public static Column Minus(this Column a, Column b)
    {
        double[] y = Column.Room(a.Length);
        int from = Math.Max(a.From, b.From);
        for (int i = from; i < y.Length; i++)
            y[i] = a.Values[i] - b.Values[i];
        return new(y, from);
    }

    public static Column Times(this Column a, Column b)
    {
        double[] y = Column.Room(a.Length);
        int from = Math.Max(a.From, b.From);
        for (int i = from; i < y.Length; i++)
            y[i] = a.Values[i] * b.Values[i];
        return new(y, from);
    }

    public static Column Times(this Column a, double factor)
    {
        double[] y = Column.Room(a.Length);
        for (int i = a.From; i < y.Length; i++)
            y[i] = a.Values[i] * factor;
        return new(y, a.From);
    }

    /// <summary>a/b, 0 where b is 0.</summary>
    public static Column Over(this Column a, Column b)
    {
        double[] y = Column.Room(a.Length);
        int from = Math.Max(a.From, b.From);
        for (int i = from; i < y.Length; i++)
            y[i] = b.Values[i] == 0 ? 0 : a.Values[i] / b.Values[i];
        return new(y, from);
    }

    public static Column Root(this Column a)
    {
        double[] y = Column.Room(a.Length);
        for (int i = a.From; i < y.Length; i++)
            y[i] = Math.Sqrt(a.Values[i]);
        return new(y, a.From);
    }

    /// <summary>The series some bars ago.</summary>
    public static Column Ago(this Column a, int back)
    {
        double[] y = Column.Room(a.Length);
        int from = a.From + back;
        a.Values.AsSpan(a.From, y.Length - from).CopyTo(y.AsSpan(from));
        return new(y, from);
    }

    /// <summary>x − x[t−n].</summary>
    public static Column Change(this Column a, int back)
    {
        double[] y = Column.Room(a.Length);
        int from = a.From + back;
        for (int i = from; i < y.Length; i++)
            y[i] = a.Values[i] - a.Values[i - back];
        return new(y, from);
    }

    /// <summary>x/x[t−n].</summary>
    public static Column Growth(this Column a, int back)
    {
        double[] y = Column.Room(a.Length);
        int from = a.From + back;
        for (int i = from; i < y.Length; i++)
            y[i] = a.Values[i] / a.Values[i - back];
        return new(y, from);
    }

    public static Column Add(this Column a, double number)
    {
        double[] y = Column.Room(a.Length);
        for (int i = a.From; i < y.Length; i++)
            y[i] = a.Values[i] + number;
        return new(y, a.From);
    }

    /// <summary>What rises, and 0 elsewhere.</summary>
    public static Column Gains(this Column changes)
    {
        double[] y = Column.Room(changes.Length);
        for (int i = changes.From; i < y.Length; i++)
            y[i] = changes.Values[i] > 0 ? changes.Values[i] : 0;
        return new(y, changes.From);
    }

    /// <summary>What falls, as positive numbers, and 0 elsewhere.</summary>
    public static Column Losses(this Column changes)
    {
        double[] y = Column.Room(changes.Length);
        for (int i = changes.From; i < y.Length; i++)
            y[i] = changes.Values[i] < 0 ? -changes.Values[i] : 0;
        return new(y, changes.From);
    }

    public static Column Abs(this Column a)
    {
        double[] y = Column.Room(a.Length);
        for (int i = a.From; i < y.Length; i++)
            y[i] = Math.Abs(a.Values[i]);
        return new(y, a.From);
    }

    public static Column Typical(this Columns b)
    {
        double[] y = Column.Room(b.C.Length);
        for (int i = 0; i < y.Length; i++)
            y[i] = (b.H[i] + b.L[i] + b.C[i]) / 3;
        return new(y, 0);
    }

    /// <summary>The true range, from the second bar on.</summary>
    public static Column TrueRange(this Columns b)
    {
        double[] y = Column.Room(b.C.Length);
        y[0] = b.H[0] - b.L[0];
        for (int i = 1; i < y.Length; i++)
            y[i] = Math.Max(b.H[i] - b.L[i], Math.Max(Math.Abs(b.H[i] - b.C[i - 1]), Math.Abs(b.L[i] - b.C[i - 1])));
        return new(y, 1);
    }
}
