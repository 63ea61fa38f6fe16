using System.Runtime.CompilerServices;

namespace Pawl.Types;

/// <summary>Decimal digits as bytes, without culture and without allocation.</summary>
internal static class Digits
{
    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
        1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ];

    /// <summary>10 to the power of <paramref name="exponent"/>, 0 to 19.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PowerOfTen(int exponent) => PowersOfTen[exponent];

    /// <summary>The number of decimal digits of a value; 1 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(ulong value)
    {
        // Zero has one digit; for all others the lowest bit decides nothing, since powers of ten are even.
        value |= 1;
        // 1233/4096 is just above log10(2): right, or one too small.
        int estimate = ((64 - System.Numerics.BitOperations.LeadingZeroCount(value)) * 1233) >> 12;
        return estimate + (value >= PowersOfTen[estimate] ? 1 : 0);
    }

    /// <summary>Writes exactly <paramref name="count"/> digits, with leading zeros, at the start of <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Span<byte> to, ulong value, int count)
    {
        while (count >= 2)
        {
            ulong rest = value / 100;
            WritePair(to[(count - 2)..], (uint)(value - (rest * 100)));
            value = rest;
            count -= 2;
        }

        if (count > 0) to[0] = (byte)('0' + value);
    }

    /// <summary>Writes two digits of a value below 100.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePair(Span<byte> to, uint value)
    {
        Pairs.Slice((int)value * 2, 2).CopyTo(to);
    }

    /// <summary>Reads two digits; a value of 100 or more says that one of them is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadPair(ReadOnlySpan<byte> from, int at)
    {
        uint tens = (uint)from[at] - '0';
        uint ones = (uint)from[at + 1] - '0';
        return tens > 9 || ones > 9 ? 100 : (tens * 10) + ones;
    }

    /// <summary>Shortens a text and takes out its control characters, so that it fits into a one-line error message.</summary>
    public static string Clip(string text)
    {
        string shown = text.Length <= 48 ? text : string.Concat(text.AsSpan(0, 45), "...");
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? '?' : from[i];
        });
    }
}
