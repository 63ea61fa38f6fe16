using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>US shares: 09:30 to 16:00 in New York, 14:30 to 21:00 in UTC in winter and 13:30 to 20:00 in summer.</summary>
public sealed class NewYorkTests
{
    private static readonly Instrument Share = Of(Markets.UsEquity, TradingHours.Regular);

    /// <summary>Friday in winter time, Monday in summer time: clocks went forward on Sunday, 2026-03-08.</summary>
    [Fact]
    public void Over_the_weekend_on_which_clocks_go_forward() => Assert.Equal(
        """
        1h 2026-03-06T14:30Z 2026-03-06T15:30Z 100 100 100 100 v1 n1
        1h 2026-03-06T19:30Z 2026-03-06T20:30Z 101 101 101 101 v1 n1
        1h 2026-03-06T20:30Z 2026-03-06T21:00Z 102 102 102 102 v1 n1 truncated
        1d 2026-03-06T14:30Z 2026-03-06T21:00Z 100 102 100 102 v3 n3
        1w 2026-03-02T14:30Z 2026-03-06T21:00Z 100 102 100 102 v3 n3
        1h 2026-03-09T13:30Z 2026-03-09T14:30Z 103 103 103 103 v1 n1
        1h 2026-03-09T19:30Z 2026-03-09T20:00Z 104 104 104 104 v1 n1 truncated
        1d 2026-03-09T13:30Z 2026-03-09T20:00Z 103 104 103 104 v2 n2
        1w 2026-03-09T13:30Z 2026-03-13T20:00Z 103 104 103 104 v2 n2
        """,
        Lines(Share, "1h 1d 1w", """
            2026-03-06T14:30Z 100 1
            2026-03-06T20:29:59Z 101 1
            2026-03-06T20:30Z 102 1
            2026-03-06T21:00Z 999 1
            2026-03-09T13:29:59Z 888 1
            2026-03-09T13:30Z 103 1
            2026-03-09T19:59:59Z 104 1
            """));

    /// <summary>Clocks went back on Sunday, 2026-11-01.</summary>
    [Fact]
    public void Over_the_weekend_on_which_clocks_go_back() => Assert.Equal(
        """
        1h 2026-10-30T19:30Z 2026-10-30T20:00Z 100 100 100 100 v1 n1 truncated
        1d 2026-10-30T13:30Z 2026-10-30T20:00Z 100 100 100 100 v1 n1
        1w 2026-10-26T13:30Z 2026-10-30T20:00Z 100 100 100 100 v1 n1
        1h 2026-11-02T14:30Z 2026-11-02T15:30Z 101 101 101 101 v1 n1
        1h 2026-11-02T20:30Z 2026-11-02T21:00Z 102 102 102 102 v1 n1 truncated
        1d 2026-11-02T14:30Z 2026-11-02T21:00Z 101 102 101 102 v2 n2
        1w 2026-11-02T14:30Z 2026-11-06T21:00Z 101 102 101 102 v2 n2
        """,
        Lines(Share, "1h 1d 1w", """
            2026-10-30T19:59:59Z 100 1
            2026-10-30T20:30Z 999 1
            2026-11-02T13:30Z 888 1
            2026-11-02T14:30Z 101 1
            2026-11-02T20:59:59Z 102 1
            """));

    /// <summary>
    /// Thanksgiving, Thursday, 2025-11-27, is closed and the Friday after it ends at 13:00: the last hour is 12:30 to 13:00,
    /// and the week has four days.
    /// </summary>
    [Fact]
    public void The_half_day_after_thanksgiving() => Assert.Equal(
        """
        1h 2025-11-26T20:30Z 2025-11-26T21:00Z 50 50 50 50 v1 n1 truncated
        1d 2025-11-26T14:30Z 2025-11-26T21:00Z 50 50 50 50 v1 n1
        1h 2025-11-28T14:30Z 2025-11-28T15:30Z 51 51 51 51 v1 n1
        1h 2025-11-28T16:30Z 2025-11-28T17:30Z 53 53 53 53 v2 n1
        1h 2025-11-28T17:30Z 2025-11-28T18:00Z 52 54 52 54 v4 n2 truncated
        1d 2025-11-28T14:30Z 2025-11-28T18:00Z 51 54 51 54 v7 n4
        1w 2025-11-24T14:30Z 2025-11-28T18:00Z 50 54 50 54 v8 n5
        1h 2025-12-01T14:30Z 2025-12-01T15:30Z 55 55 55 55 v1 n1
        1d 2025-12-01T14:30Z 2025-12-01T21:00Z 55 55 55 55 v1 n1
        1w 2025-12-01T14:30Z 2025-12-05T21:00Z 55 55 55 55 v1 n1
        """,
        Lines(Share, "1h 1d 1w", """
            2025-11-26T20:59Z 50 1
            2025-11-28T14:30Z 51 1
            2025-11-28T17:29:59Z 53 2
            2025-11-28T17:30Z 52 1
            2025-11-28T17:59:59.999Z 54 3
            2025-11-28T18:00Z 60 9
            2025-12-01T14:30Z 55 1
            """));

    /// <summary>Hours without a trade are filled on the half-day, but not on the holiday.</summary>
    [Fact]
    public void A_holiday_has_no_flat_bars() => Assert.Equal(
        """
        1h 2025-11-26T20:30Z 2025-11-26T21:00Z 50 50 50 50 v1 n1 truncated
        1d 2025-11-26T14:30Z 2025-11-26T21:00Z 50 50 50 50 v1 n1
        1h 2025-11-28T14:30Z 2025-11-28T15:30Z 50 50 50 50 v0 n0 synthetic
        1h 2025-11-28T15:30Z 2025-11-28T16:30Z 50 50 50 50 v0 n0 synthetic
        1h 2025-11-28T16:30Z 2025-11-28T17:30Z 50 50 50 50 v0 n0 synthetic
        1h 2025-11-28T17:30Z 2025-11-28T18:00Z 52 52 52 52 v1 n1 truncated
        1d 2025-11-28T14:30Z 2025-11-28T18:00Z 52 52 52 52 v1 n1
        """,
        Lines(Share with { Gaps = GapPolicy.Flat }, "1h 1d", """
            2025-11-26T20:59Z 50 1
            2025-11-28T17:30Z 52 1
            """));

    /// <summary>
    /// Tuesday, 2028-02-29, is day 21 243 since 1970-01-01: two days end with it, because 21 242 is even, and three begin
    /// with it, because 21 243 / 3 is whole.
    /// </summary>
    [Fact]
    public void The_29th_of_february() => Assert.Equal(
        """
        1d 2028-02-29T14:30Z 2028-02-29T21:00Z 10 11 10 11 v2 n2
        2d 2028-02-28T14:30Z 2028-02-29T21:00Z 10 11 10 11 v2 n2
        1d 2028-03-01T14:30Z 2028-03-01T21:00Z 12 12 12 12 v1 n1
        2d 2028-03-01T14:30Z 2028-03-02T21:00Z 12 12 12 12 v1 n1
        3d 2028-02-29T14:30Z 2028-03-02T21:00Z 10 12 10 12 v3 n3
        1w 2028-02-28T14:30Z 2028-03-03T21:00Z 10 12 10 12 v3 n3
        """,
        Lines(Share, "1d 2d 3d 1w", """
            2028-02-29T14:30Z 10 1
            2028-02-29T20:59:59Z 11 1
            2028-03-01T15:00Z 12 1
            """));
}
