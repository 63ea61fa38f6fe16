using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>Reads times, of which most lie in the same minute as the one before: then only what follows the minute is read.</summary>
internal struct TimestampReader(TimeSpan? assumedOffset)
{
    // YYYY-MM-DDTHH:MM are 16 bytes, one register.
    private const int MinuteLength = 16;

    // …:SS.fffZ, the form of nearly all files.
    private const int MillisecondLength = 24;

    // Markets of this world; what lies outside is a mistake, and every bar's end stays within the limits of time.
    private static readonly Timestamp Earliest = Timestamp.Parse("1700-01-01T00:00:00Z");
    private static readonly Timestamp Latest = Timestamp.Parse("2200-01-01T00:00:00Z");

    private Vector128<byte> _minute;
    private long _minuteStart;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(ReadOnlySpan<byte> utf8, out Timestamp time)
    {
        if (utf8.Length == MillisecondLength
            && Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(utf8)) == _minute
            && TryReadMilliseconds(utf8, out uint milliseconds))
        {
            time = new Timestamp(_minuteStart + (milliseconds * Timestamp.NanosecondsPerMillisecond));
            return true;
        }

        return TryReadWhole(utf8, out time);
    }

    /// <summary>Why a text is no time.</summary>
    public readonly TimestampError Why(ReadOnlySpan<byte> utf8)
    {
        return Timestamp.TryParse(utf8, assumedOffset, out _, out TimestampError error) ? TimestampError.OutOfRange : error;
    }

    /// <summary>Reads <c>:SS.fffZ</c> behind the minute.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadMilliseconds(ReadOnlySpan<byte> utf8, out uint milliseconds)
    {
        uint tens = (uint)utf8[17] - '0', ones = (uint)utf8[18] - '0';
        uint a = (uint)utf8[20] - '0', b = (uint)utf8[21] - '0', c = (uint)utf8[22] - '0';
        milliseconds = (((tens * 10) + ones) * 1000) + (a * 100) + (b * 10) + c;
        return (utf8[16] == ':') & (utf8[19] == '.') & (utf8[23] == 'Z')
            & (tens <= 5) & (ones <= 9) & (a <= 9) & (b <= 9) & (c <= 9);
    }

    private bool TryReadWhole(ReadOnlySpan<byte> utf8, out Timestamp time)
    {
        if (!Timestamp.TryParse(utf8, assumedOffset, out time, out _) || time < Earliest || time >= Latest)
            return false;
        if (utf8.Length == MillisecondLength && TryReadMilliseconds(utf8, out uint milliseconds))
        {
            _minute = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(utf8[..MinuteLength]));
            _minuteStart = time.Nanoseconds - (milliseconds * Timestamp.NanosecondsPerMillisecond);
        }

        return true;
    }
}
