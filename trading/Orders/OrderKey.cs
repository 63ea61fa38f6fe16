using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Our id of an order as three numbers, so that it is found without making a string.</summary>
internal readonly record struct OrderKey(ulong First, ulong Second, ulong Third)
{
    public static OrderKey Of(in Text24 id)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(id);
        return new OrderKey(words[0], words[1], words[2]);
    }

    /// <summary>False where the text is longer than any id of ours.</summary>
    public static bool TryOf(in Text64 id, out OrderKey key)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(id);
        key = new OrderKey(words[0], words[1], words[2]);
        return !words[3..].ContainsAnyExcept(0UL);
    }
}
