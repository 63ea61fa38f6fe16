using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pawl.Types;

/// <summary>
/// Free text in an unmanaged record: at most 64 bytes of UTF-8, cut at a character's boundary, padded with NUL.
/// </summary>
[InlineArray(Capacity)]
public struct Text64 : IEquatable<Text64>
{
    public const int Capacity = 64;

    private byte _first;

    /// <summary>Takes as many whole characters as fit, up to the first NUL.</summary>
    public static Text64 From(ReadOnlySpan<char> text)
    {
        Text64 result = default;
        // The encoder stops before the first character that does not fit whole; lone surrogates become U+FFFD.
        System.Text.Unicode.Utf8.FromUtf16(UpToNul(text), result, out _, out _);
        return result;
    }

    /// <summary>The bytes before the padding.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Utf8
    {
        get
        {
            ReadOnlySpan<byte> all = this;
            int end = all.IndexOf((byte)0);
            return end < 0 ? all : all[..end];
        }
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Utf8);

    public readonly bool Equals(Text64 other)
    {
        ReadOnlySpan<byte> mine = this, others = other;
        return mine.SequenceEqual(others);
    }

    public override readonly bool Equals(object? obj) => obj is Text64 other && Equals(other);
    public override readonly int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);
    public static bool operator ==(Text64 left, Text64 right) => left.Equals(right);
    public static bool operator !=(Text64 left, Text64 right) => !left.Equals(right);

    private static ReadOnlySpan<char> UpToNul(ReadOnlySpan<char> text)
    {
        int nul = text.IndexOf('\0');
        return nul < 0 ? text : text[..nul];
    }
}
