namespace Pawl.Types;

/// <summary>
/// Days since 1970-01-01 to and from the Gregorian calendar.
/// Source: C. Neri, L. Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022).
/// </summary>
internal static class CivilDate
{
    // Days from 0000-03-01 to 1970-01-01.
    private const int EpochShift = 719_468;

    /// <summary>Days since 1970-01-01 of a valid date, years 1 to 9999.</summary>
    public static int ToDays(uint year, uint month, uint day)
    {
        // The year begins in March, so that the leap day is its last.
        uint shift = month <= 2 ? 1u : 0u;
        uint y = year - shift;
        uint m = month + (12 * shift);
        uint century = y / 100;
        return (int)((1461 * y / 4) - century + (century / 4) + (((979 * m) - 2919) / 32) + day - 1) - EpochShift;
    }

    /// <summary>The date of a day within the range of <see cref="Timestamp"/>.</summary>
    public static void FromDays(int days, out uint year, out uint month, out uint day)
    {
        uint n1 = (4 * (uint)(days + EpochShift)) + 3;
        uint century = n1 / 146_097;
        uint n2 = (4 * (n1 % 146_097 / 4)) + 3;
        ulong p2 = 2_939_745UL * n2;
        uint dayOfYear = (uint)p2 / 2_939_745 / 4;
        uint n3 = (2_141 * dayOfYear) + 197_913;
        uint january = dayOfYear >= 306 ? 1u : 0u;
        year = (100 * century) + (uint)(p2 >> 32) + january;
        month = (n3 >> 16) - (12 * january);
        day = ((n3 & 0xFFFF) / 2_141) + 1;
    }

    public static uint DaysInMonth(uint year, uint month) =>
        month == 2 ? (IsLeap(year) ? 29u : 28u) : 30 + ((month + (month >> 3)) & 1);

    private static bool IsLeap(uint year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
