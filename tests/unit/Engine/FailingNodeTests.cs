using Pawl.Engine;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>A node that throws fails alone.</summary>
public sealed class FailingNodeTests
{
    [Trait("Speed", "slow")]
    [Fact]
    public void Everything_else_goes_on_as_if_the_node_had_fallen_silent()
    {
        long failures = 0;
        int together = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            RandomPipeline pipeline = new(seed);
            PipelineDeclaration failing = WithFailures(pipeline.Declare(), "fails", seed);
            EngineLog fails = EngineLog.Create(EngineLogs.Compile(failing), "S0");
            fails.Executor = (Executor)(seed % 2);
            EngineLog stops = EngineLog.Create(EngineLogs.Compile(WithFailures(pipeline.Declare(), "stops", seed)), "S0");
            Random resets = new(seed);
            for (int i = 1; i <= 20; i++)
            {
                EngineLogs.RandomEvent(fails, (seed * 100) + i);
                EngineLogs.RandomEvent(stops, (seed * 100) + i);
                int errors = CountErrors(fails);
                failures += errors;
                together += errors > 1 ? 1 : 0;
                Assert.Equal(Enumerable.Range(1, fails.Outbox.Outputs.Length), fails.Outbox.Outputs.ToArray().Select(o => o.N));
                Assert.Equal(EngineLogs.Drain(stops, _ => true), EngineLogs.Drain(fails, channel => channel.Schema.Name != "node_error"));
                if (resets.Next(6) == 0 && Sleeper(fails, resets) is { } node)
                {
                    fails.Reset(node.Id, node.Symbol);
                    stops.Reset(node.Id, node.Symbol);
                }
            }

            Assert.Empty(stops.SleepingNodes);
        }

        Assert.True(failures > 500 && together > 50, $"{failures} failures, {together} events with several");
    }

    [Fact]
    public void What_it_said_in_that_cycle_is_taken_back_but_not_what_it_said_before()
    {
        EngineLog log = Log("f: fails at=2 ← tick\nafter: latest ← indicator(f)\nbeside: mix ← tick");
        log.BeginEvent();
        Cycle(log, 1);
        Cycle(log, 2);
        Cycle(log, 3);
        Assert.Equal(
            [
                "1:1 1 beside", "1:2 1 f", "1:3 1 f", "1:4 1 after",
                "1:5 2 beside", "1:6 2 f node_error ArithmeticException: run 2",
                "1:7 3 beside",
            ],
            Words(log));
        Assert.Equal(["f"], log.SleepingNodes);
    }

    [Fact]
    public void A_reset_wakes_it_empty()
    {
        EngineLog log = Log("f: fails at=2 ← tick\nafter: latest ← indicator(f)");
        log.BeginEvent();
        Cycle(log, 1);
        Cycle(log, 2);
        log.Outbox.Clear();
        log.Reset("f");
        Assert.Empty(log.SleepingNodes);
        log.BeginEvent();
        Cycle(log, 3);
        Cycle(log, 4);
        Assert.Equal(["2:1 3 f", "2:2 3 f", "2:3 3 after", "2:4 4 f node_error ArithmeticException: run 2"], Words(log));
    }

    [Fact]
    public void An_unknown_node_cannot_be_reset()
    {
        EngineLog log = Log("f: fails at=2 ← tick");
        ArgumentException error = Assert.Throws<ArgumentException>(() => log.Reset("g"));
        Assert.StartsWith("there is no node 'g' to reset", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => log.Reset("f", symbol: 1));
    }

    [Fact]
    public void A_ladder_that_may_not_grow_fails_its_node_by_name()
    {
        EngineLog log = Log("r: regions pages=2 ← tick");
        Source tick = log.Graph.Sources[0];
        foreach (long key in new[] { 0L, 64, 128 })
        {
            log.BeginEvent();
            log.BeginCycle();
            Tick task = Support.Regions.Task(Support.RegionTask.Ladder, key, 1);
            log.Write(tick, default, in task);
            log.Run(tick.Bit, default);
        }

        Assert.Equal(["1:1 0 r", "2:1 0 r", "3:1 0 r node_error more than 128 price levels; use a larger tick size"], Words(log));
    }

    private static EngineLog Log(string nodes) => EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", nodes)), "X");

    private static void Cycle(EngineLog log, long time)
    {
        log.BeginCycle();
        Tick tick = new() { Price = Price.Parse("1.5") };
        log.Write(log.Graph.Sources[0], new Timestamp(time), in tick);
        log.Run(log.Graph.Sources[0].Bit, new Timestamp(time));
    }

    private static List<string> Words(EngineLog log)
    {
        List<string> words = [];
        foreach (Output o in log.Outbox.Outputs)
        {
            Channel channel = log.Graph.Channels[o.Channel];
            string error = channel.Schema.Name == "node_error" ? $" node_error {EngineLogs.Record(log, o)}" : "";
            words.Add($"{o.Sequence}:{o.N} {o.Time.Nanoseconds} {channel.Node}{error}");
        }

        log.Outbox.Clear();
        return words;
    }

    private static int CountErrors(EngineLog log)
    {
        int errors = 0;
        foreach (Output o in log.Outbox.Outputs)
        {
            errors += log.Graph.Channels[o.Channel].Schema.Name == "node_error" ? 1 : 0;
        }

        return errors;
    }

    private static GraphNode? Sleeper(EngineLog log, Random random)
    {
        string[] asleep = [.. log.SleepingNodes];
        GraphNode[] fitting = [.. log.Graph.Nodes.Where(n => asleep.Contains(n.Id) && n.Kind?.Name == "fails")];
        return fitting.Length == 0 ? null : fitting[random.Next(fitting.Length)];
    }

    /// <summary>The pipeline with several nodes that fail, or fall silent, at an early run.</summary>
    private static PipelineDeclaration WithFailures(PipelineDeclaration pipeline, string kind, int seed)
    {
        Dictionary<string, int> at = [];
        Random random = new(seed);
        foreach (NodeDeclaration node in pipeline.Nodes.OrderBy(n => n.Id, StringComparer.Ordinal))
        {
            at[node.Id] = random.Next(1, 6);
        }

        return pipeline with
        {
            Nodes = [.. pipeline.Nodes.Select(n => n.Kind is "fails" or "burst"
                ? n with { Kind = kind, Arguments = [new Argument("at", $"{at[n.Id]}", n.Place, n.Place)] }
                : n)],
        };
    }
}
