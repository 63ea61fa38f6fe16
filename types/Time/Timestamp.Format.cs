using System.Runtime.CompilerServices;

namespace Pawl.Types;

public readonly partial record struct Timestamp
{
    private const int WholeLength = 19;

    /// <summary>
    /// Writes ISO 8601 with <c>Z</c> and as many fractional digits as needed; false where it does not fit. Bytes behind the text may be touched.
    /// </summary>
    public bool TryFormat(Span<byte> utf8, out int written)
    {
        if (utf8.Length < MaxLength) return TryFormatShort(utf8, out written);
        written = Write(utf8);
        return true;
    }

    /// <summary>Where it might not fit, it is written elsewhere first; apart, because clearing the stack costs each call.</summary>
    private bool TryFormatShort(Span<byte> utf8, out int written)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        int length = Write(text);
        bool fits = text[..length].TryCopyTo(utf8);
        written = fits ? length : 0;
        return fits;
    }

    /// <summary>Writes into at least <see cref="MaxLength"/> bytes, all of which it may touch; returns the length.</summary>
    private int Write(Span<byte> utf8)
    {
        long days = Nanoseconds / NanosecondsPerDay;
        long inDay = Nanoseconds - (days * NanosecondsPerDay);
        if (inDay < 0)
        {
            days--;
            inDay += NanosecondsPerDay;
        }

        uint seconds = (uint)((ulong)inDay / (ulong)NanosecondsPerSecond);
        uint fraction = (uint)((ulong)inDay - (seconds * (ulong)NanosecondsPerSecond));
        WriteSeconds(utf8, (int)days, seconds);
        int length = WholeLength;
        if (fraction != 0) length = WriteFraction(utf8, fraction);
        utf8[length] = (byte)'Z';
        return length + 1;
    }

    /// <summary>Writes the point and the digits up to the last one that is not zero; returns where the text ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteFraction(Span<byte> utf8, uint fraction)
    {
        uint first8 = fraction / 10;
        uint ninth = fraction - (first8 * 10);
        ulong digits = Digits.Unpack8(first8);
        utf8[WholeLength] = (byte)'.';
        Digits.Write8(utf8[(WholeLength + 1)..], digits);
        if (ninth == 0) return WholeLength + 1 + Digits.Significant(digits);
        utf8[WholeLength + 9] = (byte)('0' + ninth);
        return WholeLength + 10;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteSeconds(Span<byte> utf8, int days, uint seconds)
    {
        CivilDate.FromDays(days, out uint year, out uint month, out uint day);
        uint minutes = seconds / 60;
        uint hours = minutes / 60;
        uint century = year / 100;
        Digits.WritePair(utf8, century);
        Digits.WriteThree(utf8[2..], year - (century * 100), month, day, (byte)'-');
        utf8[10] = (byte)'T';
        Digits.WriteThree(utf8[11..], hours, minutes - (hours * 60), seconds - (minutes * 60), (byte)':');
    }
}
