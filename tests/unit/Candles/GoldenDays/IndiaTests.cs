using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>NSE: 09:15 to 15:30 in India, which is 03:45 to 10:00 in UTC all the year; from 09:00 orders are collected.</summary>
public sealed class IndiaTests
{
    private const string Day = """
        2026-03-09T03:40Z 90 1
        2026-03-09T03:45Z 100 1
        2026-03-09T04:44:59.999Z 103 2
        2026-03-09T04:45Z 102 3
        2026-03-09T09:44:59Z 99 1
        2026-03-09T09:45Z 98 4
        2026-03-09T09:59:59.999999999Z 97 5
        2026-03-09T10:00Z 500 6
        2026-03-10T03:45Z 101 1
        """;

    /// <summary>Hours from 09:15; the last has fifteen minutes. A trade at 15:30:00.000 belongs to none.</summary>
    [Fact]
    public void Hours_begin_at_a_quarter_past() => Assert.Equal(
        """
        1h 2026-03-09T03:45Z 2026-03-09T04:45Z 100 103 100 103 v3 n2
        1h 2026-03-09T04:45Z 2026-03-09T05:45Z 102 102 102 102 v3 n1
        1h 2026-03-09T08:45Z 2026-03-09T09:45Z 99 99 99 99 v1 n1
        1h 2026-03-09T09:45Z 2026-03-09T10:00Z 98 98 97 97 v9 n2 truncated
        1d 2026-03-09T03:45Z 2026-03-09T10:00Z 100 103 97 97 v16 n6
        1h 2026-03-10T03:45Z 2026-03-10T04:45Z 101 101 101 101 v1 n1
        1d 2026-03-10T03:45Z 2026-03-10T10:00Z 101 101 101 101 v1 n1
        """,
        Lines(Of(Markets.Nse, TradingHours.Regular), "1h 1d", Day));

    [Fact]
    public void The_trade_at_the_close_is_in_no_minute()
    {
        string minutes = Lines(Of(Markets.Nse, TradingHours.Regular), "1m", Day);
        Assert.Contains("1m 2026-03-09T09:59Z 2026-03-09T10:00Z 97 97 97 97 v5 n1\n1m 2026-03-10T03:45Z", minutes, StringComparison.Ordinal);
        Assert.DoesNotContain("500", minutes, StringComparison.Ordinal);
    }

    /// <summary>Where every tick counts, those in the pause make bars of their own and count for the day that follows.</summary>
    [Fact]
    public void Ticks_in_the_pause_belong_to_the_next_day() => Assert.Equal(
        """
        1h 2026-03-09T09:30Z 2026-03-09T10:00Z 97 97 97 97 v5 n1 truncated
        1d 2026-03-09T03:30Z 2026-03-09T10:00Z 97 97 97 97 v5 n1
        1h 2026-03-09T10:00Z 2026-03-09T11:00Z 500 500 500 500 v6 n1
        1h 2026-03-10T03:00Z 2026-03-10T03:30Z 400 400 400 400 v2 n1
        1h 2026-03-10T03:30Z 2026-03-10T04:30Z 101 101 101 101 v1 n1
        1d 2026-03-10T03:30Z 2026-03-10T10:00Z 500 500 101 101 v9 n3
        """,
        Lines(Of(Markets.Nse, TradingHours.All), "1h 1d", """
            2026-03-09T09:59:59Z 97 5
            2026-03-09T10:00Z 500 6
            2026-03-10T03:10Z 400 2
            2026-03-10T03:45Z 101 1
            """));

    /// <summary>Aligned to the epoch, sessions do not concern hours, but they do concern days.</summary>
    [Fact]
    public void Hours_of_the_epoch_know_no_session() => Assert.Equal(
        """
        1h 2026-03-09T03:00Z 2026-03-09T04:00Z 100 100 100 100 v1 n1
        1h 2026-03-09T09:00Z 2026-03-09T10:00Z 97 97 97 97 v5 n1
        1d 2026-03-09T03:45Z 2026-03-09T10:00Z 100 100 97 97 v6 n2
        """,
        Lines(Of(Markets.Nse, TradingHours.Regular) with { Align = BarAlignment.Epoch }, "1h 1d", """
            2026-03-09T03:45Z 100 1
            2026-03-09T09:59:59Z 97 5
            2026-03-09T10:00Z 500 6
            """));

    /// <summary>A week that lies in two years.</summary>
    [Fact]
    public void The_last_week_of_a_year_is_one_week() => Assert.Equal(
        """
        1d 2025-12-31T03:45Z 2025-12-31T10:00Z 10 10 10 10 v1 n1
        1d 2026-01-01T03:45Z 2026-01-01T10:00Z 11 11 11 11 v1 n1
        1d 2026-01-02T03:45Z 2026-01-02T10:00Z 12 12 12 12 v1 n1
        1w 2025-12-29T03:45Z 2026-01-02T10:00Z 10 12 10 12 v3 n3
        1d 2026-01-05T03:45Z 2026-01-05T10:00Z 13 13 13 13 v1 n1
        1w 2026-01-05T03:45Z 2026-01-09T10:00Z 13 13 13 13 v1 n1
        """,
        Lines(Of(Markets.Nse, TradingHours.Regular), "1d 1w", """
            2025-12-31T05:00Z 10 1
            2026-01-01T05:00Z 11 1
            2026-01-02T05:00Z 12 1
            2026-01-05T05:00Z 13 1
            """));
}
