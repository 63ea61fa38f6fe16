using Pawl.Types;

namespace Pawl.Candles.Sessions;

/// <summary>Where a holiday is kept that falls on a weekend.</summary>
public enum Observed
{
    /// <summary>On its date.</summary>
    OnDate,

    /// <summary>Saturday's on Friday, Sunday's on Monday.</summary>
    NearestWeekday,

    /// <summary>Saturday's and Sunday's on Monday.</summary>
    NextWeekday,

    /// <summary>Sunday's on Monday, Saturday's not at all.</summary>
    SundayToMonday,
}

/// <summary>A date that comes once a year, or once.</summary>
public abstract record DateRule
{
    /// <summary>The first year in which it counts.</summary>
    public int FromYear { get; init; } = TradingCalendar.FirstYear;

    /// <summary>The last year in which it counts.</summary>
    public int ToYear { get; init; } = TradingCalendar.LastYear;

    /// <summary>Days that it is moved by: 1 for the day after.</summary>
    public int Offset { get; init; }

    /// <summary>The date that belongs to a year, which may lie beside it; null where there is none.</summary>
    public TradingDay? In(int year) => year >= FromYear && year <= ToYear ? Date(year)?.AddDays(Offset) : null;

    protected abstract TradingDay? Date(int year);
}

/// <summary>One date.</summary>
public sealed record OneDate(TradingDay Day) : DateRule
{
    protected override TradingDay? Date(int year) => year == Day.Year ? Day : null;
}

/// <summary>The same date every year; the 29th of February only where there is one.</summary>
public sealed record YearlyDate(int Month, int Day, Observed Observed = Observed.OnDate) : DateRule
{
    protected override TradingDay? Date(int year)
    {
        if (!TradingDay.TryOf(year, Month, Day, out TradingDay date)) return null;
        return (Observed, date.DaysSinceMonday) switch
        {
            (Observed.NearestWeekday, 5) => date.AddDays(-1),
            (Observed.NextWeekday, 5) => date.AddDays(2),
            (not Observed.OnDate, 6) => date.AddDays(1),
            _ => date,
        };
    }
}

/// <summary>The nth day of the week in a month, from its end where <paramref name="Nth"/> is negative.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Weekday">0 for Monday to 6 for Sunday.</param>
/// <param name="Nth">1 to 5, or -1 for the last to -5.</param>
public sealed record NthWeekday(int Month, int Weekday, int Nth) : DateRule
{
    protected override TradingDay? Date(int year)
    {
        TradingDay first = TradingDay.Of(year, Month, 1);
        TradingDay next = Month == 12 ? TradingDay.Of(year + 1, 1, 1) : TradingDay.Of(year, Month + 1, 1);
        TradingDay date = Nth > 0
            ? first.AddDays(((Weekday - first.DaysSinceMonday + 7) % 7) + (7 * (Nth - 1)))
            : next.AddDays(-1 - ((next.AddDays(-1).DaysSinceMonday - Weekday + 7) % 7) + (7 * (Nth + 1)));
        return date >= first && date < next ? date : null;
    }
}

/// <summary>A day counted from Easter Sunday of the western churches: -2 is Good Friday, 1 is Easter Monday.</summary>
public sealed record EasterDay(int Days) : DateRule
{
    // "Anonymous Gregorian algorithm": J. Meeus, Astronomical Algorithms, chapter 8.
    protected override TradingDay? Date(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        int sum = h + l - (7 * m) + 114;
        return TradingDay.Of(year, sum / 31, (sum % 31) + 1).AddDays(Days);
    }
}
