using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>
/// What every block of a graph fulfils, whatever happened to it. A block is read by offsets without a check, so one from
/// outside is held against this first. Made once for a graph.
/// </summary>
internal sealed class BlockCheck
{
    private readonly GraphParts parts;
    private readonly List<int> cells = [];
    private readonly List<BlockRange> tables = [];
    private readonly List<(int At, RegionHandle Handle, long[] Allowed)> handles = [];

    public BlockCheck(GraphParts parts)
    {
        this.parts = parts;
        cells.AddRange(parts.Sources.Select(s => s.Cell));
        cells.AddRange(parts.Markets.Where(cell => cell != 0));
        foreach (NodeRunner runner in parts.Runners.Where(r => !r.IsAlias))
        {
            cells.Add(runner.Cell);
            if (parts.Extents[runner.Index]!.Table is { } table)
            {
                tables.Add(table);
            }

            if (runner.StateType is { } type)
            {
                AddHandles(runner.State, RegionHandles.Of(type));
            }
        }
    }

    /// <exception cref="StateException">The block breaks an invariant.</exception>
    public void Check(ReadOnlySpan<byte> block)
    {
        Require(block.Length >= parts.Initial.Length && (parts.LadderCount > 0 || block.Length == parts.Initial.Length), "the block has another length");
        CheckHeader(block);
        long cycle = Read<BlockHeader>(block, 0).Cycle;
        foreach (int cell in cells)
        {
            long written = Read<long>(block, cell);
            Require(written >= 0 && written <= cycle, "a value comes from the future");
        }

        foreach (BlockRange table in tables)
        {
            Require(block[table.Start..table.End].SequenceEqual(parts.Initial.AsSpan(table.Start..table.End)), "a table of inputs differs");
        }

        foreach ((int at, RegionHandle handle, long[] allowed) in handles)
        {
            Require(allowed.Contains(Read<long>(block, at)), "a region lies elsewhere");
            CheckCounters(block, at, handle);
        }

        for (int i = 0; i < parts.LadderCount; i++)
        {
            CheckLadder(block, i);
        }
    }

    /// <summary>A kind may swap its regions of one type, so a handle may be any of those that its node was given.</summary>
    private void AddHandles(int state, List<RegionHandle> found)
    {
        foreach (IGrouping<Type, RegionHandle> same in found.GroupBy(h => h.Type))
        {
            long[] allowed = [0, .. same.Select(h => Read<long>(parts.Initial, state + h.Offset)).Distinct()];
            handles.AddRange(same.Select(h => (state + h.Offset, h, allowed)));
        }
    }

    private void CheckHeader(ReadOnlySpan<byte> block)
    {
        BlockHeader initial = Read<BlockHeader>(parts.Initial, 0);
        BlockHeader header = Read<BlockHeader>(block, 0);
        ReadOnlySpan<byte> status = block.Slice(parts.StatusOffset, parts.Runners.Length);
        Require(header.Sequence >= 0 && header.Cycle >= 0 && header.LaddersWantRoom == 0 && header.NoCycle == 0, "the header makes no sense");
        Require(header.LadderTable == initial.LadderTable && header.LadderCount == initial.LadderCount, "the table of ladders lies elsewhere");
        Require(!status.ContainsAnyExceptInRange((byte)0, (byte)(NodeStatus.Asleep | NodeStatus.Warmed)), "a node is in a state that there is not");
        Require(Count(status, NodeStatus.Asleep) == header.Asleep, "the sleeping nodes do not add up");
        Require(Count(status, NodeStatus.Warmed) == header.Warmed, "the nodes that were warmed up do not add up");
    }

    private static int Count(ReadOnlySpan<byte> statuses, NodeStatus of)
    {
        int count = 0;
        foreach (byte status in statuses)
        {
            count += ((NodeStatus)status & of) != NodeStatus.None ? 1 : 0;
        }

        return count;
    }

    private static void CheckCounters(ReadOnlySpan<byte> block, int at, RegionHandle handle)
    {
        int capacity = Read<int>(block, at + sizeof(int));
        int third = handle.IsRing || handle.IsList ? Read<int>(block, at + (2 * sizeof(int))) : 0;
        int fourth = handle.IsRing ? Read<int>(block, at + (3 * sizeof(int))) : 0;
        Require(third >= 0 && third <= capacity && fourth >= 0 && fourth <= capacity, "a region holds more than it can");
        Require(!handle.IsRing || capacity == 0 || third < capacity, "a ring goes on beyond its end");
    }

    private void CheckLadder(ReadOnlySpan<byte> block, int index)
    {
        int at = parts.LadderTable + (index * Unsafe.SizeOf<LadderRegion>());
        LadderRegion initial = Read<LadderRegion>(parts.Initial, at);
        LadderRegion region = Read<LadderRegion>(block, at);
        Require(
            region.MaxPages == initial.MaxPages && region.ElementBytes == initial.ElementBytes && region.Reserve == initial.Reserve,
            "a ladder was made for something else");
        Require(region.Pages >= initial.Pages && region.Pages <= region.MaxPages && region.Used >= 0 && region.Used <= region.Pages, "a ladder holds more than it can");
        int first = parts.LadderTable + (parts.LadderCount * Unsafe.SizeOf<LadderRegion>());
        Require(
            region.Offset >= first && region.Offset % sizeof(long) == 0 && region.Offset <= block.Length - LadderRegion.Bytes(region.Pages, region.ElementBytes),
            "a ladder lies outside the block");
        ReadOnlySpan<LadderPage> pages = MemoryMarshal.Cast<byte, LadderPage>(block.Slice(region.Offset, region.Used * LadderPage.Size));
        for (int i = 0; i < pages.Length; i++)
        {
            Require(pages[i].Slot >= 0 && pages[i].Slot < region.Used && (i == 0 || pages[i - 1].Key < pages[i].Key), "the pages of a ladder are out of order");
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> block, int at) where T : unmanaged => MemoryMarshal.Read<T>(block[at..]);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            StateException.ThrowDamaged(otherwise);
        }
    }
}
