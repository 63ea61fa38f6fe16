using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pawl.Types;

/// <summary>
/// The day that trades are booked on: a date of the exchange's calendar, which may begin the evening before. Written as
/// <c>yyyy-MM-dd</c>.
/// </summary>
/// <param name="Number">Days since 1970-01-01.</param>
public readonly record struct TradingDay(int Number) : IComparable<TradingDay>
{
    /// <summary>The length of the text.</summary>
    public const int Length = 10;

    // 1970-01-01 was a Thursday.
    private const int EpochWeekday = 3;

    /// <summary>Days since Monday: 0 for Monday to 6 for Sunday.</summary>
    public int DaysSinceMonday => (int)((((long)Number + EpochWeekday) % 7 + 7) % 7);

    /// <summary>The Monday of the week that the day lies in.</summary>
    public TradingDay Monday => new(Number - DaysSinceMonday);

    /// <summary>The first day of the month that the day lies in, for days in the years 1 to 9999.</summary>
    public TradingDay FirstOfMonth
    {
        get
        {
            CivilDate.FromDays(Number, out _, out _, out uint day);
            return new TradingDay(Number - (int)day + 1);
        }
    }

    /// <summary>The year of the date, for days in the years 1 to 9999.</summary>
    public int Year
    {
        get
        {
            CivilDate.FromDays(Number, out uint year, out _, out _);
            return (int)year;
        }
    }

    /// <summary>The month of the date, 1 to 12, for days in the years 1 to 9999.</summary>
    public int Month
    {
        get
        {
            CivilDate.FromDays(Number, out _, out uint month, out _);
            return (int)month;
        }
    }

    /// <summary>The date in UTC of a moment.</summary>
    public static TradingDay OfUtc(Timestamp time)
    {
        long days = time.Nanoseconds / Timestamp.NanosecondsPerDay;
        return new TradingDay((int)(time.Nanoseconds < days * Timestamp.NanosecondsPerDay ? days - 1 : days));
    }

    /// <summary>The day of a date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such date in the years 1 to 9999.</exception>
    public static TradingDay Of(int year, int month, int day)
    {
        if (!TryOf(year, month, day, out TradingDay value)) ThrowNoDate(year, month, day);
        return value;
    }

    /// <summary>The day of a date; false where there is no such date in the years 1 to 9999.</summary>
    public static bool TryOf(int year, int month, int day, out TradingDay value)
    {
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1
            && day <= CivilDate.DaysInMonth((uint)year, (uint)month);
        value = exists ? new TradingDay(CivilDate.ToDays((uint)year, (uint)month, (uint)day)) : default;
        return exists;
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>; false for anything else and for dates that do not exist.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TradingDay value)
    {
        value = default;
        return text.Length == Length && text[4] == '-' && text[7] == '-'
            && TryRead(text[..4], out int year) && TryRead(text[5..7], out int month) && TryRead(text[8..], out int day)
            && TryOf(year, month, day, out value);
    }

    public TradingDay AddDays(int days) => new(checked(Number + days));

    public int CompareTo(TradingDay other) => Number.CompareTo(other.Number);

    public static bool operator <(TradingDay left, TradingDay right) => left.Number < right.Number;
    public static bool operator >(TradingDay left, TradingDay right) => left.Number > right.Number;
    public static bool operator <=(TradingDay left, TradingDay right) => left.Number <= right.Number;
    public static bool operator >=(TradingDay left, TradingDay right) => left.Number >= right.Number;

    public override string ToString()
    {
        CivilDate.FromDays(Number, out uint year, out uint month, out uint day);
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    [DoesNotReturn]
    private static void ThrowNoDate(int year, int month, int day) =>
        throw new ArgumentOutOfRangeException(nameof(day), $"there is no date {year}-{month}-{day} in the years 1 to 9999");
}
