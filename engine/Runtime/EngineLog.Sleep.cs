using Pawl.Types;

namespace Pawl.Engine;

// A node that throws fails alone: what it said in this cycle is taken back, the failure is an output, and it sleeps.
// Since a node writes only its own state and outputs, nothing else has to be undone.
public sealed partial class EngineLog
{
    /// <summary>Ids of the nodes that have failed and sleep.</summary>
    public IEnumerable<string> SleepingNodes => Graph.Nodes.Where(n => (StatusOf(n.Index) & NodeStatus.Asleep) != NodeStatus.None).Select(n => n.Id);

    internal bool IsAsleep(NodeRunner node) => (StatusOf(node.Index) & NodeStatus.Asleep) != NodeStatus.None;

    private ref NodeStatus StatusOf(int runner) => ref At<NodeStatus>(Graph.Parts.StatusOffset + runner);

    internal void PutToSleep(NodeRunner node, Exception failure, int mark, in Ctx c)
    {
        Outbox.CutBack(node.Channel, node.Channels, mark);
        c.At<NodeStatus>(Graph.Parts.StatusOffset + node.Index) |= NodeStatus.Asleep;
        c.At<BlockHeader>(0).Asleep++;
        string reason = failure is LadderFullException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";
        NodeError error = new() { Error = Text64.From(reason) };
        Outbox.Add(Graph.Parts.ErrorChannels + node.Index, c.Time, in error);
    }

    /// <summary>Whether there is a node of this id that is needed.</summary>
    public bool HasNode(string id, int symbol = 0) => Graph.Parts.NodeOf.ContainsKey(new NodeName(symbol, id));

    /// <summary>Empties a node's state, as if it had never run, and wakes it if it slept; equal nodes share their state.</summary>
    /// <param name="id">An id under which it is declared.</param>
    /// <param name="symbol">Index into <see cref="Graph.Symbols"/>.</param>
    /// <exception cref="ArgumentException">There is no such node, or nothing needs it.</exception>
    public void Reset(string id, int symbol = 0)
    {
        if (!Graph.Parts.NodeOf.TryGetValue(new NodeName(symbol, id), out int index))
        {
            throw new ArgumentException($"there is no node '{id}' to reset; 'pawl dag' shows the nodes", nameof(id));
        }

        NodeRunner runner = Graph.Parts.Runners[index];
        runner.Initialize(new BlockReset(this, Graph.Parts.Extents[index]!));
        ref NodeStatus status = ref StatusOf(index);
        if ((status & NodeStatus.Asleep) != NodeStatus.None)
        {
            Header.Asleep--;
            status &= ~NodeStatus.Asleep;
        }
    }

    /// <summary>Hands a node its regions again, emptied.</summary>
    private sealed class BlockReset(EngineLog log, NodeExtent extent) : BlockImage
    {
        public override int Claim(int ordinal, int bytes)
        {
            int offset = extent.Regions[ordinal];
            log.block.AsSpan(offset, bytes).Clear();
            return offset;
        }

        public override int ClaimLadder(int ordinal, int elementBytes, int maxPages, int reserve)
        {
            int index = extent.Regions[ordinal];
            ref LadderRegion region = ref log.LadderAt(index);
            log.block.AsSpan(region.Offset, LadderRegion.Bytes(region.Pages, region.ElementBytes)).Clear();
            region.Used = 0;
            return index;
        }

        public override Span<byte> Range(int offset, int length) => log.block.AsSpan(offset, length);
    }
}
