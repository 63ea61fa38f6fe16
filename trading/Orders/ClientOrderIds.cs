using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// Our names of orders: a prefix and base 32 of the first 80 bits of SHA-256 over the tag of a log and the id of the output
/// that caused the order. A pure function, so that the same decision has the same name after a crash and a broker refuses
/// the second order of that name.
/// </summary>
public static class ClientOrderIds
{
    /// <summary>The longest name: what the strictest broker takes.</summary>
    public const int MaxLength = 20;

    public const int MaxPrefix = MaxLength - Characters;

    private const int Characters = 16;
    private const int Bits = 5;
    private const int MaxInput = 512;

    /// <summary>The alphabet of RFC 4648, in lower case.</summary>
    private static ReadOnlySpan<byte> Alphabet => "abcdefghijklmnopqrstuvwxyz234567"u8;

    /// <summary>The name of an order.</summary>
    /// <param name="prefix">At most four letters or digits, by which a person knows our orders among others.</param>
    /// <param name="tag">The tag that the log was given when it was created.</param>
    /// <param name="output">The id of the output that caused the order: <c>{log}:{seq}:{n}</c>.</param>
    /// <param name="leg">Which of the orders of one output: 0 for an entry, 1 and 2 for the stop and the target behind it.</param>
    /// <exception cref="ArgumentException">A text is too long or holds other characters.</exception>
    public static Text24 Make(ReadOnlySpan<char> prefix, ReadOnlySpan<char> tag, ReadOnlySpan<char> output, int leg = 0)
    {
        if (prefix.Length > MaxPrefix || !IsPlain(prefix)) ThrowPrefix(prefix);
        Span<byte> input = stackalloc byte[MaxInput];
        if (Encoding.UTF8.GetByteCount(tag) + Encoding.UTF8.GetByteCount(output) + 2 > MaxInput) ThrowLong(output);
        int length = Encoding.UTF8.GetBytes(tag, input);
        // A byte that no text holds, so that no other pair of texts makes the same input.
        input[length++] = 0;
        length += Encoding.UTF8.GetBytes(output, input[length..]);
        if (leg != 0) input[length++] = (byte)leg;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..length], hash);
        Span<char> name = stackalloc char[MaxLength];
        prefix.CopyTo(name);
        for (int i = 0; i < Characters; i++)
        {
            // Five bits lie in one byte or in two.
            (int at, int bit) = Math.DivRem(i * Bits, 8);
            name[prefix.Length + i] = (char)Alphabet[(((hash[at] << 8) | hash[at + 1]) >> (16 - Bits - bit)) & 31];
        }

        Text24.TryFrom(name[..(prefix.Length + Characters)], out Text24 text);
        return text;
    }

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c)) return false;
        }

        return true;
    }

    [DoesNotReturn]
    private static void ThrowPrefix(ReadOnlySpan<char> prefix) =>
        throw new ArgumentException($"'{prefix}' is no prefix of orders: write at most {MaxPrefix} letters or digits", nameof(prefix));

    [DoesNotReturn]
    private static void ThrowLong(ReadOnlySpan<char> output) =>
        throw new ArgumentException($"'{output[..32]}…' is too long for the name of an output: at most {MaxInput} bytes with the tag", nameof(output));
}
