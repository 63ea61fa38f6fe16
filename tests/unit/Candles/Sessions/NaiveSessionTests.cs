using Pawl.Candles.Sessions;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles.Sessions;

/// <summary>Against a computation day by day with the time zones of the machine.</summary>
public sealed class NaiveSessionTests
{
    public static TheoryData<string, string> Zones => new()
    {
        { "America/New_York", "04:00-20:00" },
        { "America/New_York", "17:00-17:00" },
        { "America/New_York", "01:30-02:30" },
        { "America/Chicago", "17:00-16:00" },
        { "America/Chicago", "00:00-24:00" },
        { "Europe/London", "08:00-16:30" },
        { "Europe/London", "00:30-01:30" },
        { "Asia/Kolkata", "09:15-15:30" },
        { "Australia/Sydney", "10:00-16:00" },
        { "Asia/Tokyo", "09:00-15:00" },
    };

    [Theory]
    [MemberData(nameof(Zones))]
    public void Sessions_are_those_of_the_machines_time_zones(string zone, string hours)
    {
        TradingCalendar calendar = Markets.Weekdays("naive", zone, hours).ToCalendar();
        Assert.True(HourRange.TryParse(hours, out HourRange range));
        var machine = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Timestamp closed = Instruments.Sessions.Time("1999-12-31T23:00:00Z").AddNanoseconds(-2 * Timestamp.NanosecondsPerDay);
        int hint = 0;
        for (DateTime date = new(2000, 1, 3); date.Year < 2036; date = date.AddDays(1))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            Timestamp open = ToUtc(machine, date.AddSeconds(range.Open)), close = ToUtc(machine, date.AddSeconds(range.Close));
            var day = new TradingDay((int)(date - DateTime.UnixEpoch).TotalDays);
            Assert.Equal(new TradingSession(open, close, open, close, day), calendar.NextOrCurrent(open, ref hint));
            Assert.Equal((open, close), calendar.DayBounds(day));
            if (date.Year > 2000) Assert.Equal(closed, calendar.Previous(open).Close);
            closed = close;
        }
    }

    private static Timestamp ToUtc(TimeZoneInfo zone, DateTime local)
    {
        // What is skipped is the moment of the change: minute by minute to the first time that exists.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        // Of two moments the one with the larger offset comes first.
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new Timestamp((local - offset - DateTime.UnixEpoch).Ticks * 100);
    }
}
