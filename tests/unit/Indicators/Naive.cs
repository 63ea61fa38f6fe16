using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Formulas as a textbook writes them, over whole series, in decimal: what the incremental kinds are compared with.</summary>
internal static class Naive
{
    /// <summary>Price level and tick of random series: units of 1e-8, everyday prices, a million.</summary>
    public static Xunit.TheoryData<long, long> Scales { get; } = new() { { 50, 1 }, { 167_41000000, 1_000_000 }, { 1_000_000_00000000, 1_000_000 } };

    public static decimal ToDecimal(this Price price) => price.Raw / 100_000_000m;

    public static decimal Mean(IEnumerable<decimal> values) => values.Sum() / values.Count();

    /// <summary>Population deviation around the mean, in two passes.</summary>
    public static double Deviation(IReadOnlyCollection<decimal> values)
    {
        decimal mean = Mean(values);
        return Math.Sqrt((double)(values.Sum(v => (v - mean) * (v - mean)) / values.Count));
    }

    public static void AssertClose(double expected, double actual, double relative) =>
        Xunit.Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected), $"{actual:R} is not {expected:R} within {relative}");
}
