using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Pawl.Types;

namespace Pawl.Persistence.Postgres.Copying;

/// <summary>
/// PostgreSQL takes no zero character, in a text or escaped in JSON, no half of a surrogate pair, and nothing that is not UTF-8: each
/// becomes U+FFFD. Everything else stays as it is.
/// </summary>
internal static class PostgresText
{
    private const int EscapeLength = 6;

    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> text, Utf8Buffer scratch)
    {
        if (Utf8.IsValid(text) && !text.Contains((byte)0))
        {
            return text;
        }

        scratch.Clear();
        scratch.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\0', '\uFFFD')));
        return scratch.Written;
    }

    public static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> json, Utf8Buffer scratch)
    {
        if (!Utf8.IsValid(json))
        {
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return json;
        }

        scratch.Clear();
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            scratch.Write(json[..at]);
            json = json[at..];
            int length = EscapeAt(json, out bool isTaken);
            scratch.Write(isTaken ? json[..length] : "\uFFFD"u8);
            json = json[length..];
        }

        scratch.Write(json);
        return scratch.Written;
    }

    /// <summary>How long the escape is that begins here, the second half of a pair included, and whether it is taken.</summary>
    private static int EscapeAt(ReadOnlySpan<byte> json, out bool isTaken)
    {
        isTaken = true;
        if (CodeOf(json) is not { } code)
        {
            return Math.Min(2, json.Length);
        }

        if (char.IsHighSurrogate(code) && CodeOf(json[EscapeLength..]) is { } second && char.IsLowSurrogate(second))
        {
            return 2 * EscapeLength;
        }

        isTaken = code != 0 && !char.IsSurrogate(code);
        return EscapeLength;
    }

    /// <summary>The character of <c>\uXXXX</c>; null where it is another escape.</summary>
    private static char? CodeOf(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json.StartsWith("\\u"u8) && Utf8Parser.TryParse(json[2..EscapeLength], out ushort code, out int used, 'x') && used == 4 ? (char)code : null;
}
