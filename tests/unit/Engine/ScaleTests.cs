using Pawl.Engine;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Depth, fan-in and fan-out have no limit, and a large pipeline compiles in time that grows with its size.</summary>
public sealed class ScaleTests
{
    [Fact]
    public void A_chain_of_20_000_nodes()
    {
        string chain = "n0: mix factor=1 ← tick\n" + string.Concat(Enumerable.Range(1, 19_999).Select(i => $"n{i}: mix factor=1 ← indicator(n{i - 1})\n"));
        EngineLog log = Compile(chain, out Graph graph);
        Assert.Equal(20_001, graph.Nodes.Max(n => n.Rank));

        // Each node adds 1 at its first run and 2 at its second.
        Assert.Equal(20_000.5, Last(log, "n19999"));
        Assert.Equal(40_000.5, Last(log, "n19999"));
    }

    [Fact]
    public void A_fan_out_and_a_fan_in_of_10_000()
    {
        string fan = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"n{i}: quiet every={(i % 100) + 1} timeframe={i + 1}s ← tick\n"))
            + "all: total ← " + string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"indicator(n{i})")) + "\n";
        EngineLog log = Compile(fan, out Graph graph);
        Assert.Equal(10_002, graph.Nodes.Length);
        for (int i = 1; i < 100; i++)
        {
            Tick(log);
            Assert.Equal(10_000 / 100 * Enumerable.Range(1, 100).Count(every => i % every == 0), log.Outbox.Outputs.Length);
            log.Outbox.Clear();
        }

        // The last of them speaks at the 100th tick; so does what waits for all.
        double expected = Enumerable.Range(0, 10_000).Sum(i => (i + 1.0) * 0.5 * ((i % 100) + 1));
        Assert.Equal(expected, Last(log, "all"));
    }

    [Fact]
    public void A_wide_lattice_in_which_every_layer_reads_the_one_before()
    {
        List<string> lines = [.. Enumerable.Range(0, 100).Select(i => $"l0_{i}: mix factor={i % 20 / 2.0:0.0} timeframe={i + 1}s ← tick")];
        for (int layer = 1; layer < 20; layer++)
        {
            string all = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"indicator(l{layer - 1}_{i})"));
            lines.AddRange(Enumerable.Range(0, 100).Select(i => $"l{layer}_{i}: total timeframe={i + 1}s ← {all}"));
        }

        EngineLog log = Compile(string.Join('\n', lines), out Graph graph);
        Assert.Equal(2001, graph.Nodes.Length);
        Tick(log);
        Assert.Equal(2000, log.Outbox.Outputs.Length);
    }

    [Fact]
    public void A_thousand_symbols_in_one_log()
    {
        string[] symbols = [.. Enumerable.Range(0, 1000).Select(i => $"S{i}")];
        Graph graph = EngineLogs.Compile(Pipelines.Of("p", "a: mix ← tick\nb: join ← a: indicator(a), b: tick@S0\nmarket: quiet ← tick@S0", symbols));
        Assert.Equal(1000, graph.Sources.Length);
        EngineLog log = EngineLog.Create(graph, "p");
        foreach (Source source in graph.Sources)
        {
            log.BeginEvent();
            log.BeginCycle();
            Tick tick = new() { Price = Price.Parse("0.5") };
            log.Write(source, default, in tick);
            log.Run(source.Bit, default);
        }

        Assert.Equal(2000, log.Outbox.Outputs.Length);
        Assert.Equal(1000, graph.Channels.Count(c => c.Node == "market" && c.Schema.Name == "indicator"));
        Assert.Single(graph.Nodes, n => n.Id == "market");
    }

    [Fact]
    public void Twenty_thousand_mistakes_are_all_reported()
    {
        string wrong = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"node_{i}: mix ← indicator(nodes_{i})\n"));
        Assert.Null(PipelineCompiler.Compile(Pipelines.Of("p", wrong), Support.TestKinds.Registry, EngineLogs.NoDriver, out IReadOnlyList<Diagnostic> errors));
        Assert.Equal(20_000, errors.Count);
    }

    [Fact]
    public void A_cycle_of_20_000_nodes_is_named_without_naming_them_all()
    {
        string ring = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"n{i}: mix ← indicator(n{(i + 19_999) % 20_000})\n"));
        Assert.Null(PipelineCompiler.Compile(Pipelines.Of("p", ring), Support.TestKinds.Registry, EngineLogs.NoDriver, out IReadOnlyList<Diagnostic> errors));
        Assert.StartsWith("node 'n0': cycle n0 → n1 → n2 → ", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Contains("n23 → (19976 more) → n0; ", errors[0].Message, StringComparison.Ordinal);
    }

    private static EngineLog Compile(string nodes, out Graph graph)
    {
        PipelineDeclaration pipeline = Pipelines.Of("p", nodes);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        graph = EngineLogs.Compile(pipeline);
        TestContext.Current.TestOutputHelper?.WriteLine($"{graph.Nodes.Length} nodes compiled in {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        return EngineLog.Create(graph, "X");
    }

    private static double Last(EngineLog log, string node)
    {
        log.Outbox.Clear();
        Tick(log);
        Output output = log.Outbox.Outputs[^1];
        Assert.Equal(node, log.Graph.Channels[output.Channel].Node);
        return (double)EngineLogs.Record(log, output);
    }

    private static void Tick(EngineLog log)
    {
        Source source = log.Graph.Sources[0];
        log.BeginEvent();
        log.BeginCycle();
        Tick tick = new() { Price = Price.Parse("0.5") };
        log.Write(source, default, in tick);
        log.Run(source.Bit, default);
    }
}
