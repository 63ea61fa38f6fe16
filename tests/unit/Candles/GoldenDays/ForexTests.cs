using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>EURUSD from quotes: days from 17:00 to 17:00 in New York, from Sunday to Friday.</summary>
public sealed class ForexTests
{
    private static readonly Instrument Mid = Of(Markets.Forex) with { CandlesFrom = CandleSource.Mid };

    /// <summary>Friday, 2026-03-06, ends at 22:00 in UTC; Monday begins on Sunday at 21:00, after clocks went forward.</summary>
    [Fact]
    public void From_friday_to_sunday_in_spring() => Assert.Equal(
        """
        4h 2026-03-06T18:00Z 2026-03-06T22:00Z 1.1001 1.1001 1.1001 1.1001 v0 n?
        1d 2026-03-05T22:00Z 2026-03-06T22:00Z 1.1001 1.1001 1.1001 1.1001 v0 n?
        4h 2026-03-08T21:00Z 2026-03-09T01:00Z 1.20005 1.20005 1.20005 1.20005 v0 n?
        4h 2026-03-09T17:00Z 2026-03-09T21:00Z 1.30015 1.30015 1.30015 1.30015 v0 n?
        1d 2026-03-08T21:00Z 2026-03-09T21:00Z 1.20005 1.30015 1.20005 1.30015 v0 n?
        4h 2026-03-09T21:00Z 2026-03-10T01:00Z 1.25 1.25 1.25 1.25 v0 n?
        1d 2026-03-09T21:00Z 2026-03-10T21:00Z 1.25 1.25 1.25 1.25 v0 n?
        """,
        Lines(Mid, "4h 1d", """
            2026-03-06T21:59:59Z 1.1 1.1002
            2026-03-06T22:00Z 1.5 1.6
            2026-03-08T20:59:59Z 1.5 1.6
            2026-03-08T21:00Z 1.2 1.2001
            2026-03-09T20:59:59.5Z 1.3 1.3003
            2026-03-09T21:00Z 1.25 1.25
            """));

    /// <summary>London's change on 2026-10-25 moves nothing; New York's on 2026-11-01 does.</summary>
    [Fact]
    public void Over_both_changes_in_autumn() => Assert.Equal(
        """
        1d 2026-10-22T21:00Z 2026-10-23T21:00Z 1.1 1.1 1.1 1.1 v0 n?
        1d 2026-10-25T21:00Z 2026-10-26T21:00Z 1.2 1.2 1.2 1.2 v0 n?
        1d 2026-10-29T21:00Z 2026-10-30T21:00Z 1.3 1.3 1.3 1.3 v0 n?
        1d 2026-11-01T22:00Z 2026-11-02T22:00Z 1.4 1.4 1.4 1.4 v0 n?
        """,
        Lines(Mid, "1d", """
            2026-10-23T20:59Z 1.1 1.1
            2026-10-25T21:00Z 1.2 1.2
            2026-10-30T20:59Z 1.3 1.3
            2026-11-01T21:59:59Z 9 9
            2026-11-01T22:00Z 1.4 1.4
            """));

    [Theory]
    [InlineData(CandleSource.Bid, "1.00000001 1.00000004 1 1.00000004")]
    [InlineData(CandleSource.Ask, "1.00000002 1.00000005 1.00000002 1.00000005")]
    [InlineData(CandleSource.Mid, "1.00000002 1.00000004 1.00000002 1.00000004")]
    public void The_middle_is_rounded_half_to_even(CandleSource from, string prices) => Assert.Equal(
        $"1d 2026-03-09T21:00Z 2026-03-10T21:00Z {prices} v0 n?",
        Lines(Of(Markets.Forex) with { CandlesFrom = from }, "1d", """
            2026-03-09T21:00Z 1.00000001 1.00000002
            2026-03-09T21:01Z 1 1.00000004
            2026-03-09T21:02Z 1.00000004 1.00000005
            """));

    /// <summary>Bars without a price are filled to Friday's end and from Sunday's open on, but not in between.</summary>
    [Fact]
    public void A_weekend_has_no_flat_bars() => Assert.Equal(
        """
        1h 2026-03-06T19:00Z 2026-03-06T20:00Z 1.1 1.1 1.1 1.1 v1 n1
        1h 2026-03-06T20:00Z 2026-03-06T21:00Z 1.1 1.1 1.1 1.1 v0 n0 synthetic
        1h 2026-03-06T21:00Z 2026-03-06T22:00Z 1.1 1.1 1.1 1.1 v0 n0 synthetic
        1h 2026-03-08T21:00Z 2026-03-08T22:00Z 1.1 1.1 1.1 1.1 v0 n0 synthetic
        1h 2026-03-08T22:00Z 2026-03-08T23:00Z 1.2 1.2 1.2 1.2 v1 n1
        """,
        Lines(Of(Markets.Forex) with { Gaps = GapPolicy.Flat }, "1h", """
            2026-03-06T19:30Z 1.1 1
            2026-03-08T22:30Z 1.2 1
            """));
}
