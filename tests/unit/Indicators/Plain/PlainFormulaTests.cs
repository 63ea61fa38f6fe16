using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Kinds, which go on from value to value, against formulas over whole arrays, at small and large prices.</summary>
public sealed class PlainFormulaTests
{
    private static readonly PlainFormula[] Formulas = [.. PlainAverages.All, .. PlainOscillators.All, .. PlainStatistics.All, .. PlainTrends.All];

    public static TheoryData<string> Kinds => [.. Formulas.Select(f => f.Kind).Distinct()];

    [Theory, MemberData(nameof(Kinds))]
    public void Agrees_with_the_formula(string kind)
    {
        foreach ((int scale, PlainBars bars) in Markets)
        {
            foreach (PlainFormula formula in Formulas.Where(f => f.Kind == kind && !(f.NeedsMovement && scale == Standing)))
            {
                Compare(formula, bars, scale);
            }
        }
    }

    /// <summary>The market that stands still for a while.</summary>
    private const int Standing = 3;

    /// <summary>Prices of some units of 1e-8, where many bars are flat; everyday prices; a million; a market that stands still for a while.</summary>
    private static readonly (int Scale, PlainBars Bars)[] Markets =
    [
        (0, new PlainBars(Bars.Random(1, 250, 50, 1))),
        (1, new PlainBars(Bars.Random(2, 250, 167_41000000, 1_000_000))),
        (2, new PlainBars(Bars.Random(3, 250, 1_000_000_00000000, 1_000_000))),
        (Standing, new PlainBars([.. Bars.Random(4, 60, 100_00000000, 1_000_000), .. Standstill(60, 40), .. Bars.Random(5, 60, 101_00000000, 1_000_000).Select((b, i) => Move(b, 100 + i))])),
    ];

    private static void Compare(PlainFormula formula, PlainBars bars, int scale)
    {
        double[][] expected = formula.Fields(bars);
        (string, string)[] parameters = [.. formula.Parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => (p[0], p[1]))];
        Dictionary<int, double[]> actual = NodeHarness.Numbers(formula.Kind, parameters, bars.All, formula.Inputs).ToDictionary(v => v.Index, v => v.Fields.Values.ToArray());
        bool isSilent = true;
        for (int field = 0; field < expected.Length; field++)
        {
            // A difference of averages keeps the rounding errors of the prices.
            double tolerance = (formula.Tolerance * expected[field].Where(double.IsFinite).Select(Math.Abs).Max()) + (1e-14 * bars.Close.Max());
            for (int i = 0; i < bars.All.Count; i++)
            {
                double wanted = expected[field][i];
                double got = actual.TryGetValue(i, out double[]? fields) ? fields[field] : double.NaN;
                isSilent &= double.IsNaN(got);
                Assert.True(
                    double.IsNaN(wanted) ? double.IsNaN(got) : Math.Abs(wanted - got) <= tolerance,
                    $"{formula.Kind}({formula.Parameters}) field {field} at bar {i} of market {scale} is {got:R}, not {wanted:R}");
            }
        }

        Assert.False(isSilent);
    }

    private static IEnumerable<Candle> Standstill(int from, int count) =>
        Enumerable.Range(from, count).Select(i => Bars.Of(Bars.Start(i), Price.Parse("100.3"), Price.Parse("100.3"), Price.Parse("100.3"), Price.Parse("100.3"), Quantity.Zero));

    private static Candle Move(Candle bar, int index) => Bars.Of(Bars.Start(index), bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
}
