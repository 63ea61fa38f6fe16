using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>Seeded markets with sessions of every shape, and streams of events around their opens and closes.</summary>
public static class RandomMarkets
{
    private const long Second = 1_000_000_000;
    private const long Hour = 3_600 * Second;
    private const long Day = 24 * Hour;

    private static readonly string[] TimeFrames =
        ["1s", "7s", "1m", "2m", "5m", "7m", "15m", "30m", "90m", "1h", "2h", "4h", "5h", "12h", "24h", "36h", "1d", "2d", "3d", "7d", "1w", "2w"];

    private static readonly string[] OtherFrames = ["1t", "2t", "7t", "50t", "1v", "20v", "300v", "1r", "3r", "20r"];

    /// <summary>Markets with the hours of real exchanges, and the times at which their clocks and years change.</summary>
    private static readonly Lazy<List<NaiveSession>>[] Exchanges =
    [
        new(() => NaiveHours.NewYork(2025, 2027)),
        new(() => NaiveHours.Chicago(2025, 2027)),
        new(() => NaiveHours.Forex(2025, 2027)),
        new(() => NaiveHours.London(2025, 2027)),
        new(() => NaiveHours.Nse(2025, 2027)),
    ];

    private static readonly DateTime[] Changes =
    [
        new(2025, 12, 29), new(2026, 1, 1), new(2026, 3, 6), new(2026, 3, 8), new(2026, 3, 27), new(2026, 3, 29),
        new(2026, 10, 23), new(2026, 10, 25), new(2026, 10, 30), new(2026, 11, 1), new(2026, 12, 24), new(2027, 2, 27),
    ];

    public static NaiveMarket Market(Random random) => new()
    {
        Calendar = random.Next(8) switch
        {
            0 => null,
            < 5 => Exchanges[random.Next(Exchanges.Length)].Value,
            _ => Sessions(random),
        },
        Hours = (TradingHours)random.Next(3),
        Align = (BarAlignment)random.Next(2),
        Gaps = (GapPolicy)random.Next(2),
        From = random.Next(3) == 0 ? (CandleSource)random.Next(4) : CandleSource.Trade,
        TickSize = random.Next(2) == 0 ? 0.01m : 0.25m,
    };

    /// <summary>One to five frames; with flat gaps mostly long ones, for silences fill many short bars.</summary>
    public static string[] Frames(Random random, NaiveMarket market)
    {
        int shortest = market.Gaps == GapPolicy.Flat && random.Next(8) != 0 ? 4 : 0;
        return
        [
            .. Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => random.Next(4) == 0 ? OtherFrames[random.Next(OtherFrames.Length)] : TimeFrames[random.Next(shortest, TimeFrames.Length)])
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Trades, quotes and clocks with gaps of all lengths, late, doubled and empty ones, and many exactly at opens and closes.</summary>
    public static List<NaiveEvent> Events(Random random, NaiveMarket market, int count)
    {
        List<NaiveEvent> events = [];
        long time = (Changes[random.Next(Changes.Length)].AddHours(random.Next(48)) - DateTime.UnixEpoch).Ticks * 100;
        // A quote has no side where its price is 0, so that those of a market of quotes stay above.
        decimal price = (random.Next(100, 10_000) / 100m) + (market.From == CandleSource.Trade ? 0 : 1_000);
        int numbers = random.Next(3);
        long id = 0;
        for (int i = 0; i < count; i++)
        {
            time = Later(random, market, time);
            long at = random.Next(25) == 0 ? time - random.NextInt64(3 * Second) : time;
            price += random.Next(-3, 4) * (random.Next(30) == 0 ? 50 : 1) / 100m;
            id += random.Next(12) == 0 ? random.Next(4) - 1 : 1;
            decimal size = random.Next(30) switch { 0 => 0, 1 => random.Next(1, 50_000), _ => random.Next(1, 2_000) / 100m };
            bool trade = random.Next(4) > (market.From == CandleSource.Trade ? 0 : 2);
            if (random.Next(20) == 0) events.Add(new NaiveClock(at));
            else if (trade) events.Add(new NaiveTick(at, price, size, numbers == 1 ? Math.Max(1, id) : 0, numbers == 2 ? Math.Max(1, id) : 0));
            else events.Add(Quote(random, at, price));
        }

        return events;
    }

    private static NaiveQuote Quote(Random random, long time, decimal price) => new(
        time, random.Next(10) == 0 ? null : price - 0.01m, random.Next(10) == 0 ? null : price + (random.Next(3) * 0.00000001m));

    private static long Later(Random random, NaiveMarket market, long time)
    {
        long second = time - NaiveSessions.Modulo(time, Second);
        switch (random.Next(100))
        {
            case < 30: return time;
            case < 50: return time + random.NextInt64(Second / 10);
            case < 65: return time + random.NextInt64(3 * Second);
            case < 75: return time + (Second * random.NextInt64(600));
            case < 78: return second + (60 * Second) - NaiveSessions.Modulo(second, 60 * Second);
            case < 84: return time + random.NextInt64(3 * Hour);
            case < 86: return time + random.NextInt64(4 * Day);
            case 86: return time + random.NextInt64(20 * Day);
            default:
                long boundary = Boundary(random, market, time);
                return Math.Max(time, boundary + (random.Next(4) switch { 0 => -1, 1 => random.NextInt64(Second), _ => 0 }));
        }
    }

    /// <summary>The next open or close, mostly; sometimes of regular hours.</summary>
    private static long Boundary(Random random, NaiveMarket market, long time)
    {
        if (market.Calendar is null) return time - NaiveSessions.Modulo(time, Day) + Day;
        NaiveSession session = market.Calendar.First(s => s.Close > time);
        return random.Next(4) switch { 0 => session.RegularOpen, 1 => session.RegularClose, 2 => session.Open, _ => session.Close };
    }

    /// <summary>One to three sessions a day, some without pause between them, some without regular hours, some days closed; from late 2025 to 2027.</summary>
    private static List<NaiveSession> Sessions(Random random)
    {
        List<NaiveSession> sessions = [];
        long grain = random.Next(3) switch { 0 => 1800 * Second, 1 => 60 * Second, _ => Second };
        bool weekends = random.Next(2) == 0;
        long closed = long.MinValue;
        int first = (new DateTime(2025, 1, 1) - DateTime.UnixEpoch).Days, last = (new DateTime(2027, 12, 31) - DateTime.UnixEpoch).Days;
        for (int day = first; day <= last; day++)
        {
            bool weekend = DateTime.UnixEpoch.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if ((weekend && !weekends) || random.Next(15) == 0) continue;
            long at = Math.Max(closed, (day * Day) + Round(random.NextInt64(-6 * Hour, 10 * Hour), grain));
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                long open = at + (random.Next(4) == 0 ? 0 : Round(random.NextInt64(3 * Hour), grain));
                long length = grain + Round(random.NextInt64(1, random.Next(5) == 0 ? 600 * Second : 8 * Hour), grain);
                bool regular = random.Next(4) != 0;
                long regularOpen = open + (regular ? Round(random.NextInt64(length / 2), grain) : 0);
                long regularClose = regular ? regularOpen + grain + Round(random.NextInt64(open + length - regularOpen), grain) : regularOpen;
                sessions.Add(new NaiveSession(open, open + length, regularOpen, Math.Min(regularClose, open + length), day));
                at = open + length;
            }

            closed = at;
        }

        return sessions;
    }

    private static long Round(long time, long grain) => time - NaiveSessions.Modulo(time, grain);
}
