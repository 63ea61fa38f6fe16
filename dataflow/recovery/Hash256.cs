using System.Buffers;
using System.Security.Cryptography;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Pawl.Recovery;

/// <summary>A SHA-256, as a value.</summary>
public readonly struct Hash256 : IEquatable<Hash256>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <param name="bytes">32 bytes.</param>
    public Hash256(ReadOnlySpan<byte> bytes)
    {
        (first, second) = (ReadUInt64BigEndian(bytes), ReadUInt64BigEndian(bytes[8..]));
        (third, fourth) = (ReadUInt64BigEndian(bytes[16..]), ReadUInt64BigEndian(bytes[24..]));
    }

    public static bool operator ==(Hash256 left, Hash256 right) => left.Equals(right);

    public static bool operator !=(Hash256 left, Hash256 right) => !left.Equals(right);

    public bool Equals(Hash256 other) => first == other.first && second == other.second && third == other.third && fourth == other.fourth;

    public override bool Equals(object? obj) => obj is Hash256 other && Equals(other);

    public override int GetHashCode() => first.GetHashCode();

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool holds = text.Length == 2 * Size && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
        hash = holds ? new Hash256(bytes) : default;
        return holds;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> to)
    {
        WriteUInt64BigEndian(to, first);
        WriteUInt64BigEndian(to[8..], second);
        WriteUInt64BigEndian(to[16..], third);
        WriteUInt64BigEndian(to[24..], fourth);
    }

    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Hexadecimal, in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
