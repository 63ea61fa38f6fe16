using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

public sealed class TimeFrameTests
{
    private const long Day = Timestamp.NanosecondsPerDay;

    private static readonly TimeFrame[] Frames =
    [
        .. "1s 5s 15s 30s 1m 2m 3m 5m 7m 15m 30m 90s 1h 2h 4h 6h 12h 36h 1d 2d 5d 7d 1w 2w".Split(' ').Select(TimeFrame.Parse),
    ];

    [Theory]
    [InlineData("1s", "1s", 1)]
    [InlineData("60s", "1m", 60)]
    [InlineData("90s", "90s", 90)]
    [InlineData("3600s", "1h", 3_600)]
    [InlineData("60m", "1h", 3_600)]
    [InlineData("90m", "90m", 5_400)]
    [InlineData("24h", "24h", 86_400)]
    [InlineData("36h", "36h", 129_600)]
    [InlineData("86400s", "24h", 86_400)]
    [InlineData("1d", "1d", 86_400)]
    [InlineData("7d", "7d", 604_800)]
    [InlineData("1w", "1w", 604_800)]
    public void Text_is_canonical(string text, string canonical, long seconds)
    {
        TimeFrame frame = TimeFrame.Parse(text);
        Assert.Equal(canonical, frame.ToString());
        Assert.Equal(frame, TimeFrame.Parse(canonical));
        Assert.Equal(seconds * Timestamp.NanosecondsPerSecond, frame.Nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("0m")]
    [InlineData("05m")]
    [InlineData("-5m")]
    [InlineData("+5m")]
    [InlineData("5M")]
    [InlineData("5 m")]
    [InlineData("5min")]
    [InlineData("1.5h")]
    [InlineData("tick")]
    [InlineData("9223372037s")]
    [InlineData("15251w")]
    [InlineData("99999999999999999999m")]
    public void Refuses(string text)
    {
        Assert.False(TimeFrame.TryParse(text, out _));
        Assert.Contains("is not a time frame", Assert.Throws<FormatException>(() => TimeFrame.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_the_default_and_has_no_bars()
    {
        Assert.True(default(TimeFrame).IsNone);
        Assert.Equal("tick", TimeFrame.None.ToString());
        Assert.Equal(0, TimeFrame.None.Nanoseconds);
        Assert.Throws<InvalidOperationException>(() => TimeFrame.None.StartOf(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeFrame.Of(1, TimeUnit.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeFrame.Of(0, TimeUnit.Day));
    }

    [Fact]
    public void A_day_by_hours_is_not_a_day_and_seven_days_are_not_a_week()
    {
        Assert.NotEqual(TimeFrame.Parse("24h"), TimeFrame.Parse("1d"));
        Assert.NotEqual(TimeFrame.Parse("7d"), TimeFrame.Parse("1w"));
        Assert.True(TimeFrame.Parse("24h") < TimeFrame.Parse("1d") && TimeFrame.Parse("7d") < TimeFrame.Parse("1w"));
        Assert.True(TimeFrame.Parse("59s") < TimeFrame.Parse("1m") && TimeFrame.Parse("36h") > TimeFrame.Parse("1d"));
        Assert.True(TimeFrame.None < TimeFrame.Parse("1s"));
    }

    [Fact]
    public void Bars_are_those_of_a_walk_from_the_epoch()
    {
        var random = new Random(1);
        foreach (TimeFrame frame in Frames)
        {
            // The walk: one boundary after the other, both ways, from a boundary that is known.
            long known = frame.Unit == TimeUnit.Week ? -3 * Day : 0;
            long forward = known, backward = known;
            for (int bar = 0; bar < 200; bar++)
            {
                foreach (long start in new[] { forward, backward })
                {
                    long inside = random.NextInt64(frame.Nanoseconds);
                    foreach (long offset in new[] { 0, inside, frame.Nanoseconds - 1 })
                        Assert.Equal(start, frame.StartOf(new Timestamp(start + offset)).Nanoseconds);
                    Assert.Equal(start + frame.Nanoseconds, frame.EndOf(new Timestamp(start)).Nanoseconds);
                }

                forward += frame.Nanoseconds;
                backward -= frame.Nanoseconds;
            }
        }
    }

    [Fact]
    public void Weeks_begin_on_Monday()
    {
        TimeFrame week = TimeFrame.Parse("1w");
        for (int day = -3000; day < 3000; day++)
        {
            DateTime date = DateTime.UnixEpoch.AddDays(day);
            DateTime monday = date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
            Timestamp start = week.StartOf(new Timestamp((day * Day) + 1));
            Assert.Equal((monday - DateTime.UnixEpoch).Days, start.Nanoseconds / Day);
        }
    }

    [Fact]
    public void Ends_of_the_range_overflow_loudly()
    {
        TimeFrame day = TimeFrame.Parse("1d");
        Assert.Throws<OverflowException>(() => day.StartOf(Timestamp.MinValue));
        Assert.Throws<OverflowException>(() => day.EndOf(day.StartOf(Timestamp.MaxValue)));
    }

    [Fact]
    public void Divides_where_every_boundary_is_one()
    {
        foreach (TimeFrame small in Frames)
        {
            foreach (TimeFrame large in Frames)
            {
                bool every = true;
                Timestamp boundary = large.StartOf(new Timestamp(-40 * Day));
                for (int i = 0; i < 60; i++, boundary = large.EndOf(boundary)) every &= small.StartOf(boundary) == boundary;
                Assert.True(every == small.Divides(large), $"{small} {large}");
            }
        }

        Assert.False(TimeFrame.None.Divides(TimeFrame.Parse("1m")));
        Assert.False(TimeFrame.Parse("1m").Divides(TimeFrame.None));
    }
}
