using System.Globalization;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>Times against <see cref="DateTimeOffset"/>, which knows the calendar but only 100 ns.</summary>
public sealed class TimestampTests
{
    [Fact]
    public void Text_is_iso_8601_and_reads_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            var time = new Timestamp(TextCases.AnyLong(random));
            string expected = Iso(time.Nanoseconds);
            Assert.Equal(expected, time.ToString());
            Assert.Equal(time, Timestamp.Parse(expected));
        }
    }

    [Fact]
    public void Every_day_of_the_range_is_right()
    {
        var epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        long first = long.MinValue / Timestamp.NanosecondsPerDay, last = long.MaxValue / Timestamp.NanosecondsPerDay;
        for (long day = first; day <= last; day++)
        {
            string expected = epoch.AddDays(day).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var time = new Timestamp(day * Timestamp.NanosecondsPerDay);
            Assert.Equal(expected, time.ToString());
            Assert.Equal(time, Timestamp.Parse(expected));
        }
    }

    [Fact]
    public void An_offset_is_converted()
    {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++)
        {
            var offset = TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1));
            var local = new DateTimeOffset(random.NextInt64(new DateTime(1678, 1, 1).Ticks, new DateTime(2262, 1, 1).Ticks), offset);
            string text = local.ToString(random.Next(2) == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz" : "yyyy-MM-dd' 'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
            Assert.Equal((local.UtcTicks - DateTime.UnixEpoch.Ticks) * 100, Timestamp.Parse(text).Nanoseconds);
        }
    }

    [Fact]
    public void A_damaged_text_is_read_only_where_the_calendar_agrees()
    {
        var random = new Random(3);
        string[] formats = [.. Enumerable.Range(0, 8).SelectMany(digits => Formats(digits))];
        for (int i = 0; i < 200_000; i++)
        {
            // Whole 100 ns, which the oracle can follow.
            long nanoseconds = random.NextInt64(-9_000_000_000_000_000, 9_000_000_000_000_000) / 1_000 * 100_000;
            string text = TextCases.Mutate(random, Iso(nanoseconds), "0123456789-:.TZ+ ");
            bool expected = DateTimeOffset.TryParseExact(
                text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset value);
            if (text.Length > 28) continue;
            bool inRange = value.Year is > 1677 and < 2262;
            Assert.True((expected && inRange) == Timestamp.TryParse(TextCases.Utf8(text), out Timestamp time) || !inRange, text);
            if (expected && inRange) Assert.Equal((value.Ticks - DateTime.UnixEpoch.Ticks) * 100, time.Nanoseconds);
        }
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1969-12-31T23:59:59.999999999Z", -1)]
    [InlineData("2013-10-07T08:00:00.464Z", 1381132800464000000)]
    [InlineData("2013-10-07 08:00:00.464Z", 1381132800464000000)]
    [InlineData("2013-10-07T08:00:00.464000000Z", 1381132800464000000)]
    [InlineData("2013-10-07T13:30:00.464+05:30", 1381132800464000000)]
    [InlineData("2013-10-07T08:00:00.464-00:00", 1381132800464000000)]
    [InlineData("1970-01-01T14:00:00+14:00", 0)]
    [InlineData("1969-12-31T10:00:00-14:00", 0)]
    [InlineData("2000-02-29T00:00:00Z", 951782400000000000)]
    [InlineData("2024-02-29T23:59:59Z", 1709251199000000000)]
    [InlineData("1677-09-21T00:12:43.145224192Z", long.MinValue)]
    [InlineData("2262-04-11T23:47:16.854775807Z", long.MaxValue)]
    [InlineData("2262-04-12T13:47:16.854775807+14:00", long.MaxValue)]
    [InlineData("1677-09-20T10:12:43.145224192-14:00", long.MinValue)]
    public void Reads(string text, long nanoseconds) => Assert.Equal(nanoseconds, Timestamp.Parse(text).Nanoseconds);

    [Theory]
    [InlineData("", TimestampError.Invalid)]
    [InlineData("2013-10-07", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00", TimestampError.NoZone)]
    [InlineData("2013-10-07T08:00:00.5", TimestampError.NoZone)]
    [InlineData("2013-10-07T08:00:00.Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00.1234567890Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:60Z", TimestampError.Invalid)]
    [InlineData("2016-12-31T23:59:60Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T24:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:60:00Z", TimestampError.Invalid)]
    [InlineData("2013-02-29T08:00:00Z", TimestampError.Invalid)]
    [InlineData("1900-02-29T08:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-04-31T08:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-00-01T08:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-13-01T08:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-01-00T08:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-10-07t08:00:00Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00ZZ", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00 Z", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00+14:01", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00-15:00", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00+05:60", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00+0530", TimestampError.Invalid)]
    [InlineData("2013-10-07T08:00:00+05", TimestampError.Invalid)]
    [InlineData("2013/10/07T08:00:00Z", TimestampError.Invalid)]
    [InlineData("-013-10-07T08:00:00Z", TimestampError.Invalid)]
    [InlineData("0000-01-01T00:00:00Z", TimestampError.OutOfRange)]
    [InlineData("0001-01-01T00:00:00Z", TimestampError.OutOfRange)]
    [InlineData("9999-12-31T23:59:59.999999999Z", TimestampError.OutOfRange)]
    [InlineData("1677-09-21T00:12:43.145224191Z", TimestampError.OutOfRange)]
    [InlineData("2262-04-11T23:47:16.854775808Z", TimestampError.OutOfRange)]
    [InlineData("2262-04-11T23:47:16.854775807-00:01", TimestampError.OutOfRange)]
    [InlineData("1677-09-21T00:12:43.145224192+00:01", TimestampError.OutOfRange)]
    public void Refuses(string text, TimestampError expected)
    {
        Assert.False(Timestamp.TryParse(TextCases.Utf8(text), out _));
        Assert.False(Timestamp.TryParse(TextCases.Utf8(text), null, out _, out TimestampError error));
        Assert.Equal(expected, error);
        Assert.Throws<FormatException>(() => Timestamp.Parse(text));
    }

    [Fact]
    public void A_missing_zone_may_be_assumed_and_a_written_one_wins()
    {
        byte[] local = TextCases.Utf8("2013-10-07T04:00:00.5"), zoned = TextCases.Utf8("2013-10-07T08:00:00.5Z");
        Timestamp expected = Timestamp.Parse("2013-10-07T08:00:00.5Z");
        Assert.True(Timestamp.TryParse(local, TimeSpan.FromHours(-4), out Timestamp time, out TimestampError error));
        Assert.Equal((expected, TimestampError.None), (time, error));
        Assert.True(Timestamp.TryParse(zoned, TimeSpan.FromHours(-4), out time, out error));
        Assert.Equal((expected, TimestampError.None), (time, error));
        Assert.False(Timestamp.TryParse("2262-04-11T23:47:16.9"u8, TimeSpan.Zero, out _, out error));
        Assert.Equal(TimestampError.OutOfRange, error);
        Assert.True(Timestamp.TryParse("2262-04-12T00:47:16.5"u8, TimeSpan.FromHours(1), out time, out _));
        Assert.Equal("2262-04-11T23:47:16.5Z", time.ToString());
    }

    [Fact]
    public void Arithmetic_is_checked()
    {
        Assert.Equal(Timestamp.Parse("1970-01-01T00:00:01.5Z"), Timestamp.FromUnixMilliseconds(1_500));
        Assert.Equal(Timestamp.Parse("1969-12-31T23:59:59Z"), Timestamp.FromUnixSeconds(-1));
        Assert.Equal(1_500_000_000, Timestamp.FromUnixMilliseconds(1_500) - Timestamp.UnixEpoch);
        Assert.True(Timestamp.MinValue < Timestamp.UnixEpoch && Timestamp.MaxValue >= Timestamp.UnixEpoch);
        Assert.Throws<OverflowException>(() => Timestamp.FromUnixMilliseconds(long.MaxValue));
        Assert.Throws<OverflowException>(() => Timestamp.FromUnixSeconds(long.MinValue));
        Assert.Throws<OverflowException>(() => Timestamp.MaxValue.AddNanoseconds(1));
        Assert.Throws<OverflowException>(() => Timestamp.MaxValue - Timestamp.MinValue);
    }

    [Fact]
    public void Every_length_of_a_destination_is_respected()
    {
        Span<byte> to = stackalloc byte[Timestamp.MaxLength];
        foreach (string text in new[] { "1970-01-01T00:00:00Z", "2013-10-07T08:00:00.464Z", "1677-09-21T00:12:43.145224192Z" })
        {
            for (int room = 0; room <= to.Length; room++)
            {
                Assert.Equal(room >= text.Length, Timestamp.Parse(text).TryFormat(to[..room], out int written));
                Assert.Equal(room >= text.Length ? text.Length : 0, written);
            }
        }
    }

    private static IEnumerable<string> Formats(int digits)
    {
        string whole = "HH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits));
        return new[] { "yyyy-MM-dd'T'", "yyyy-MM-dd' '" }.SelectMany(date => new[] { date + whole + "'Z'", date + whole + "zzz" });
    }

    /// <summary>The text by way of the framework's calendar; the last two digits of the nanoseconds by hand.</summary>
    private static string Iso(long nanoseconds)
    {
        long hundreds = (long)Math.Floor(nanoseconds / 100m);
        DateTime time = DateTime.UnixEpoch.AddTicks(hundreds);
        string fraction = time.ToString("fffffff", CultureInfo.InvariantCulture) + (nanoseconds - (hundreds * 100m)).ToString("00", CultureInfo.InvariantCulture);
        fraction = fraction.TrimEnd('0');
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (fraction.Length > 0 ? "." + fraction : "") + "Z";
    }
}
