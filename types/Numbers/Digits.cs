using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pawl.Types;

/// <summary>Decimal digits as bytes, without culture and without allocation.</summary>
internal static class Digits
{
    // An array, because a span of constants allocates wherever the code is not optimised.
    private static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
        1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ];

    /// <summary>10 to the power of <paramref name="exponent"/>, 0 to 19.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PowerOfTen(int exponent) => PowersOfTen[exponent];

    /// <summary>
    /// Splits a value below 10⁸ into its 8 digits, one per byte, the first in the lowest: leading zeros are trailing zero bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Unpack8(uint value)
    {
        // Halves in lanes of 32 bits, then pairs in lanes of 16, then digits in lanes of 8; the factors are just above 1/100 and 1/10.
        uint high = value / 10_000;
        ulong halves = high | ((ulong)(value - (high * 10_000)) << 32);
        ulong hundreds = ((halves * 10_486) >> 20) & 0x0000_007F_0000_007F;
        ulong pairs = hundreds | ((halves - (hundreds * 100)) << 16);
        ulong tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
        return tens | ((pairs - (tens * 10)) << 8);
    }

    /// <summary>The number of digits up to the last one that is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Significant(ulong digits) => 8 - (BitOperations.LeadingZeroCount(digits) >> 3);

    /// <summary>Writes all 8 digits of <see cref="Unpack8"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write8(Span<byte> to, ulong digits) => BinaryPrimitives.WriteUInt64LittleEndian(to, digits + 0x3030_3030_3030_3030);

    /// <summary>Writes a number without leading zeros and returns its length; 8 bytes may be touched even if fewer are needed, 20 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> to, ulong value)
    {
        if (value >= 100_000_000) return WriteLong(to, value);
        ulong digits = Unpack8((uint)value);
        // The last digit counts even if it is zero.
        int zeros = BitOperations.TrailingZeroCount(digits | (1UL << 56)) >> 3;
        BinaryPrimitives.WriteUInt64LittleEndian(to, (digits + 0x3030_3030_3030_3030) >> (zeros * 8));
        return 8 - zeros;
    }

    private static int WriteLong(Span<byte> to, ulong value)
    {
        ulong high = value / 100_000_000;
        int length = Write(to, high);
        Write8(to[length..], Unpack8((uint)(value - (high * 100_000_000))));
        return length + 8;
    }

    /// <summary>Writes two digits of a value below 100.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePair(Span<byte> to, uint value)
    {
        // 103/1024 is near enough to a tenth below 179; little-endian, the tens come first.
        uint tens = (value * 103) >> 10;
        BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)(0x3030 + tens + ((value - (tens * 10)) << 8)));
    }

    /// <summary>Reads two digits; a value of 100 or more says that one of them is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadPair(ReadOnlySpan<byte> from, int at)
    {
        uint tens = (uint)from[at] - '0';
        uint ones = (uint)from[at + 1] - '0';
        return tens > 9 || ones > 9 ? 100 : (tens * 10) + ones;
    }

    /// <summary>Writes the 8 bytes of <c>aa:bb:cc</c> as one word: three values below 100 and the separator between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteThree(Span<byte> to, uint a, uint b, uint c, byte separator)
    {
        // The values stand in lanes of 24 bits, those of the bytes 0, 3 and 6; no product leaves its lane.
        ulong values = a | ((ulong)b << 24) | ((ulong)c << 48);
        ulong tens = ((values * 103) >> 10) & 0x000F_0000_0F00_000F;
        ulong ones = values - (tens * 10);
        BinaryPrimitives.WriteUInt64LittleEndian(to, (tens | (ones << 8)) + Punctuation(separator));
    }

    /// <summary>Reads the 8 bytes of <c>aa:bb:cc</c> as one word; false where a digit or a separator is something else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadThree(ReadOnlySpan<byte> from, byte separator, out uint a, out uint b, out uint c)
    {
        ulong digits = BinaryPrimitives.ReadUInt64LittleEndian(from) ^ Punctuation(separator);
        // A digit above 9 and a separator above 0 reach the highest bit of their byte; so does what a carry comes from.
        ulong wrong = (digits | (digits + 0x7676_7F76_767F_7676)) & 0x8080_8080_8080_8080;
        ulong values = (digits * 10) + (digits >> 8);
        a = (byte)values;
        b = (byte)(values >> 24);
        c = (byte)(values >> 48);
        return wrong == 0;
    }

    private static ulong Punctuation(byte separator) => 0x3030_0030_3000_3030 | ((ulong)separator << 16) | ((ulong)separator << 40);

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
