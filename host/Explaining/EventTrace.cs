using Pawl.Candles;
using Pawl.Engine;

namespace Pawl.Host.Explaining;

/// <summary>One run of a node: what it read, and its state before and after.</summary>
internal sealed class NodeRun(HeldValue[] inputs, IReadOnlyList<StateNumber> before, int outputsBefore)
{
    public IReadOnlyList<HeldValue> Inputs => inputs;

    public IReadOnlyList<StateNumber> Before => before;

    public IReadOnlyList<StateNumber> After { get; set; } = [];

    /// <summary>How many outputs the event had made until then.</summary>
    public int OutputsBefore => outputsBefore;
}

/// <summary>What happened at one event: the runs of the nodes that are asked for, and all outputs.</summary>
internal sealed class EventTrace
{
    private readonly Dictionary<(int Node, long Cycle), NodeRun> runs = [];

    /// <param name="log">The log before the event; it is processed.</param>
    /// <param name="driver">The log's driver.</param>
    /// <param name="e">The event.</param>
    /// <param name="position">Its place among the events of the log, from 0.</param>
    /// <param name="nodes">The nodes whose runs are to be seen.</param>
    public EventTrace(EngineLog log, CandleDriver driver, in InputEvent e, int position, IReadOnlySet<int> nodes)
    {
        Position = position;
        Event = e;
        Dictionary<int, GraphNode> known = log.Graph.Nodes.Where(n => nodes.Contains(n.Index)).ToDictionary(n => n.Index);
        (int Node, NodeRun Run)? last = null;
        log.Observer = (node, cycle) =>
        {
            EndLast();
            if (known.TryGetValue(node, out GraphNode? of))
            {
                NodeRun run = new([.. of.Inputs.Select(i => log.ValueOf(i.Producer))], log.StateOf(node), log.Outbox.Outputs.Length);
                runs[(node, cycle)] = run;
                last = (node, run);
            }
        };
        driver.Process(log, [e]);
        EndLast();
        log.Observer = null;
        Sequence = log.Header.Sequence;
        Outputs = [.. log.Outbox.Outputs];
        Records = [.. Outputs.Select(o => log.Outbox.Record(in o, log.Graph.Channels[o.Channel].Schema.Size).ToArray())];

        // A node changes its state only when it runs, so the next one to run finds it as it was left.
        void EndLast()
        {
            if (last is var (node, run))
            {
                run.After = log.StateOf(node);
                last = null;
            }
        }
    }

    public int Position { get; }

    public InputEvent Event { get; }

    public long Sequence { get; }

    public IReadOnlyList<Output> Outputs { get; }

    /// <summary>The bytes of each output.</summary>
    public IReadOnlyList<byte[]> Records { get; }

    /// <summary>The run of a node in a cycle; null where it was not seen.</summary>
    public NodeRun? RunOf(int node, long cycle) => runs.GetValueOrDefault((node, cycle));

    /// <summary>The cycle in which a node made an output.</summary>
    /// <param name="node">The node.</param>
    /// <param name="output">The output's place among all of the event, from 0.</param>
    public long? CycleOf(int node, int output) => runs.Where(r => r.Key.Node == node && r.Value.OutputsBefore <= output).Max(r => (long?)r.Key.Cycle);
}
