using System.Runtime.CompilerServices;

namespace Pawl.Types;

public readonly partial record struct Timestamp
{
    private const int MaxOffsetMinutes = 14 * 60;

    /// <summary>
    /// Reads <c>YYYY-MM-DDTHH:MM:SS[.f{1,9}](Z|±HH:MM)</c>, a space allowed for the T, offsets up to ±14:00.
    /// False for anything else, so also without a zone, for a leap second (:60) and outside the range.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Timestamp time) => TryParse(utf8, null, out time, out _);

    /// <summary>As <see cref="TryParse(ReadOnlySpan{byte}, out Timestamp)"/>, with the reason of a failure.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="assumedOffset">The offset from UTC of a time that names no zone; null refuses such a time.</param>
    /// <param name="time">The moment, in UTC.</param>
    /// <param name="error">Why it failed.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, TimeSpan? assumedOffset, out Timestamp time, out TimestampError error)
    {
        time = default;
        error = TimestampError.Invalid;
        if (!TryReadSeconds(utf8, out long seconds)) return false;
        int at = WholeLength;
        if (!TryReadFraction(utf8, ref at, out uint nanoseconds)) return false;
        if (at == utf8.Length)
        {
            error = TimestampError.NoZone;
            if (assumedOffset is not { } offset) return false;
            return TryCombine(seconds, nanoseconds, offset.Ticks * 100, out time, out error);
        }

        if (utf8[at] == (byte)'Z') return at + 1 == utf8.Length && TryCombine(seconds, nanoseconds, 0, out time, out error);
        if (!TryReadOffset(utf8[at..], out long offsetSeconds)) return false;
        return TryCombine(seconds - offsetSeconds, nanoseconds, 0, out time, out error);
    }

    /// <summary>Reads the date and the time of day as seconds since the epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadSeconds(ReadOnlySpan<byte> s, out long seconds)
    {
        seconds = 0;
        if (s.Length < WholeLength) return false;
        uint century = Digits.ReadPair(s, 0);
        bool date = Digits.TryReadThree(s[2..], (byte)'-', out uint ofCentury, out uint month, out uint day);
        bool time = Digits.TryReadThree(s[11..], (byte)':', out uint hour, out uint minute, out uint second);
        if (!date || !time || century > 99 || (s[10] != 'T' && s[10] != ' ')) return false;
        if (month - 1 > 11 || day - 1 > 30 || hour > 23 || minute > 59 || second > 59) return false;
        uint year = (century * 100) + ofCentury;
        if (day > 28 && day > CivilDate.DaysInMonth(year, month)) return false;
        // There is no year 0 in the calendar; any early year is beyond the range in the same way.
        seconds = (CivilDate.ToDays(Math.Max(year, 1), month, day) * 86_400L) + (hour * 3_600) + (minute * 60) + second;
        return true;
    }

    /// <summary>Reads up to nine digits after a point, if there is one, and moves behind them.</summary>
    private static bool TryReadFraction(ReadOnlySpan<byte> s, ref int at, out uint nanoseconds)
    {
        nanoseconds = 0;
        if (at == s.Length || s[at] != '.') return true;
        int first = at + 1;
        for (at = first; at < s.Length; at++)
        {
            uint digit = (uint)s[at] - '0';
            if (digit > 9) break;
            if (at - first == 9) return false;
            nanoseconds = (nanoseconds * 10) + digit;
        }

        int digits = at - first;
        if (digits == 0) return false;
        nanoseconds *= (uint)Digits.PowerOfTen(9 - digits);
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> s, out long seconds)
    {
        seconds = 0;
        if (s.Length != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':') return false;
        uint hours = Digits.ReadPair(s, 1), minutes = Digits.ReadPair(s, 4);
        if (hours > 14 || minutes > 59) return false;
        uint total = (hours * 60) + minutes;
        if (total > MaxOffsetMinutes) return false;
        seconds = s[0] == '-' ? total * -60L : total * 60L;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCombine(long seconds, uint fraction, long offset, out Timestamp time, out TimestampError error)
    {
        const long MaxSeconds = (long.MaxValue / NanosecondsPerSecond) - 1;
        if (seconds is > -MaxSeconds and < MaxSeconds && offset == 0)
        {
            time = new Timestamp((seconds * NanosecondsPerSecond) + fraction);
            error = TimestampError.None;
            return true;
        }

        return TryCombineWide(seconds, fraction, offset, out time, out error);
    }

    /// <summary>Near the ends of the range and for assumed offsets the sum needs more than 64 bits on its way.</summary>
    private static bool TryCombineWide(long seconds, uint fraction, long offset, out Timestamp time, out TimestampError error)
    {
        Long128 total = ((Long128)seconds * NanosecondsPerSecond) + fraction - offset;
        bool fits = total >= long.MinValue && total <= long.MaxValue;
        time = fits ? new Timestamp((long)total) : default;
        error = fits ? TimestampError.None : TimestampError.OutOfRange;
        return fits;
    }
}
