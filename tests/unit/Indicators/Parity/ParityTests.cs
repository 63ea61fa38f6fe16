using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Kinds against numbers that did not come from this program.</summary>
public sealed class ParityTests
{
    private static readonly ParityTable.Case[] TaLib = [.. ParityTable.Read("talib.csv")];

    private static readonly ParityTable.Case[] Published = [.. ParityTable.Read("published.csv")];

    public static TheoryData<string> KindsOfTaLib => [.. TaLib.Select(c => c.Kind).Distinct()];

    public static TheoryData<string> PublishedKinds => [.. Published.Select(c => c.Kind).Distinct()];

    [Theory, MemberData(nameof(KindsOfTaLib))]
    public void Agrees_with_TaLib_to_all_digits(string kind)
    {
        foreach (ParityTable.Case each in TaLib.Where(c => c.Kind == kind))
        {
            Compare(each, LongBars.Candles, (expected, _) => 1e-9 * Math.Max(Math.Abs(expected), Scale(kind)));
            FirstValueIsTheirs(each);
        }
    }

    [Theory, MemberData(nameof(PublishedKinds))]
    public void Agrees_with_the_published_table(string kind)
    {
        foreach (ParityTable.Case each in Published.Where(c => c.Kind == kind))
        {
            Compare(each, GoldenBars.Candles, (_, _) => GoldenBars.Tolerance);
        }
    }

    /// <summary>What a result near 0 is a difference of: rounding errors are relative to that.</summary>
    private static double Scale(string kind) => NodeHarness.Kinds.Find(kind)!.Family is "cycle" ? 1 : 0.01;

    private static void Compare(ParityTable.Case each, IReadOnlyList<Candle> candles, Func<double, double, double> tolerance)
    {
        Dictionary<int, Dictionary<string, double>> values = Run(each, candles);
        foreach ((string field, int index, double expected) in each.Expected)
        {
            double actual = values.TryGetValue(index, out var fields) ? fields[field] : double.NaN;
            Assert.True(
                Math.Abs(expected - actual) <= tolerance(expected, actual),
                $"{each.Kind}({string.Join(", ", each.Parameters)}).{field}[{index}] is {actual:R}, not {expected:R}");
        }
    }

    /// <summary>The table begins with the first value that there is. A kind of several fields waits for the last of them.</summary>
    private static void FirstValueIsTheirs(ParityTable.Case each)
    {
        int first = each.Expected.GroupBy(e => e.Field).Max(field => field.Min(e => e.Index));
        Assert.Equal(first, Run(each, LongBars.Candles).Keys.Min());
    }

    private static Dictionary<int, Dictionary<string, double>> Run(ParityTable.Case each, IReadOnlyList<Candle> candles) =>
        NodeHarness.Numbers(each.Kind, each.Parameters, candles, each.Inputs).ToDictionary(v => v.Index, v => v.Fields);
}
