using System.Numerics;
using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>CRC-32C (Castagnoli), which processors compute themselves: eight bytes at a time.</summary>
public static class Crc32C
{
    /// <summary>Where <see cref="Continue"/> begins.</summary>
    public const uint OfNothing = ~0u;

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Continue(OfNothing, bytes);

    /// <summary>Continues a checksum; the caller complements it at the end.</summary>
    public static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        foreach (byte one in bytes[(words.Length * sizeof(ulong))..])
        {
            checksum = BitOperations.Crc32C(checksum, one);
        }

        return checksum;
    }
}
