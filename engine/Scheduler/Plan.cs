namespace Pawl.Engine;

/// <summary>The nodes that a set of sources concerns, in the order of (rank, id). Nothing is searched or sorted per event.</summary>
public sealed class Plan
{
    internal Plan(ulong sources, NodeRunner[] nodes, PlanSegments? segments, BlockRange[] ranges, int[] ladders)
    {
        Segments = segments;
        Sources = sources;
        Runners = nodes;
        Ranges = ranges;
        Ladders = ladders;
        Code = new Lazy<PlanCode>(() => PlanCode.Of(this));
    }

    /// <summary>The sources, one bit each; bit 63 stands for all from the 64th on.</summary>
    internal ulong Sources { get; }

    internal NodeRunner[] Runners { get; }

    /// <summary>How to pass over the parts of a long plan that a cycle does not concern; null for a short one.</summary>
    internal PlanSegments? Segments { get; }

    /// <summary>The same as code, compiled when a log first wants it.</summary>
    internal Lazy<PlanCode> Code { get; }

    /// <summary>What the nodes read and write, for a preview's copy: merged, ascending.</summary>
    internal BlockRange[] Ranges { get; }

    /// <summary>Ladders of the nodes; they move when they grow, so they are not among the ranges.</summary>
    internal int[] Ladders { get; }

    /// <summary>Number of nodes that the sources reach.</summary>
    public int Count => Runners.Length;
}

/// <summary>A range of bytes of a block.</summary>
internal sealed record BlockRange(int Start, int End);
