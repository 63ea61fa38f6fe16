using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>Where the memory of one node lies.</summary>
/// <param name="Regions">For each region in the order of Init: its offset, or its index in the ladder table.</param>
/// <param name="Reads">Offsets of the cells that it reads, with their sizes.</param>
internal sealed record NodeExtent(BlockRange Memory, List<int> Regions, List<int> Ladders, List<BlockRange> Reads)
{
    /// <summary>The table of an input that takes many sources.</summary>
    public BlockRange? Table { get; init; }
}

/// <summary>A declared node of a symbol.</summary>
internal sealed record NodeName(int Symbol, string Id);

/// <summary>What the compiler hands to a <see cref="Graph"/>.</summary>
internal sealed class GraphParts
{
    public required string Name { get; init; }

    public required ImmutableArray<string> Symbols { get; init; }

    public required ImmutableArray<string> DeclaredSymbols { get; init; }

    public required bool CrossesSymbols { get; init; }

    public required ImmutableArray<Source> Sources { get; init; }

    /// <summary>For each symbol the cell of its <see cref="Market"/>; 0 where no node asks.</summary>
    public required ImmutableArray<int> Markets { get; init; }

    public required ImmutableArray<GraphNode> Nodes { get; init; }

    public required ImmutableArray<Channel> Channels { get; init; }

    /// <summary>Nodes and aliases in the order in which they run.</summary>
    public required NodeRunner[] Runners { get; init; }

    /// <summary>Whether any of them is of a managed kind.</summary>
    public bool HasManaged => Array.Exists(Runners, r => r.IsManaged);

    /// <summary>Memory of each runner; null for an alias, which has none.</summary>
    public required NodeExtent?[] Extents { get; init; }

    /// <summary>What each runner is; an alias is what its node is.</summary>
    public required Makeup[] Makeups { get; init; }

    /// <summary>What wakes each runner directly: the index of another runner, or of a source as its complement.</summary>
    public required int[][] WokenBy { get; init; }

    public required byte[] Initial { get; init; }

    public required int DriverOffset { get; init; }

    public required int DriverBytes { get; init; }

    public required int DriverChannels { get; init; }

    public required int DriverMessages { get; init; }

    /// <summary>Channels of node errors: the first, then one per runner.</summary>
    public required int ErrorChannels { get; init; }

    /// <summary>One <see cref="NodeStatus"/> per runner.</summary>
    public required int StatusOffset { get; init; }

    public required int LadderTable { get; init; }

    /// <summary>The runner that computes a declared node of a symbol.</summary>
    public required IReadOnlyDictionary<NodeName, int> NodeOf { get; init; }

    /// <summary>What the block holds, part by part: sources, driver, nodes and aliases.</summary>
    public required ImmutableArray<StateEntry> StateEntries { get; init; }

    /// <summary>The entries as they stand in a saved state.</summary>
    public Lazy<byte[]> StateTable { get; }

    /// <summary>What a saved block has to fulfil.</summary>
    public Lazy<BlockCheck> BlockCheck { get; }

    public GraphParts()
    {
        StateTable = new Lazy<byte[]>(() => Engine.StateTable.Write(StateEntries));
        BlockCheck = new Lazy<BlockCheck>(() => new BlockCheck(this));
        channelOwners = new Lazy<int[]>(ChannelOwners);
    }

    public Plan MakePlan(ulong sources)
    {
        List<NodeRunner> runners = [];
        List<BlockRange> ranges =
        [
            new(0, Unsafe.SizeOf<BlockHeader>()),
            new(StatusOffset, StatusOffset + ((Runners.Length + 7) & ~7)),
            new(DriverOffset, DriverOffset + DriverBytes),
            new(LadderTable, Initial.Length < LadderTable ? LadderTable : LadderTable + (Unsafe.SizeOf<LadderRegion>() * LadderCount)),
        ];
        List<int> ladders = [];
        foreach (Source source in Sources)
        {
            ranges.Add(new BlockRange(source.Cell, source.Cell + SourceCellBytes));
        }

        foreach (NodeRunner runner in Runners)
        {
            if ((runner.Sources & sources) == 0)
            {
                continue;
            }

            runners.Add(runner);
            if (Extents[runner.Index] is { } extent)
            {
                ranges.Add(extent.Memory);
                ranges.AddRange(extent.Reads);
                ladders.AddRange(extent.Ladders);
            }
        }

        ladders.Sort();
        return new Plan(sources, [.. runners], PlanSegments.Of(this, runners), Merge(ranges), [.. ladders]);
    }

    /// <summary>The runner that publishes on a channel; −1 where it is a source, an error or the driver's.</summary>
    public int RunnerOf(int channel) => channelOwners.Value[channel];

    private readonly Lazy<int[]> channelOwners;

    private int[] ChannelOwners()
    {
        int[] owners = new int[Channels.Length];
        Array.Fill(owners, -1);
        foreach (NodeRunner runner in Runners.Where(r => r.Channel >= 0))
        {
            owners.AsSpan(runner.Channel, runner.Channels).Fill(runner.Index);
        }

        return owners;
    }

    public int LadderCount { get; init; }

    /// <summary>Every source takes the room of the largest cell, a candle's, so that one size serves all.</summary>
    public static readonly int SourceCellBytes = Unsafe.SizeOf<Cell<Types.Candle>>();

    /// <summary>Sorts ranges and joins those that touch or nearly do: copying a small gap costs less than another copy.</summary>
    private static BlockRange[] Merge(List<BlockRange> ranges)
    {
        const int Gap = 64;
        List<BlockRange> merged = [];
        ranges.RemoveAll(r => r.End == r.Start);
        ranges.Sort((a, b) => a.Start - b.Start);
        foreach (BlockRange range in ranges)
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End + Gap)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, range.End) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }
}
