using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pawl.Types;

/// <summary>A short name in an unmanaged record: at most 24 bytes of ASCII, padded with NUL.</summary>
[InlineArray(Capacity)]
public struct Text24
{
    public const int Capacity = 24;

    private byte _first;

    /// <summary>Takes a name as it is; false where it is longer, or not ASCII.</summary>
    public static bool TryFrom(ReadOnlySpan<char> name, out Text24 text)
    {
        text = default;
        return Ascii.TryGet(name, text, out _);
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

    /// <summary>The same as a longer text.</summary>
    public readonly Text64 ToText64()
    {
        Text64 text = default;
        Utf8.CopyTo(text);
        return text;
    }

    public override readonly string ToString() => Encoding.ASCII.GetString(Utf8);
}
