using System.Buffers;
using System.Text;

namespace Pawl.Types;

public sealed partial class Utf8Buffer
{
    private static readonly SearchValues<byte> NeedsEscape = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\"u8);

    /// <summary>Writes a JSON string with its quotes; only what JSON demands is escaped.</summary>
    public void WriteJsonString(ReadOnlySpan<byte> utf8)
    {
        WriteByte((byte)'"');
        WriteJsonEscaped(utf8);
        WriteByte((byte)'"');
    }

    /// <inheritdoc cref="WriteJsonString(ReadOnlySpan{byte})"/>
    public void WriteJsonString(string text) => WriteJsonString(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the inside of a JSON string, without its quotes.</summary>
    public void WriteJsonEscaped(ReadOnlySpan<byte> utf8)
    {
        for (int next; (next = utf8.IndexOfAny(NeedsEscape)) >= 0; utf8 = utf8[(next + 1)..])
        {
            Write(utf8[..next]);
            WriteEscape(utf8[next]);
        }

        Write(utf8);
    }

    private void WriteEscape(byte character)
    {
        int known = "\"\\\b\f\n\r\t"u8.IndexOf(character);
        WriteByte((byte)'\\');
        if (known >= 0)
        {
            WriteByte("\"\\bfnrt"u8[known]);
            return;
        }

        Write("u00"u8);
        WriteByte("0123456789abcdef"u8[character >> 4]);
        WriteByte("0123456789abcdef"u8[character & 15]);
    }
}
