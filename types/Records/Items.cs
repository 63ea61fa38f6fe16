using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>
/// An array in a record, whose elements lie behind the record's own bytes: it holds where and how many, so that a record
/// with arrays can be copied and moved as a whole. Its field says with <see cref="FieldAttribute.MaxItems"/> how many there
/// may be.
/// </summary>
/// <typeparam name="T">A record without arrays, or a single value such as <see cref="Price"/>.</typeparam>
/// <param name="Offset">Bytes from the start of the record to the first element.</param>
/// <param name="Count">The number of elements.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Items<T>(int Offset, int Count)
    where T : unmanaged
{
    /// <summary>The elements in the bytes of their record.</summary>
    public ReadOnlySpan<T> In(ReadOnlySpan<byte> record) =>
        MemoryMarshal.Cast<byte, T>(record.Slice(Offset, Count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));
}
