using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>What <see cref="Combine"/> makes of its numbers.</summary>
public enum Combination
{
    Sum,
    Difference,
    Product,
    Ratio,
    Mean,
    Min,
    Max,
    All,
    Any,
    None,
    Rising,
    Falling,
    Equal,
}

[Kind(
    "combine",
    "trend",
    "Arithmetic and logic over any number of other numbers.",
    Formula = "sum, product, mean, min, max of all; difference and ratio: the first less, or divided by, each of the others in turn; "
        + "all, any, none: 1 where so many are not 0, else 0; rising, falling, equal: 1 where each is less than, greater than or equal to "
        + "the one after it, else 0. From the latest value of each, whenever one of them is new; undefined while one is, or where it would be divided by 0",
    Source = "common usage",
    ComparedWith = "hand-worked values")]
public readonly struct Combine : INodeKind<Combine.Parameters, None, InMany<double>, double>
{
    public struct Parameters
    {
        [Param("sum", "what to make of the numbers")]
        public Combination Operation;
    }

    public static bool Step(in Parameters p, ref None s, in InMany<double> x, in Ctx c, out double y)
    {
        ReadOnlySpan<In<double>> sources = c.Sources(x);
        double first = c.Value(sources[0]);
        y = p.Operation switch
        {
            Combination.All or Combination.Any or Combination.None => first != 0 ? 1 : 0,
            Combination.Rising or Combination.Falling or Combination.Equal => 1,
            _ => first,
        };
        bool isDefined = !double.IsNaN(first);
        for (int i = 1; i < sources.Length; i++)
        {
            double next = c.Value(sources[i]);
            isDefined &= !double.IsNaN(next);
            y = Join(p.Operation, y, c.Value(sources[i - 1]), next);
        }

        y = p.Operation switch
        {
            Combination.Mean => y / sources.Length,
            Combination.None => 1 - y,
            _ => y,
        };
        y = isDefined && double.IsFinite(y) ? y : double.NaN;
        return true;
    }

    private static double Join(Combination operation, double sofar, double before, double next) => operation switch
    {
        Combination.Sum or Combination.Mean => sofar + next,
        Combination.Difference => sofar - next,
        Combination.Product => sofar * next,
        Combination.Ratio => sofar / next,
        Combination.Min => Math.Min(sofar, next),
        Combination.Max => Math.Max(sofar, next),
        Combination.All => sofar != 0 && next != 0 ? 1 : 0,
        Combination.Any or Combination.None => sofar != 0 || next != 0 ? 1 : 0,
        Combination.Rising => sofar != 0 && before < next ? 1 : 0,
        Combination.Falling => sofar != 0 && before > next ? 1 : 0,
        _ => sofar != 0 && before == next ? 1 : 0,
    };
}
