using System.Diagnostics.CodeAnalysis;

namespace Pawl.Types;

// Days and weeks: from the open of their first session to the close of their last.
public sealed partial class TradingCalendar
{
    /// <summary>Whether anything trades on a day.</summary>
    public bool IsTradingDay(TradingDay day) => TryBounds(day, day, out _, out _);

    /// <summary>From the first open to the last close of a trading day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing trades on that day.</exception>
    public (Timestamp Start, Timestamp End) DayBounds(TradingDay day)
    {
        if (!TryBounds(day, day, out Timestamp start, out Timestamp end)) ThrowClosed(day);
        return (start, end);
    }

    /// <summary>From the first open to the last close of the week, Monday to Sunday, that a trading day lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing trades in that week.</exception>
    public (Timestamp Start, Timestamp End) WeekBounds(TradingDay day)
    {
        if (!TryBounds(day.Monday, day.Monday.AddDays(6), out Timestamp start, out Timestamp end)) ThrowClosed(day);
        return (start, end);
    }

    /// <summary>
    /// From the first open to the last close of the trading days from <paramref name="first"/> to <paramref name="last"/>,
    /// both included; false where there is none among them.
    /// </summary>
    public bool TryBounds(TradingDay first, TradingDay last, out Timestamp start, out Timestamp end)
    {
        (start, end) = (default, default);
        if (!TryFirstOn(first, out TradingSession opening) || opening.Day > last) return false;
        start = opening.Open;
        end = opening.Close;
        if (TryFirstOn(last.AddDays(1), out TradingSession after)) end = Previous(after.Open).Close;
        return true;
    }

    /// <summary>The first trading day on or after a date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none before the end of time.</exception>
    public TradingDay OnOrAfter(TradingDay date)
    {
        if (!TryFirstOn(date, out TradingSession session)) ThrowClosed(date);
        return session.Day;
    }

    /// <summary>The trading day that lies <paramref name="count"/> trading days before another.</summary>
    public TradingDay DaysBefore(TradingDay day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        TradingDay at = OnOrAfter(day);
        for (int i = 0; i < count; i++) at = Previous(DayBounds(at).Start).Day;
        return at;
    }

    /// <summary>A moment of the trading day that a candle from outside belongs to. One of days or weeks that begins at midnight UTC bears a date, not a moment.</summary>
    public Timestamp AnchorOf(in Candle candle, TimeFrame frame)
    {
        bool isLabel = !frame.IsIntraday && !IsAlwaysOpen && candle.Start.Nanoseconds % Timestamp.NanosecondsPerDay == 0;
        TradingDay day = TradingDay.OfUtc(candle.Start);
        return isLabel && TryBounds(day, day, out Timestamp open, out _) ? open : candle.Start;
    }

    /// <summary>The first session of the first trading day on or after a date; false at the end of time.</summary>
    private bool TryFirstOn(TradingDay date, out TradingSession session)
    {
        session = default;
        Long128 midnight = (Long128)date.Number * Timestamp.NanosecondsPerDay;
        if (midnight > long.MaxValue || midnight <= long.MinValue + (Long128)Timestamp.NanosecondsPerDay) return false;
        Timestamp time = new((long)midnight);
        if (_generate is null || time < Start || time >= End)
        {
            session = UtcDay(time);
            return true;
        }

        for (int year = date.Year; year <= LastYear; year++)
        {
            TradingSession[] page = Year(year);
            int index = FirstOnOrAfter(page, date);
            if (index == page.Length) continue;
            session = page[index];
            return true;
        }

        session = UtcDay(End);
        return true;
    }

    private static int FirstOnOrAfter(TradingSession[] page, TradingDay date)
    {
        int low = 0, high = page.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (page[middle].Day < date) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    [DoesNotReturn]
    private void ThrowClosed(TradingDay day) =>
        throw new ArgumentOutOfRangeException(nameof(day), $"calendar '{Name}': nothing trades on {day}; ask for the day of a moment first");
}
