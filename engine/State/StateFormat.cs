using Pawl.Types;

namespace Pawl.Engine;

/// <summary>
/// A saved state: magic, format, length of the whole; pipeline, log; the table of what the block holds; the block;
/// CRC-32C of everything before it.
/// </summary>
internal static class StateFormat
{
    /// <summary>Raised when the order or the meaning of these parts, or of the block's header, changes.</summary>
    public const int Version = 2;

    public static ReadOnlySpan<byte> Magic => "PAWLSTAT"u8;

    /// <summary>Magic, format, length.</summary>
    public const int PrefixBytes = 8 + sizeof(int) + sizeof(long);

    /// <summary>Everything between the prefix and the checksum, once both are known to be right.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> state)
    {
        if (state.Length < PrefixBytes || !state.StartsWith(Magic))
        {
            throw new StateException("these bytes are not a saved state");
        }

        StateReader reader = new(state[Magic.Length..]);
        int version = reader.Int32();
        if (version != Version)
        {
            throw new StateException($"the state has format {version}, this program reads format {Version}: use the program that wrote it, or begin from the log's first event");
        }

        long length = reader.Int64();
        if (length != state.Length || length < PrefixBytes + sizeof(uint))
        {
            StateException.ThrowDamaged($"it should have {length} bytes and has {state.Length}");
        }

        StateReader end = new(state[^sizeof(uint)..]);
        if ((uint)end.Int32() != Crc32C.Of(state[..^sizeof(uint)]))
        {
            StateException.ThrowDamaged("its checksum is wrong");
        }

        return state[PrefixBytes..^sizeof(uint)];
    }
}
