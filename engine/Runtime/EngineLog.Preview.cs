namespace Pawl.Engine;

// A preview runs on another log that holds a copy of just what the plan touches: the committed block cannot be reached.
public sealed partial class EngineLog
{
    /// <summary>A log to preview on; make one and use it again.</summary>
    public EngineLog CreateScratch() => new(Graph, Name, Symbols, new byte[length]) { IsScratch = true };

    /// <summary>A log to preview on that holds a copy of everything.</summary>
    public EngineLog ForkScratch() => new(Graph, Name, Symbols, Block.ToArray()) { IsScratch = true };

    /// <summary>Whether it is a log to preview on.</summary>
    public bool IsScratch { get; private init; }

    /// <summary>Copies into <paramref name="scratch"/> what the nodes of a set of sources read and write.</summary>
    public void CopyTo(EngineLog scratch, ulong sources)
    {
        // What a ladder grew into in an earlier preview is given up, or the scratch would grow for ever.
        scratch.length = length;
        if (scratch.block.Length < length)
        {
            scratch.block = new byte[block.Length];
        }

        Plan plan = Graph.PlanOf(sources);
        foreach (BlockRange range in plan.Ranges)
        {
            block.AsSpan(range.Start, range.End - range.Start).CopyTo(scratch.block.AsSpan(range.Start));
        }

        foreach (int ladder in plan.Ladders)
        {
            LadderRegion region = LadderAt(ladder);
            block.AsSpan(region.Offset, LadderRegion.Bytes(region.Pages, region.ElementBytes)).CopyTo(scratch.block.AsSpan(region.Offset));
        }

        scratch.Outbox.Clear();
    }
}
