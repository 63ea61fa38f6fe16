using System.Runtime.CompilerServices;

namespace Pawl.Engine;

// A changed pipeline: a log that was warmed up over history takes the states of what did not change from the log before.
public sealed partial class EngineLog
{
    /// <summary>
    /// Goes on where a log of the pipeline before stands: what did not change has its state from there, byte for byte; the rest keeps
    /// what it learnt from history, and the first output of each of these nodes has to say that it was warmed up.
    /// </summary>
    /// <param name="older">The log of the pipeline before; it stays as it is.</param>
    /// <exception cref="ArgumentException">It is another log.</exception>
    public Migration TakeOver(EngineLog older)
    {
        ArgumentNullException.ThrowIfNull(older);
        if (older.Name != Name || !older.Symbols.SequenceEqual(Symbols))
        {
            throw new ArgumentException($"log '{Name}' of {string.Join(", ", Symbols)} cannot take over from log '{older.Name}' of {string.Join(", ", older.Symbols)}", nameof(older));
        }

        Migration migration = Migration.Between(older.Graph, Graph);
        Outbox.Clear();
        Header.Sequence = older.Header.Sequence;
        Header.Time = older.Header.Time;
        // What was written before is older than any later cycle, whichever of the two logs wrote it.
        Header.Cycle = Math.Max(Header.Cycle, older.Header.Cycle);
        foreach ((Source from, Source to) in migration.Sources)
        {
            Copy(older, from.Cell, to.Cell, GraphParts.SourceCellBytes);
        }

        foreach ((int from, int to) in migration.Markets)
        {
            if (older.Graph.MarketOf(from) is > 0 and var had && Graph.MarketOf(to) is > 0 and var here)
            {
                Copy(older, had, here, Unsafe.SizeOf<Cell<Market>>());
            }
        }

        foreach ((int from, int to) in migration.Runners)
        {
            Keep(older, from, to);
        }

        MarkWarmed([.. migration.Runners.Select(r => r.To)]);
        return migration;
    }

    /// <summary>Whether an output is the first of a node that was warmed up; asking takes the mark away.</summary>
    /// <param name="channel">The channel of the output.</param>
    public bool SaysWarmed(int channel)
    {
        if (Header.Warmed == 0 || Graph.Parts.RunnerOf(channel) is not (>= 0 and var runner) || (StatusOf(runner) & NodeStatus.Warmed) == NodeStatus.None)
        {
            return false;
        }

        StatusOf(runner) &= ~NodeStatus.Warmed;
        Header.Warmed--;
        return true;
    }

    private void Copy(EngineLog from, int start, int to, int bytes) => from.block.AsSpan(start, bytes).CopyTo(block.AsSpan(to));

    private void Keep(EngineLog older, int from, int to)
    {
        NodeExtent had = older.Graph.Parts.Extents[from]!;
        NodeExtent here = Graph.Parts.Extents[to]!;
        Copy(older, had.Memory.Start, here.Memory.Start, had.Memory.End - had.Memory.Start);
        NodeRunner runner = Graph.Parts.Runners[to];
        foreach (RegionHandle handle in runner.StateType is { } type ? RegionHandles.Of(type) : [])
        {
            ref int place = ref At<int>(runner.State + handle.Offset);
            int ladder = handle.IsLadder ? had.Ladders.IndexOf(place) : -1;
            place = ladder >= 0 ? here.Ladders[ladder]
                : handle.IsLadder || place == 0 ? place
                : place - had.Memory.Start + here.Memory.Start;
        }

        for (int i = 0; i < had.Ladders.Count; i++)
        {
            KeepLadder(older, had.Ladders[i], here.Ladders[i]);
        }

        StatusOf(to) = older.StatusOf(from);
    }

    private void KeepLadder(EngineLog older, int from, int to)
    {
        LadderRegion had = older.LadderAt(from);
        while (LadderAt(to).Pages < had.Pages)
        {
            Grow(to);
        }

        ref LadderRegion here = ref LadderAt(to);
        block.AsSpan(here.Offset, LadderRegion.Bytes(here.Pages, here.ElementBytes)).Clear();
        Copy(older, had.Offset, here.Offset, had.Used * LadderPage.Size);
        Copy(older, had.Offset + (had.Pages * LadderPage.Size), here.Offset + (here.Pages * LadderPage.Size), had.Used * had.PageBytes);
        here.Used = had.Used;
    }

    private void MarkWarmed(HashSet<int> kept)
    {
        (Header.Asleep, Header.Warmed) = (0, 0);
        foreach (NodeRunner runner in Graph.Parts.Runners)
        {
            int computes = runner.IsAlias ? Graph.Parts.WokenBy[runner.Index][0] : runner.Index;
            ref NodeStatus status = ref StatusOf(runner.Index);
            status = kept.Contains(computes) || runner.Channel < 0 ? status : status | NodeStatus.Warmed;
            Header.Asleep += (status & NodeStatus.Asleep) != NodeStatus.None ? 1 : 0;
            Header.Warmed += (status & NodeStatus.Warmed) != NodeStatus.None ? 1 : 0;
        }
    }
}
