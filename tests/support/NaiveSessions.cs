using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>Where bars begin and end, from a plain list of sessions.</summary>
internal sealed class NaiveSessions(NaiveMarket market)
{
    private const long DayLength = 86_400_000_000_000;

    /// <summary>The sessions that candles follow; null: the days of UTC.</summary>
    private readonly List<NaiveSession>? sessions = market.Hours == TradingHours.Regular
        ? market.Calendar?.Where(s => s.RegularOpen < s.RegularClose).Select(s => s with { Open = s.RegularOpen, Close = s.RegularClose }).ToList()
        : market.Calendar?.ToList();

    /// <summary>Where the last search ended: lists are long and times go on.</summary>
    private int last;

    /// <summary>Whether what is traded at a moment enters candles.</summary>
    public bool Counts(long time) => market.Hours == TradingHours.All || NextOrCurrent(time).Open <= time;

    /// <summary>The bar of a time frame that holds a moment, and whether the end of a session cuts it.</summary>
    public (long Start, long End, bool Cut) BarOf(long count, char unit, long time)
    {
        NaiveSession session = NextOrCurrent(time);
        if (unit is 'd' or 'w')
        {
            long days = unit == 'w' ? 7 * count : count;
            long origin = unit == 'w' ? -3 : 0; // Monday, 1969-12-29
            long first = session.Day - Modulo(session.Day - origin, days);
            List<NaiveSession> all = OfDays(first, first + days - 1);
            return (all[0].Open, all[^1].Close, false);
        }

        long length = LengthOf(count, unit);
        if (market.Align == BarAlignment.Epoch)
        {
            long start = time - Modulo(time, length);
            return (start, start + length, false);
        }

        bool open = session.Open <= time;
        long from = open ? session.Open : sessions![last - 1].Close;
        long until = open ? session.Close : session.Open;
        long begin = from + ((time - from) / length * length);
        return (begin, Math.Min(begin + length, until), open && begin + length > until);
    }

    /// <summary>The first bar from a moment on that touches an open session.</summary>
    public (long Start, long End, bool Cut) NextOpenBar(long count, char unit, long time) =>
        BarOf(count, unit, Math.Max(time, NextOrCurrent(time).Open));

    public static long LengthOf(long count, char unit) => count * unit switch
    {
        's' => 1_000_000_000,
        'm' => 60_000_000_000,
        'h' => 3_600_000_000_000,
        'd' => DayLength,
        _ => 7 * DayLength,
    };

    public static long Modulo(long value, long by) => ((value % by) + by) % by;

    /// <summary>The first session that closes after a moment.</summary>
    private NaiveSession NextOrCurrent(long time)
    {
        if (sessions is null) return UtcDay((time - Modulo(time, DayLength)) / DayLength);
        while (last > 0 && sessions[last - 1].Close > time) last--;
        while (sessions[last].Close <= time) last++;
        return sessions[last];
    }

    private List<NaiveSession> OfDays(long first, long last) => sessions is null
        ? [UtcDay(first), UtcDay(last)]
        : [.. sessions.SkipWhile(s => s.Day < first).TakeWhile(s => s.Day <= last)];

    private static NaiveSession UtcDay(long day) =>
        new(day * DayLength, (day + 1) * DayLength, day * DayLength, (day + 1) * DayLength, (int)day);
}
