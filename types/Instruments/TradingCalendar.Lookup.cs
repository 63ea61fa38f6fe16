namespace Pawl.Types;

// Looking up. A hint is where the last answer lay: year and index packed into one number, 0 to begin with.
public sealed partial class TradingCalendar
{
    private const int IndexBits = 16;
    private const int IndexMask = (1 << IndexBits) - 1;

    /// <summary>The session that a moment lies in; false where the market is closed.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="hint">Kept by the caller from one call to the next, 0 at first: times that do not jump cost no search.</param>
    /// <param name="session">The session; the next one to open where the market is closed.</param>
    public bool TryFind(Timestamp time, ref int hint, out TradingSession session)
    {
        session = NextOrCurrent(time, ref hint);
        return time >= session.Open;
    }

    /// <inheritdoc cref="NextOrCurrent(Timestamp, ref int)"/>
    public TradingSession NextOrCurrent(Timestamp time)
    {
        int hint = 0;
        return NextOrCurrent(time, ref hint);
    }

    /// <summary>The session that a moment lies in, else the next one to open: the first that closes after the moment.</summary>
    public TradingSession NextOrCurrent(Timestamp time, ref int hint)
    {
        if (_generate is null || time < Start || time >= End) return UtcDay(time);
        int year = hint >> IndexBits, index = hint & IndexMask;
        if ((uint)year < (uint)_years.Length && Volatile.Read(ref _years[year]) is { } page && index < page.Length)
        {
            ref readonly TradingSession known = ref page[index];
            if (time < known.Close && (index > 0 ? time >= page[index - 1].Close : time >= known.Open)) return known;
            if (time >= known.Close && index + 1 < page.Length && time < page[index + 1].Close)
            {
                hint++;
                return page[index + 1];
            }
        }

        return Search(time, ref hint);
    }

    /// <summary>The last session that closed at or before a moment.</summary>
    public TradingSession Previous(Timestamp time)
    {
        if (_generate is null || time <= Start) return UtcDay(UtcDay(time).Open.AddNanoseconds(-1));
        if (time > End)
        {
            TradingSession yesterday = UtcDay(UtcDay(time).Open.AddNanoseconds(-1));
            if (yesterday.Open >= End) return yesterday;
        }

        for (int year = Math.Min(TradingDay.OfUtc(time).Year + 1, LastYear); year >= FirstYear; year--)
        {
            TradingSession[] page = Year(year);
            int index = FirstClosingAfter(page, time) - 1;
            if (index >= 0) return page[index];
        }

        return UtcDay(Start.AddNanoseconds(-1));
    }

    /// <summary>When trading begins next, strictly after a moment.</summary>
    public Timestamp NextOpen(Timestamp time)
    {
        TradingSession session = NextOrCurrent(time);
        return session.Open > time ? session.Open : NextOrCurrent(session.Close).Open;
    }

    /// <summary>The trading day of a moment; while the market is closed, the next one.</summary>
    public TradingDay DayOf(Timestamp time) => NextOrCurrent(time).Day;

    /// <inheritdoc cref="DayOf(Timestamp)"/>
    public TradingDay DayOf(Timestamp time, ref int hint) => NextOrCurrent(time, ref hint).Day;

    private TradingSession Search(Timestamp time, ref int hint)
    {
        // A session may open in the year before its trading day, or close in the year after.
        for (int year = Math.Max(TradingDay.OfUtc(time).Year - 1, FirstYear); year <= LastYear; year++)
        {
            TradingSession[] page = Year(year);
            int index = FirstClosingAfter(page, time);
            if (index == page.Length) continue;
            hint = ((year - FirstYear) << IndexBits) | index;
            return page[index];
        }

        return UtcDay(End);
    }

    private static int FirstClosingAfter(TradingSession[] page, Timestamp time)
    {
        int low = 0, high = page.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (page[middle].Close <= time) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
