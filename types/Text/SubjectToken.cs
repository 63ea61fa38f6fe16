using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pawl.Types;

/// <summary>A text as one token of a subject: bytes outside of <c>A-Z a-z 0-9 _ -</c> are written as <c>=XX</c>. It can be turned back.</summary>
public static class SubjectToken
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return text;
        }

        StringBuilder token = new();
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            _ = Plain.Contains((char)one) ? token.Append((char)one) : token.Append(CultureInfo.InvariantCulture, $"={one:X2}");
        }

        return token.ToString();
    }

    /// <summary>The text of a token; null where <see cref="Of"/> writes none like it.</summary>
    public static string? TryParse(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        List<byte> bytes = new(token.Length);
        for (int i = 0; i < token.Length; i++)
        {
            if (token[i] != '=')
            {
                bytes.Add(token[i] < 0x80 ? (byte)token[i] : (byte)0);
            }
            else if (i + 2 < token.Length && byte.TryParse(token.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte escaped))
            {
                bytes.Add(escaped);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        // Of every text there is one token only.
        string text = Encoding.UTF8.GetString([.. bytes]);
        return Of(text) == token ? text : null;
    }
}
