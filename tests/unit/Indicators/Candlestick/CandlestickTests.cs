using System.Globalization;
using Pawl.Engine;
using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class CandlestickTests
{
    private static readonly string Folder = Repository.PathOf("tests", "unit", "Indicators", "Candlestick");

    /// <summary>So many, because the rarest patterns come once in thousands of bars.</summary>
    private static readonly Candle[] Many = PatternBars.Make(61, 20_000);

    private static readonly Lazy<ILookup<string, (int Index, FoundPattern Found)>> Scanned = new(() =>
        NodeHarness.Run<FoundPattern>("candlestick_scan", [], Many).ToLookup(f => Name(f.Value.Pattern), f => (f.Index, f.Value)));

    private static string Name(CandlestickPattern pattern) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(pattern.ToString());

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(Folder, file)).Skip(1).Select(line => line.Split(','));

    public static TheoryData<string> Patterns => [.. NodeHarness.Kinds.Find("candlestick")!.Variants.Select(v => v.Value)];

    [Theory, MemberData(nameof(Patterns))]
    public void Finds_what_TaLib_finds(string pattern)
    {
        string[][] expected = [.. Rows("talib_patterns.csv").Where(r => r[0] == pattern && r[2] != "0").Select(r => r[2..])];

        string[][] found =
        [
            .. Scanned.Value[pattern].GroupBy(f => f.Found.Value).OrderBy(g => g.Key)
                .Select(g => (string[])[Text(g.Key), Text(g.Count()), Text(g.Sum(f => (long)f.Index))]),
        ];

        Assert.Equal(expected, found);
    }

    [Theory, MemberData(nameof(Patterns))]
    public void Gives_its_first_value_where_TaLib_does_and_the_same_as_the_scan(string pattern)
    {
        IReadOnlyList<(int Index, double Value)> values = NodeHarness.Run<double>("candlestick", [("pattern", pattern)], Many[..400]);

        Assert.Equal(int.Parse(Rows("talib_patterns.csv").First(r => r[0] == pattern)[1], CultureInfo.InvariantCulture), values[0].Index);
        Assert.Equal(400 - values[0].Index, values.Count);
        Assert.Equal(
            Scanned.Value[pattern].Where(f => f.Index < 400).Select(f => (f.Index, (double)f.Found.Value)),
            values.Where(v => v.Value != 0));
    }

    /// <summary>Short series that end in the pattern, and the same with one price moved, which do not. TA-Lib agrees with each.</summary>
    [Theory, MemberData(nameof(Patterns))]
    public void Tells_the_pattern_from_its_near_misses(string pattern)
    {
        string[][] examples = [.. Rows("examples.csv").Where(r => r[0] == pattern)];
        Assert.Contains(examples, e => e[1] != "0");
        Assert.Contains(examples, e => e[1] == "0");
        foreach (string[] example in examples)
        {
            Candle[] bars = BarsOf(example[2]);

            (int index, double value) = Assert.Single(NodeHarness.Run<double>("candlestick", [("pattern", pattern)], bars));

            Assert.Equal(bars.Length - 1, index);
            Assert.True(value == double.Parse(example[1], CultureInfo.InvariantCulture), $"{pattern} gives {value}, not {example[1]}, for {example[2]}");
        }
    }

    /// <summary>
    /// Worked by hand from the published definitions, after twelve bars with a body of 20, a range of 60 and shadows of 10 and
    /// 30: a body is long above 20, a doji up to 6, a shadow none below 6, near is 12 and equal is 3, as long as the bars of
    /// the pattern itself do not raise these means.
    /// </summary>
    [Fact]
    public void Agrees_with_examples_that_were_worked_by_hand()
    {
        string[][] examples = [.. Rows("handworked.csv")];
        Assert.True(examples.Select(e => e[0]).Distinct().Count() >= 20);
        Assert.All(examples, e =>
        {
            Candle[] bars = BarsOf(string.Concat(Enumerable.Repeat("1000 1030 970 1020; ", 12)) + e[2]);
            double value = NodeHarness.Run<double>("candlestick", [("pattern", e[0])], bars)[^1].Value;
            Assert.True(value == double.Parse(e[1], CultureInfo.InvariantCulture), $"{e[0]} gives {value}, not {e[1]}, though {e[3]}: {e[2]}");
        });
    }

    private static Candle[] BarsOf(string text) =>
    [
        .. text.Split("; ").Select(bar => bar.Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray())
            .Select((p, i) => PatternBars.Bar(i, p[0], p[1], p[2], p[3])),
    ];

    [Fact]
    public void The_penetration_of_a_star_can_be_chosen()
    {
        // Ten quiet bars, a long white body of 100, a star above it, and a fall to its middle.
        Candle[] bars =
        [
            .. Enumerable.Range(0, 10).Select(i => PatternBars.Bar(i, 1000, 1010, 990, 1005)),
            PatternBars.Bar(10, 1000, 1100, 1000, 1100), PatternBars.Bar(11, 1110, 1115, 1105, 1112), PatternBars.Bar(12, 1100, 1101, 1040, 1050),
        ];
        double Last(string penetration) => NodeHarness.Run<double>("candlestick", [("pattern", "evening_star"), ("penetration", penetration)], bars)[^1].Value;

        Assert.Equal((-100.0, -100.0, 0.0), (Last("0"), Last("0.49999999"), Last("0.5")));
    }

    [Fact]
    public void The_scan_can_be_limited_to_a_sign_and_to_what_is_confirmed()
    {
        FoundPattern[] Scan(params (string, string)[] parameters) =>
            [.. NodeHarness.Run<FoundPattern>("candlestick_scan", parameters, Many[..2_000]).Select(f => f.Value)];
        FoundPattern[] all = Scan();

        Assert.Equal(all.Where(f => f.Value > 0), Scan(("direction", "up")));
        Assert.Equal(all.Where(f => f.Value < 0), Scan(("direction", "down")));
        Assert.Equal(all.Where(f => Math.Abs(f.Value) == 200), Scan(("least", "200")));
        Assert.NotEmpty(Scan(("least", "200")));
    }

    [Fact]
    public void All_patterns_of_TaLib_are_there()
    {
        KindDescriptor kind = NodeHarness.Kinds.Find("candlestick")!;

        Assert.Equal(61, kind.Variants.Length);
        Assert.Equal(61, kind.Variants.Select(v => v.Source).Distinct().Count(s => s.StartsWith("TA-Lib CDL", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("engulfin", "pattern 'engulfin' is unknown; did you mean 'engulfing'?")]
    [InlineData("flying_saucer", "pattern 'flying_saucer' is unknown; 'pawl nodes' with the kind lists them")]
    public void A_pattern_that_is_none_is_told_in_a_short_line(string pattern, string said) =>
        Assert.Equal("node 'node': " + said, Assert.Single(NodeHarness.Mistakes("candlestick", [("pattern", pattern)])));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
