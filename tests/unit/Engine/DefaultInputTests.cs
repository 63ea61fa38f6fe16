using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Inputs that a kind brings itself where a pipeline does not wire them.</summary>
public sealed class DefaultInputTests
{
    private static readonly (string, string)[] None = [];

    private static string Run(params (string Id, string Kind, string[] Inputs, (string, string)[] Parameters)[] nodes)
    {
        InputEvent[] events = [.. RandomTicks.Of(3, 4000, wild: false).Select(Runs.Tick)];
        string lines = Runs.Of(Runs.Pipeline(["1s"], nodes)).Process(events);
        return string.Join('\n', lines.Split('\n').Where(l => l.Contains("\"node\":\"blocks\"", StringComparison.Ordinal)).Select(l => l[..l.IndexOf(",\"metadata\"", StringComparison.Ordinal)]));
    }

    [Fact]
    public void What_is_not_wired_is_made_of_the_same_bars_with_its_defaults()
    {
        string wired = Run(
            ("swings", "swing_points", ["candle(1s)"], None),
            ("breaks", "break_of_structure", ["candle(1s)", "indicator(swings)"], None),
            ("blocks", "order_blocks", ["candle(1s)", "indicator(breaks)"], None));

        Assert.NotEmpty(wired);
        Assert.Equal(wired, Run(("blocks", "order_blocks", ["candle(1s)"], None)));
    }

    [Fact]
    public void It_is_the_declared_node_where_that_is_equal_and_is_not_published()
    {
        Graph graph = Runs.Compile(Runs.Pipeline(
            ["1s"],
            ("swings", "swing_points", ["candle(1s)"], None),
            ("breaks", "break_of_structure", ["candle(1s)"], None)));

        Assert.Single(graph.Nodes, n => n.Kind?.Name == "swing_points");
        Assert.DoesNotContain(graph.Channels, c => c.Node == "breaks.swings");
        Assert.Single(Runs.Compile(Runs.Pipeline(["1s"], ("breaks", "break_of_structure", ["candle(1s)"], None))).Channels, c => c.Node == "breaks" && c.Schema.ClrType == typeof(BreakOfStructure));
    }

    [Fact]
    public void What_does_not_fit_is_said_of_the_node_that_was_written()
    {
        string[] mistakes = [.. NodeHarness.Mistakes("break_of_structure", [], "tick").Select(m => m.Split(';')[0])];

        Assert.Equal("node 'node': input 'candle' takes a candle, but 'tick' gives a tick", mistakes[0]);
    }

    [Theory, MemberData(nameof(Defaults))]
    public void A_default_gives_what_its_input_takes(string name, string input)
    {
        KindInput declared = Runs.Kinds.Find(name)!.Inputs.Single(i => i.Name == input);
        KindDescriptor producer = Runs.Kinds.Find(declared.Default!)!;

        Assert.Equal(declared.ValueType, producer.Output.ClrType);
        Assert.Single(producer.Inputs, i => i.IsNeeded && i.ValueType != typeof(Tick));
    }

    public static TheoryData<string, string> Defaults
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (KindDescriptor kind in Runs.Kinds.Kinds)
            {
                foreach (KindInput input in kind.Inputs.Where(i => i.Default is not null))
                {
                    all.Add(kind.Name, input.Name);
                }
            }

            return all;
        }
    }
}
