using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pawl.Recovery;

/// <summary>
/// The chain over the records of an output log: each hash is SHA-256 over the hash before it, the number of the input event and
/// the canonical lines that this event caused. Neither epoch nor run nor tag is part of it, so that a run that was
/// interrupted has the chain of one that was not. Begins with 32 zero bytes.
/// </summary>
public sealed class HashChain
{
    private const int HeadBytes = Hash256.Size + sizeof(long);

    private byte[] content = new byte[1024];

    /// <summary>The hash of the last record.</summary>
    public Hash256 Hash { get; private set; }

    /// <summary>Goes on from another hash.</summary>
    public void Restart(Hash256 hash) => Hash = hash;

    /// <summary>Adds a record.</summary>
    public Hash256 Append(long sequence, ReadOnlySpan<byte> lines)
    {
        int length = HeadBytes + lines.Length;
        if (content.Length < length)
        {
            content = new byte[Math.Max(length, content.Length * 2)];
        }

        Hash.CopyTo(content);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(Hash256.Size), sequence);
        lines.CopyTo(content.AsSpan(HeadBytes));
        Span<byte> hash = stackalloc byte[Hash256.Size];
        SHA256.HashData(content.AsSpan(0, length), hash);
        return Hash = new Hash256(hash);
    }
}
