using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>
/// ES: a trading day begins at 17:00 in Chicago on the evening before and ends at 16:00, 23:00 to 22:00 in UTC in winter and
/// 22:00 to 21:00 in summer; in between is the daily halt.
/// </summary>
public sealed class ChicagoTests
{
    private static readonly Instrument Es = Of(Markets.Es);

    /// <summary>Clocks went forward on Sunday, 2026-03-08, hours before the open. The sixth bar of four hours has three.</summary>
    [Fact]
    public void Sunday_evening_belongs_to_monday() => Assert.Equal(
        """
        4h 2026-03-06T19:00Z 2026-03-06T22:00Z 100 100 100 100 v1 n1 truncated
        1d 2026-03-05T23:00Z 2026-03-06T22:00Z 100 100 100 100 v1 n1
        1w 2026-03-01T23:00Z 2026-03-06T22:00Z 100 100 100 100 v1 n1
        4h 2026-03-08T22:00Z 2026-03-09T02:00Z 101 101 101 101 v2 n1
        4h 2026-03-09T18:00Z 2026-03-09T21:00Z 99 99 99 99 v1 n1 truncated
        1d 2026-03-08T22:00Z 2026-03-09T21:00Z 101 101 99 99 v3 n2
        4h 2026-03-09T22:00Z 2026-03-10T02:00Z 98 98 98 98 v1 n1
        1d 2026-03-09T22:00Z 2026-03-10T21:00Z 98 98 98 98 v1 n1
        1w 2026-03-08T22:00Z 2026-03-13T21:00Z 101 101 98 98 v4 n3
        """,
        Lines(Es, "4h 1d 1w", """
            2026-03-06T21:59:59Z 100 1
            2026-03-06T22:00Z 70 5
            2026-03-08T21:59:59Z 71 5
            2026-03-08T22:00Z 101 2
            2026-03-09T20:59:59Z 99 1
            2026-03-09T21:30Z 72 5
            2026-03-09T22:00Z 98 1
            """));

    /// <summary>Clocks went back on Sunday, 2026-11-01.</summary>
    [Fact]
    public void Over_the_weekend_on_which_clocks_go_back() => Assert.Equal(
        """
        4h 2026-10-30T18:00Z 2026-10-30T21:00Z 100 100 100 100 v1 n1 truncated
        1d 2026-10-29T22:00Z 2026-10-30T21:00Z 100 100 100 100 v1 n1
        1w 2026-10-25T22:00Z 2026-10-30T21:00Z 100 100 100 100 v1 n1
        4h 2026-11-01T23:00Z 2026-11-02T03:00Z 101 101 101 101 v2 n1
        4h 2026-11-02T19:00Z 2026-11-02T22:00Z 99 99 99 99 v1 n1 truncated
        1d 2026-11-01T23:00Z 2026-11-02T22:00Z 101 101 99 99 v3 n2
        4h 2026-11-02T23:00Z 2026-11-03T03:00Z 98 98 98 98 v1 n1
        1d 2026-11-02T23:00Z 2026-11-03T22:00Z 98 98 98 98 v1 n1
        1w 2026-11-01T23:00Z 2026-11-06T22:00Z 101 101 98 98 v4 n3
        """,
        Lines(Es, "4h 1d 1w", """
            2026-10-30T20:59:59Z 100 1
            2026-11-01T22:59:59Z 70 5
            2026-11-01T23:00Z 101 2
            2026-11-02T21:59:59Z 99 1
            2026-11-02T23:00Z 98 1
            """));

    /// <summary>On Thanksgiving, 2026-11-26, trading stops at 12:00 and counts for Friday, which ends at 12:15.</summary>
    [Fact]
    public void Thanksgiving_counts_for_friday() => Assert.Equal(
        """
        4h 2026-11-25T19:00Z 2026-11-25T22:00Z 100 100 100 100 v1 n1 truncated
        1d 2026-11-24T23:00Z 2026-11-25T22:00Z 100 100 100 100 v1 n1
        4h 2026-11-25T23:00Z 2026-11-26T03:00Z 101 101 101 101 v1 n1
        4h 2026-11-26T15:00Z 2026-11-26T18:00Z 102 102 102 102 v1 n1 truncated
        4h 2026-11-27T15:00Z 2026-11-27T18:15Z 103 103 103 103 v1 n1 truncated
        1d 2026-11-25T23:00Z 2026-11-27T18:15Z 101 103 101 103 v3 n3
        1w 2026-11-22T23:00Z 2026-11-27T18:15Z 100 103 100 103 v4 n4
        """,
        Lines(Es, "4h 1d 1w", """
            2026-11-25T21:59:59Z 100 1
            2026-11-25T23:00Z 101 1
            2026-11-26T17:59:59Z 102 1
            2026-11-26T18:00Z 70 5
            2026-11-27T18:14:59Z 103 1
            """));

    /// <summary>15:00 to 16:00 in Chicago is filled, 16:00 to 17:00 is the halt.</summary>
    [Fact]
    public void The_halt_has_no_flat_bar() => Assert.Equal(
        """
        1h 2026-03-09T19:00Z 2026-03-09T20:00Z 100 100 100 100 v1 n1
        1h 2026-03-09T20:00Z 2026-03-09T21:00Z 100 100 100 100 v0 n0 synthetic
        1h 2026-03-09T22:00Z 2026-03-09T23:00Z 101 101 101 101 v1 n1
        """,
        Lines(Es with { Gaps = GapPolicy.Flat }, "1h", """
            2026-03-09T19:30Z 100 1
            2026-03-09T22:30Z 101 1
            """));

    /// <summary>Hours of the epoch that end with the halt are not cut; the one in which Friday ends early is of both days.</summary>
    [Fact]
    public void Days_do_not_follow_hours_of_the_epoch() => Assert.Equal(
        """
        1d 2026-11-25T23:00Z 2026-11-27T18:15Z 103 103 103 103 v1 n1
        1w 2026-11-22T23:00Z 2026-11-27T18:15Z 103 103 103 103 v1 n1
        1h 2026-11-27T18:00Z 2026-11-27T19:00Z 103 104 103 104 v3 n2
        1d 2026-11-29T23:00Z 2026-11-30T22:00Z 104 104 104 104 v2 n1
        1w 2026-11-29T23:00Z 2026-12-04T22:00Z 104 104 104 104 v2 n1
        """,
        Lines(Es with { Hours = TradingHours.All, Align = BarAlignment.Epoch }, "1h 1d 1w", """
            2026-11-27T18:14:59Z 103 1
            2026-11-27T18:15Z 104 2
            """));
}
