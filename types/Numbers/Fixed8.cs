using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pawl.Types;

/// <summary>
/// The one implementation of fixed-point numbers of 10⁻⁸ units in 64 bits, shared by <see cref="Price"/> and <see cref="Quantity"/>.
/// Grammar: <c>-?[0-9]+(\.[0-9]{1,8})?</c>. Nothing is rounded.
/// </summary>
internal static class Fixed8
{
    public const int Decimals = 8;
    public const long Scale = 100_000_000;

    /// <summary>The length of the longest text, that of the smallest value.</summary>
    public const int MaxLength = 21;

    private const ulong MaxWhole = (ulong)(long.MaxValue / Scale);

    public static bool TryParse(ReadOnlySpan<byte> utf8, out long raw)
    {
        raw = 0;
        int start = utf8.Length > 0 && utf8[0] == (byte)'-' ? 1 : 0;
        int i = start;
        ulong value = 0;
        for (; i < utf8.Length; i++)
        {
            uint digit = (uint)utf8[i] - '0';
            if (digit > 9) break;
            value = (value * 10) + digit;
            if (value > MaxWhole) return false;
        }

        if (i == start) return false;
        int decimals = 0;
        if (i < utf8.Length)
        {
            if (utf8[i] != (byte)'.') return false;
            int point = i++;
            decimals = utf8.Length - point - 1;
            if ((uint)(decimals - 1) >= Decimals) return false;
            for (; i < utf8.Length; i++)
            {
                uint digit = (uint)utf8[i] - '0';
                if (digit > 9) return false;
                value = (value * 10) + digit;
            }
        }

        value *= Digits.PowerOfTen(Decimals - decimals);
        if (value > (ulong)long.MaxValue + (uint)start) return false;
        raw = start == 0 ? (long)value : unchecked(-(long)value);
        return true;
    }

    public static bool TryFormat(long raw, Span<byte> utf8, out int written)
    {
        if (utf8.Length < MaxLength) return TryFormatShort(raw, utf8, out written);
        written = Write(raw, utf8);
        return true;
    }

    /// <summary>Where it might not fit, it is written elsewhere first; apart, because clearing the stack costs each call.</summary>
    private static bool TryFormatShort(long raw, Span<byte> utf8, out int written)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        int length = Write(raw, text);
        bool fits = text[..length].TryCopyTo(utf8);
        written = fits ? length : 0;
        return fits;
    }

    /// <summary>Writes into at least <see cref="MaxLength"/> bytes, all of which it may touch; returns the length.</summary>
    private static int Write(long raw, Span<byte> utf8)
    {
        int length = 0;
        ulong magnitude = (ulong)raw;
        if (raw < 0)
        {
            magnitude = unchecked(0 - magnitude);
            utf8[length++] = (byte)'-';
        }

        ulong whole = magnitude / (ulong)Scale;
        ulong fraction = Digits.Unpack8((uint)(magnitude - (whole * (ulong)Scale)));
        length += Digits.Write(utf8[length..], whole);
        if (fraction == 0) return length;
        utf8[length++] = (byte)'.';
        Digits.Write8(utf8[length..], fraction);
        return length + Digits.Significant(fraction);
    }

    public static string Format(long raw)
    {
        Span<byte> utf8 = stackalloc byte[MaxLength];
        TryFormat(raw, utf8, out int written);
        return Encoding.ASCII.GetString(utf8[..written]);
    }

    public static long Parse(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> utf8 = stackalloc byte[64];
        long raw = 0;
        if (!Ascii.TryGet(text, utf8, out int length) || !TryParse(utf8[..length], out raw)) Throw(text, what);
        return raw;
    }

    [DoesNotReturn]
    private static void Throw(string text, string what) => throw new FormatException(
        $"'{Digits.Clip(text)}' is not a {what}: write a decimal number such as 167.41, at most 8 decimals, " +
        "no exponent, between -92233720368.54775808 and 92233720368.54775807");
}
