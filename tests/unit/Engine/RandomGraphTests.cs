using Pawl.Engine;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Random pipelines, driven by random sources, against the naive interpreter.</summary>
public sealed class RandomGraphTests
{
    [Fact]
    public void Run_each_node_once_in_order_and_say_what_the_naive_interpreter_says() => Compare(0, 250);

    [Fact, Trait("Speed", "slow")]
    public void Thousands_more_do_the_same() => Compare(250, 3000);

    private static void Compare(int from, int to)
    {
        long cycles = 0;
        long outputs = 0;
        for (int seed = from; seed < to; seed++)
        {
            RandomRun run = new(seed);
            for (int i = 0; i < 12; i++)
            {
                run.Event();
            }

            cycles += run.Cycles;
            outputs += run.Outputs;
        }

        Assert.True(cycles > 20 * (to - from) && outputs > cycles, $"{cycles} cycles, {outputs} outputs");
    }

    private sealed class RandomRun
    {
        private readonly Random random;
        private readonly string name;
        private readonly Graph graph;
        private readonly EngineLog log;

        /// <summary>The same without an observer: the executor then takes its fast way.</summary>
        private readonly EngineLog unwatched;
        private readonly EngineLog compiled;
        private readonly NaiveGraph naive;
        private readonly List<int> ran = [];
        private readonly Dictionary<int, GraphNode> nodes;
        private long time;

        public RandomRun(int seed)
        {
            name = $"seed {seed}";
            random = new Random(seed);
            RandomPipeline pipeline = new(seed);
            graph = EngineLogs.Compile(pipeline.Declare());
            Assert.Equal(pipeline.Crosses, graph.CrossesSymbols);
            nodes = graph.Nodes.ToDictionary(n => n.Index);
            naive = new NaiveGraph(pipeline);
            log = EngineLog.Create(graph, "S0");
            log.Observer = (index, _) => ran.Add(index);
            unwatched = EngineLog.Create(graph, "S0");
            compiled = EngineLog.Create(graph, "S0");
            compiled.Executor = Executor.Compiled;
        }

        public long Cycles { get; private set; }

        public long Outputs { get; private set; }

        public void Event()
        {
            log.BeginEvent();
            unwatched.BeginEvent();
            compiled.BeginEvent();
            List<NaiveOutput> expected = [];
            List<long> times = [];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                time += random.Next(1000);
                Source[] written = [.. graph.Sources.Where(_ => random.Next(3) == 0)];
                Cycle(written, expected);
                times.AddRange(Enumerable.Repeat(time, expected.Count - times.Count));
            }

            Compare(expected, times);
            Assert.True(log.Block.SequenceEqual(unwatched.Block), $"{name}: another state without an observer");
            Assert.True(log.Block.SequenceEqual(compiled.Block), $"{name}: another state when compiled");
            List<string> said = EngineLogs.Drain(log);
            Assert.Equal(said, EngineLogs.Drain(unwatched));
            Assert.Equal(said, EngineLogs.Drain(compiled));
        }

        private void Cycle(Source[] written, List<NaiveOutput> expected)
        {
            Cycles++;
            ran.Clear();
            log.BeginCycle();
            unwatched.BeginCycle();
            compiled.BeginCycle();
            List<(int, string, object)> values = [.. written.Select(s => (s.Symbol, EngineLogs.Text(s), EngineLogs.Value(s, random)))];
            foreach ((Source source, (_, _, object value)) in written.Zip(values))
            {
                EngineLogs.Write(log, source, new Timestamp(time), value);
                EngineLogs.Write(unwatched, source, new Timestamp(time), value);
                EngineLogs.Write(compiled, source, new Timestamp(time), value);
            }

            ulong sources = written.Aggregate(0UL, (bits, s) => bits | s.Bit);
            log.Run(sources, new Timestamp(time));
            unwatched.Run(sources, new Timestamp(time));
            compiled.Run(sources, new Timestamp(time));
            expected.AddRange(naive.Run(values));

            CheckRuns();
        }

        private void CheckRuns()
        {
            Dictionary<int, int> place = [];
            foreach (int index in ran)
            {
                Require(place.TryAdd(index, place.Count), () => $"{nodes[index].Id} ran twice");
            }

            foreach (GraphNode node in graph.Nodes)
            {
                Require(
                    node.Kind is null || naive.Ran.Contains((node.Symbol, node.Id)) == place.ContainsKey(node.Index),
                    () => $"{node.Id} ran, or did not, against the naive interpreter");
                Require(
                    !place.TryGetValue(node.Index, out int own) || node.Inputs.All(i => place.GetValueOrDefault(i.Producer, -1) < own),
                    () => $"{node.Id} ran before an input");
            }
        }

        private void Require(bool holds, Func<string> otherwise)
        {
            if (!holds)
            {
                Assert.Fail($"{name}: {otherwise()}");
            }
        }

        private void Compare(List<NaiveOutput> expected, List<long> times)
        {
            ReadOnlySpan<Output> said = log.Outbox.Outputs;
            for (int i = 0; i < Math.Max(said.Length, expected.Count); i++)
            {
                NaiveOutput? actual = i < said.Length && graph.Channels[said[i].Channel] is var channel
                    ? new NaiveOutput(channel.Node, channel.Symbol, channel.TimeFrame.ToString(), EngineLogs.Record(log, said[i]))
                    : null;
                NaiveOutput? wanted = i < expected.Count ? expected[i] : null;
                if (!Equals(wanted, actual))
                {
                    Assert.Fail($"{name}, output {i}: expected {wanted}, got {actual}");
                }

                Assert.Equal((log.Header.Sequence, i + 1, times[i]), (said[i].Sequence, said[i].N, said[i].Time.Nanoseconds));
            }

            Outputs += said.Length;
        }
    }
}
