using System.Globalization;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Instruments;

public sealed class TradingDayTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1969-12-31", -1)]
    [InlineData("2028-02-29", 21_243)]
    public void Reads_and_writes_dates(string text, int number)
    {
        Assert.True(TradingDay.TryParse(text, out TradingDay day));
        Assert.Equal(number, day.Number);
        Assert.Equal(text, day.ToString());
    }

    [Theory]
    [InlineData("2027-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("2026-1-01")]
    [InlineData("2026/01/01")]
    [InlineData("+026-01-01")]
    [InlineData("2026-01-01 ")]
    [InlineData("0000-01-01")]
    [InlineData("")]
    public void Refuses_what_is_no_date(string text) => Assert.False(TradingDay.TryParse(text, out _));

    [Fact]
    public void Agrees_with_the_calendar_of_the_framework()
    {
        for (DateTime date = new(1699, 12, 1); date.Year < 2201; date = date.AddDays(17))
        {
            TradingDay day = TradingDay.Of(date.Year, date.Month, date.Day);
            Assert.Equal((date - DateTime.UnixEpoch).Days, day.Number);
            Assert.Equal(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString());
            Assert.Equal(((int)date.DayOfWeek + 6) % 7, day.DaysSinceMonday);
            Assert.Equal(DayOfWeek.Monday, DateTime.UnixEpoch.AddDays(day.Monday.Number).DayOfWeek);
            Assert.Equal(date.Year, day.Year);
        }
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59.999999999Z", "1969-12-31")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01")]
    [InlineData("1677-09-21T00:12:43.145224192Z", "1677-09-21")]
    [InlineData("2262-04-11T23:47:16.854775807Z", "2262-04-11")]
    public void Takes_the_date_of_a_moment(string time, string day) => Assert.Equal(day, TradingDay.OfUtc(Timestamp.Parse(time)).ToString());
}
