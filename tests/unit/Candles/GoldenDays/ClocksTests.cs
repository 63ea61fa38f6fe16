using Pawl.Candles.Sessions;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Changes of the clocks elsewhere, and the weeks in which New York has changed and London has not, or the other way round.</summary>
public sealed class ClocksTests
{
    private static readonly Instrument Share = Of(Markets.London);

    /// <summary>A London share, 08:00 to 16:30: clocks went forward on Sunday, 2026-03-29.</summary>
    [Fact]
    public void London_goes_forward() => Assert.Equal(
        """
        1h 2026-03-27T08:00Z 2026-03-27T09:00Z 10 10 10 10 v1 n1
        1h 2026-03-27T16:00Z 2026-03-27T16:30Z 11 11 11 11 v1 n1 truncated
        1d 2026-03-27T08:00Z 2026-03-27T16:30Z 10 11 10 11 v2 n2
        1h 2026-03-30T07:00Z 2026-03-30T08:00Z 12 12 12 12 v1 n1
        1h 2026-03-30T15:00Z 2026-03-30T15:30Z 13 13 13 13 v1 n1 truncated
        1d 2026-03-30T07:00Z 2026-03-30T15:30Z 12 13 12 13 v2 n2
        """,
        Lines(Share, "1h 1d", """
            2026-03-27T08:00Z 10 1
            2026-03-27T16:29:59Z 11 1
            2026-03-27T16:30Z 99 1
            2026-03-30T06:59:59Z 99 1
            2026-03-30T07:00Z 12 1
            2026-03-30T15:29:59Z 13 1
            2026-03-30T15:30Z 99 1
            """));

    /// <summary>Clocks went back on Sunday, 2026-10-25.</summary>
    [Fact]
    public void London_goes_back() => Assert.Equal(
        """
        1h 2026-10-23T15:00Z 2026-10-23T15:30Z 11 11 11 11 v1 n1 truncated
        1d 2026-10-23T07:00Z 2026-10-23T15:30Z 11 11 11 11 v1 n1
        1h 2026-10-26T08:00Z 2026-10-26T09:00Z 12 12 12 12 v1 n1
        1h 2026-10-26T16:00Z 2026-10-26T16:30Z 13 13 13 13 v1 n1 truncated
        1d 2026-10-26T08:00Z 2026-10-26T16:30Z 12 13 12 13 v2 n2
        """,
        Lines(Share, "1h 1d", """
            2026-10-23T15:29:59Z 11 1
            2026-10-23T16:00Z 99 1
            2026-10-26T07:30Z 99 1
            2026-10-26T08:00Z 12 1
            2026-10-26T16:29:59Z 13 1
            """));

    // 2026-03-16 and 2026-10-28: New York has summer time, London has not. 2026-04-01: both. 2028-02-29: neither.
    [Theory]
    [InlineData("us_equity", "2026-03-16T15:00Z", "2026-03-16T13:30Z", "2026-03-16T20:00Z")]
    [InlineData("cme_equity", "2026-03-16T15:00Z", "2026-03-15T22:00Z", "2026-03-16T21:00Z")]
    [InlineData("forex", "2026-03-16T15:00Z", "2026-03-15T21:00Z", "2026-03-16T21:00Z")]
    [InlineData("lse", "2026-03-16T15:00Z", "2026-03-16T08:00Z", "2026-03-16T16:30Z")]
    [InlineData("us_equity", "2026-10-28T15:00Z", "2026-10-28T13:30Z", "2026-10-28T20:00Z")]
    [InlineData("cme_equity", "2026-10-28T15:00Z", "2026-10-27T22:00Z", "2026-10-28T21:00Z")]
    [InlineData("forex", "2026-10-28T15:00Z", "2026-10-27T21:00Z", "2026-10-28T21:00Z")]
    [InlineData("lse", "2026-10-28T15:00Z", "2026-10-28T08:00Z", "2026-10-28T16:30Z")]
    [InlineData("us_equity", "2026-04-01T15:00Z", "2026-04-01T13:30Z", "2026-04-01T20:00Z")]
    [InlineData("lse", "2026-04-01T15:00Z", "2026-04-01T07:00Z", "2026-04-01T15:30Z")]
    [InlineData("nse", "2026-04-01T05:00Z", "2026-04-01T03:45Z", "2026-04-01T10:00Z")]
    [InlineData("us_equity", "2028-02-29T15:00Z", "2028-02-29T14:30Z", "2028-02-29T21:00Z")]
    [InlineData("cme_equity", "2028-02-29T15:00Z", "2028-02-28T23:00Z", "2028-02-29T22:00Z")]
    [InlineData("lse", "2028-02-29T15:00Z", "2028-02-29T08:00Z", "2028-02-29T16:30Z")]
    [InlineData("crypto", "2028-02-29T15:00Z", "2028-02-29T00:00Z", "2028-03-01T00:00Z")]
    public void The_day_of_a_trade(string market, string time, string start, string end)
    {
        SessionRules rules = new[] { Markets.UsEquity, Markets.Es, Markets.Forex, Markets.London, Markets.Nse, Markets.Crypto }.Single(r => r.Name == market);
        Instrument instrument = Of(rules, market is "cme_equity" ? TradingHours.Extended : TradingHours.Regular);
        NaiveBar day = Assert.Single(Bars(instrument, "1d", $"{time} 1 1"));
        Assert.Equal((Time(start).Nanoseconds, Time(end).Nanoseconds), (day.Start, day.End));
    }

    /// <summary>A market that never closes, with days of New York: one has 23 hours, one 25; only the last bar is short.</summary>
    [Fact]
    public void A_change_of_clocks_makes_no_bar_longer()
    {
        Instrument instrument = Of(Markets.NewYorkDays);
        Assert.Equal(
            """
            4h 2026-03-08T05:00Z 2026-03-08T09:00Z 1 2 1 2 v2 n2
            4h 2026-03-09T01:00Z 2026-03-09T04:00Z 3 3 3 3 v1 n1 truncated
            1d 2026-03-08T05:00Z 2026-03-09T04:00Z 1 3 1 3 v3 n3
            4h 2026-03-09T04:00Z 2026-03-09T08:00Z 4 4 4 4 v1 n1
            1d 2026-03-09T04:00Z 2026-03-10T04:00Z 4 4 4 4 v1 n1
            """,
            Lines(instrument, "4h 1d", """
                2026-03-08T05:00Z 1 1
                2026-03-08T08:59:59Z 2 1
                2026-03-09T03:59:59Z 3 1
                2026-03-09T04:00Z 4 1
                """));
        Assert.Equal(
            """
            4h 2026-11-01T04:00Z 2026-11-01T08:00Z 1 2 1 2 v2 n2
            4h 2026-11-02T00:00Z 2026-11-02T04:00Z 3 3 3 3 v1 n1
            4h 2026-11-02T04:00Z 2026-11-02T05:00Z 4 4 4 4 v1 n1 truncated
            1d 2026-11-01T04:00Z 2026-11-02T05:00Z 1 4 1 4 v4 n4
            """,
            Lines(instrument, "4h 1d", """
                2026-11-01T04:00Z 1 1
                2026-11-01T07:59:59Z 2 1
                2026-11-02T03:59:59Z 3 1
                2026-11-02T04:00Z 4 1
                """));
    }

    /// <summary>2025-12-29 is 2 922 weeks after 1969-12-29, an even number: two weeks begin with it.</summary>
    [Fact]
    public void Weeks_are_counted_from_1969() => Assert.Equal(
        """
        1w 2025-12-29T00:00Z 2026-01-05T00:00Z 1 1 1 1 v1 n1
        1w 2026-01-05T00:00Z 2026-01-12T00:00Z 2 2 2 2 v1 n1
        2w 2025-12-29T00:00Z 2026-01-12T00:00Z 1 2 1 2 v2 n2
        """,
        Lines(Of(Markets.Crypto), "1w 2w", """
            2026-01-01T12:00Z 1 1
            2026-01-11T23:59Z 2 1
            """));
}
