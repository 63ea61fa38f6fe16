using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>An account as a store holds it: its log, which has no inputs of its own, and where it stood with the last commit.</summary>
/// <param name="Log">Its log.</param>
/// <param name="State">The parts of its state, with their checksums.</param>
public sealed record StoredAccount(StoredLog Log, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> State)
{
    /// <summary>A part of the state; null where there is none.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public ReadOnlyMemory<byte>? Part(string name)
    {
        if (!State.TryGetValue(name, out ReadOnlyMemory<byte> whole))
        {
            return null;
        }

        if (whole.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(whole.Span[^sizeof(uint)..]) != Crc32C.Of(whole.Span[..^sizeof(uint)]))
        {
            throw new StoreException($"account {Log.Name}: the part '{name}' of its state is damaged; restore the store from a copy, or choose another store");
        }

        return whole[..^sizeof(uint)];
    }
}
