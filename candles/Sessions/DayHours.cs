using System.Collections.Immutable;
using Pawl.Types;

namespace Pawl.Candles.Sessions;

/// <summary>The hours of one trading day in local time.</summary>
/// <param name="Sessions">When it trades, extended hours included; ascending, none overlapping. None: it is closed.</param>
/// <param name="Regular">What of it are regular hours; null: all of it. A break in the sessions is a break in them too.</param>
public sealed record DayHours(ImmutableArray<HourRange> Sessions, HourRange? Regular = null)
{
    public static DayHours Closed { get; } = new([]);
}

/// <summary>The hours of some days of the week.</summary>
/// <param name="Days">Bit 0 is Monday, bit 6 Sunday: the days of the trading days' dates.</param>
/// <param name="Hours">Their hours.</param>
/// <param name="From">The first date on which they hold; null: always. The latest that holds counts.</param>
public sealed record WeeklyHours(int Days, DayHours Hours, TradingDay? From = null)
{
    public const int Weekdays = 0b001_1111;
    public const int EveryDay = 0b111_1111;
}

/// <summary>Days that would be open and have other hours than their weekday.</summary>
/// <param name="Date">Which days.</param>
/// <param name="Hours">Their hours.</param>
/// <param name="CountsForNext">Whether what is traded on them belongs to the next trading day, as on holidays at CME.</param>
public sealed record HalfDay(DateRule Date, DayHours Hours, bool CountsForNext = false);
