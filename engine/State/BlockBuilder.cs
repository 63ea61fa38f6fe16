using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>
/// Lays out a block once, when a graph is compiled: header, sources, nodes (cell, state and regions side by side, so
/// that a preview copies one range a node), then the ladder table and the ladders, which may grow and so come last.
/// </summary>
internal sealed class BlockBuilder : BlockImage
{
    /// <summary>No block is larger, so that offsets and sizes fit 31 bits with room to grow.</summary>
    public const int MaxBytes = 1 << 30;

    private byte[] bytes = new byte[4096];
    private int used = Unsafe.SizeOf<BlockHeader>();
    private readonly List<LadderRegion> ladders = [];
    private List<int> current = [];

    public IReadOnlyList<LadderRegion> Ladders => ladders;

    public int Position => used;

    /// <summary>Begins a node: from now on its regions are recorded in the returned list.</summary>
    public List<int> BeginNode() => current = [];

    /// <summary>Takes room for one value, all zero, aligned to 8 bytes.</summary>
    public int Take(int size)
    {
        int offset = used;
        int end = checked(used + Aligned(size));
        if (end > MaxBytes)
        {
            throw new OverflowException($"a block of {end} bytes is larger than {MaxBytes}");
        }

        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(end, bytes.Length * 2));
        }

        used = end;
        return offset;
    }

    /// <summary>The room that a value takes.</summary>
    public static int Aligned(int size) => (size + 7) & ~7;

    public ref T At<T>(int offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref bytes[offset]);

    public override Span<byte> Range(int offset, int length) => bytes.AsSpan(offset, length);

    public override int Claim(int ordinal, int bytes)
    {
        int offset = Take(bytes);
        current.Add(offset);
        return offset;
    }

    public override int ClaimLadder(int ordinal, int elementBytes, int maxPages, int reserve)
    {
        if (LadderRegion.Bytes(maxPages, elementBytes) > MaxBytes)
        {
            throw new OverflowException($"a ladder of {maxPages} pages is larger than {MaxBytes} bytes");
        }

        int pages = Math.Min(maxPages, Math.Max(4, 2 * reserve));
        ladders.Add(new LadderRegion { Pages = pages, MaxPages = maxPages, ElementBytes = elementBytes, Reserve = reserve });
        current.Add(ladders.Count - 1);
        return ladders.Count - 1;
    }

    /// <summary>Places the ladders and returns the finished initial block.</summary>
    public byte[] Finish(out int ladderTable)
    {
        ladderTable = Take(ladders.Count * Unsafe.SizeOf<LadderRegion>());
        for (int i = 0; i < ladders.Count; i++)
        {
            LadderRegion region = ladders[i];
            region.Offset = Take(LadderRegion.Bytes(region.Pages, region.ElementBytes));
            At<LadderRegion>(ladderTable + (i * Unsafe.SizeOf<LadderRegion>())) = region;
        }

        ref BlockHeader header = ref At<BlockHeader>(0);
        header.LadderTable = ladderTable;
        header.LadderCount = ladders.Count;
        return MemoryMarshal.CreateReadOnlySpan(ref bytes[0], used).ToArray();
    }
}
