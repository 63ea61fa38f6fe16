using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench.Rows;

/// <summary>What the graph itself costs: nodes that only count, in fan-out, in a chain, and few among many that sleep.</summary>
internal static class EmptyNodes
{
    private const int Nodes = 1000;
    private const double NanosecondsANode = 4;

    public static IEnumerable<Row> Make(bool quick)
    {
        int events = quick ? 2_000 : 10_000;
        var one = new Run(FanOut(1), events * 100);
        var calls = new VirtualCalls(Nodes, events);
        yield return new Row("event with 1 empty node", "virtual call that counts", Goal.None, one.Events, "event", one.Go, new VirtualCalls(1, one.Events).Go);
        yield return new Row("1 000 empty nodes side by side", "1 000 virtual calls", Goal.AtMostEach(NanosecondsANode), events * Nodes, "node", new Run(FanOut(Nodes), events).Go, calls.Go);
        yield return new Row("1 000 empty nodes in a chain", "1 000 virtual calls", Goal.AtMostEach(NanosecondsANode), events * Nodes, "node", new Run(Chain(Nodes), events).Go, calls.Go);

        foreach (int count in new[] { 24, Nodes })
        {
            int passes = events * Nodes / count / 100 * 100;
            var compiled = new Run(Chain(count), passes, Executor.Compiled);
            var reference = new Run(Chain(count), passes);
            yield return new Row($"{count} empty nodes in a chain, compiled", "by the reference executor", Goal.None, (double)passes * count, "node", compiled.Go, reference.Go);
        }

        var few = new Run(Among(10), events * 10);
        foreach (int all in new[] { 1_000, 10_000 })
            yield return new Row($"10 of {all} nodes run", "10 of 10 nodes", Goal.AtMostTimes(1.2), few.Events, "event", new Run(Among(all), few.Events).Go, few.Go);
    }

    private static NodeDeclaration[] FanOut(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Pipelines.Node("bench_tick", i, "tick"))];

    private static NodeDeclaration[] Chain(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i == 0 ? Pipelines.Node("bench_tick", 0, "tick") : Pipelines.Node("bench_value", i, $"indicator(n{i - 1:00000})"))];

    /// <summary>Ten nodes that ticks wake, evenly among those that quotes would wake.</summary>
    private static NodeDeclaration[] Among(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i % (count / 10) == 0 ? Pipelines.Node("bench_tick", i, "tick") : Pipelines.Node("bench_quote", i, "quote"))];

    /// <summary>Ticks of one second through a graph.</summary>
    private sealed class Run
    {
        private readonly InputEvent[] _batch = EventBatch.Room(100);
        private readonly EngineLog _log;
        private readonly CandleDriver _driver;

        public Run(NodeDeclaration[] nodes, int events, Executor executor = Executor.Reference)
        {
            Events = events;
            Graph graph = Pipelines.OfCounters([.. nodes, Pipelines.Keep(nodes)]);
            _driver = new CandleDriver(graph);
            _log = EngineLog.Create(graph, "X");
            _log.Executor = executor;
            foreach (ref InputEvent e in _batch.AsSpan())
            {
                e.Time = Timestamp.FromUnixSeconds(1);
                e.Tick.Price = new Price(Price.Scale);
                e.Tick.Size = new Quantity(Quantity.Scale);
            }
        }

        public int Events { get; }

        public void Go()
        {
            for (int done = 0; done < Events; done += _batch.Length)
                _driver.Process(_log, _batch);
            Sink.Take(_log.Header.Cycle);
        }
    }

    /// <summary>The least that calling so many nodes one after the other can cost.</summary>
    private sealed class VirtualCalls(int nodes, int events)
    {
        private readonly Counter[] _counters = [.. Enumerable.Range(0, nodes).Select(i => i % 2 == 0 ? new Counter() : new OtherCounter())];

        public void Go()
        {
            for (int i = 0; i < events; i++)
            {
                foreach (Counter counter in _counters)
                    counter.Count();
            }

            Sink.Take(_counters[^1].Value);
        }

        private class Counter
        {
            public long Value { get; protected set; }

            public virtual void Count() => Value++;
        }

        private sealed class OtherCounter : Counter
        {
            public override void Count() => Value += 2;
        }
    }
}
