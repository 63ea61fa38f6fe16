using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>
/// Gives a kind its regions, in <c>Init</c>. The first time it decides where they lie; at a reset it hands out the same
/// places again, emptied.
/// </summary>
public ref struct Layout
{
    private readonly BlockImage image;
    private int next;

    internal Layout(BlockImage image)
    {
        this.image = image;
    }

    /// <summary>A fixed number of elements, all zero.</summary>
    public Window<T> Window<T>(int length) where T : unmanaged =>
        new() { Offset = Claim<T>(length), Length = length };

    /// <summary>A ring of the newest <paramref name="capacity"/> elements.</summary>
    public Ring<T> Ring<T>(int capacity) where T : unmanaged =>
        new() { Offset = Claim<T>(capacity), Capacity = capacity };

    /// <summary>A list of at most <paramref name="capacity"/> elements.</summary>
    public BoundedList<T> List<T>(int capacity) where T : unmanaged =>
        new() { Offset = Claim<T>(capacity), Capacity = capacity };

    /// <summary>A ladder of at most <paramref name="maxPages"/> pages of 64 keys, of which a step opens at most <paramref name="pagesPerStep"/>.</summary>
    public Ladder<T> Ladder<T>(int maxPages, int pagesPerStep = 1) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPages, pagesPerStep);
        return new Ladder<T> { Region = image.ClaimLadder(next++, Unsafe.SizeOf<T>(), maxPages, pagesPerStep) };
    }

    private int Claim<T>(int length) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return image.Claim(next++, checked(length * Unsafe.SizeOf<T>()));
    }
}

/// <summary>Decides, or remembers, where the regions of a node lie.</summary>
internal abstract class BlockImage
{
    /// <summary>The offset of the node's region number <paramref name="ordinal"/>, all zero.</summary>
    public abstract int Claim(int ordinal, int bytes);

    /// <summary>The index of the node's ladder in the region table, empty.</summary>
    public abstract int ClaimLadder(int ordinal, int elementBytes, int maxPages, int reserve);

    /// <summary>The bytes of a cell or a state.</summary>
    public abstract Span<byte> Range(int offset, int length);
}
