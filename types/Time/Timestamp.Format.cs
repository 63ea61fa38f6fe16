using System.Runtime.CompilerServices;

namespace Pawl.Types;

public readonly partial record struct Timestamp
{
    private const int WholeLength = 19;

    /// <summary>Writes ISO 8601 with <c>Z</c> and as many fractional digits as needed; false where it does not fit.</summary>
    public bool TryFormat(Span<byte> utf8, out int written)
    {
        written = 0;
        long days = Nanoseconds / NanosecondsPerDay;
        long inDay = Nanoseconds - (days * NanosecondsPerDay);
        if (inDay < 0)
        {
            days--;
            inDay += NanosecondsPerDay;
        }

        uint seconds = (uint)((ulong)inDay / (ulong)NanosecondsPerSecond);
        uint fraction = (uint)((ulong)inDay - (seconds * (ulong)NanosecondsPerSecond));
        int digits = TrimZeros(ref fraction);
        int length = WholeLength + 1 + (digits == 0 ? 0 : digits + 1);
        if (utf8.Length < length) return false;
        WriteSeconds(utf8, (int)days, seconds);
        if (digits != 0)
        {
            utf8[WholeLength] = (byte)'.';
            Digits.Write(utf8[(WholeLength + 1)..], fraction, digits);
        }

        utf8[length - 1] = (byte)'Z';
        written = length;
        return true;
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

    /// <summary>Drops the trailing zeros of a fraction of 9 digits; returns how many digits are left.</summary>
    private static int TrimZeros(ref uint fraction)
    {
        if (fraction == 0) return 0;
        int digits = 9;
        // Whole milliseconds and microseconds are what venues send.
        if (fraction % 1_000_000 == 0)
        {
            fraction /= 1_000_000;
            digits = 3;
        }
        else if (fraction % 1_000 == 0)
        {
            fraction /= 1_000;
            digits = 6;
        }

        while (fraction % 10 == 0)
        {
            fraction /= 10;
            digits--;
        }

        return digits;
    }
}
