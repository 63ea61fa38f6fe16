using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Bars of trades, of volume and of price.</summary>
public sealed class TradeBarsTests
{
    private static readonly Instrument Quarters = new("X") { TickSize = Price.Parse("0.25") };

    [Fact]
    public void A_tick_bar_closes_with_its_last_trade() => Assert.Equal(
        """
        3t 2026-03-09T14:00Z 2026-03-09T14:02Z 100 101 99 99 v6 n3
        3t 2026-03-09T14:03Z 2026-03-09T14:04:30Z 100 100 98 98 v3 n3
        """,
        Lines(Quarters, "3t", """
            2026-03-09T14:00Z 100 1
            2026-03-09T14:01Z 101 2
            2026-03-09T14:02Z 99 3
            2026-03-09T14:03Z 100 1
            2026-03-09T14:04Z 99 1
            2026-03-09T14:04:30Z 98 1
            2026-03-09T14:05Z 200 1
            """));

    /// <summary>25 are 2 for the first bar, 10, 10 and 3 for the fourth; the trade counts where it began.</summary>
    [Fact]
    public void A_trade_that_crosses_the_volume_is_split() => Assert.Equal(
        """
        10v 2026-03-09T14:00Z 2026-03-09T14:02Z 100 102 100 102 v10 n3
        10v 2026-03-09T14:02Z 2026-03-09T14:02Z 102 102 102 102 v10 n0
        10v 2026-03-09T14:02Z 2026-03-09T14:02Z 102 102 102 102 v10 n0
        10v 2026-03-09T14:02Z 2026-03-09T14:03Z 102 103 102 103 v10 n1
        """,
        Lines(Quarters, "10v", """
            2026-03-09T14:00Z 100 4
            2026-03-09T14:01Z 101 4
            2026-03-09T14:02Z 102 25
            2026-03-09T14:03Z 103 7
            """));

    [Fact]
    public void A_trade_completes_a_thousand_bars_at_most()
    {
        List<NaiveBar> bars = Bars(Quarters, "1v", "2026-03-09T14:00Z 100 5000\n2026-03-09T14:00Z 100 1");
        Assert.Equal(1_001, bars.Count);
        Assert.Equal([.. Enumerable.Repeat(1m, 999), 4_001m, 1m], bars.Select(b => b.Volume));
        Assert.Equal([1L, .. Enumerable.Repeat(0L, 999), 1L], bars.Select(b => b.Trades));
    }

    /// <summary>Two ticks are 0.50. The jump from 103 to 100 makes the second bar larger.</summary>
    [Fact]
    public void A_range_bar_holds_real_prices_only() => Assert.Equal(
        """
        2r 2026-03-09T14:00Z 2026-03-09T14:02Z 100 100.5 100 100.5 v3 n3
        2r 2026-03-09T14:03Z 2026-03-09T14:04Z 103 103 100 100 v2 n2
        """,
        Lines(Quarters, "2r", """
            2026-03-09T14:00Z 100 1
            2026-03-09T14:01Z 100.25 1
            2026-03-09T14:02Z 100.5 1
            2026-03-09T14:03Z 103 1
            2026-03-09T14:04Z 100 1
            2026-03-09T14:05Z 100 1
            """));

    /// <summary>The minute closes before the trade that ends it is counted anywhere; the bars of trades then come in its own cycle.</summary>
    [Fact]
    public void They_close_in_the_cycle_of_the_trade() => Assert.Equal(
        """
        1m 2026-03-09T14:00Z 2026-03-09T14:01Z 100 100 100 100 v1 n1
        2t 2026-03-09T14:00Z 2026-03-09T14:01Z 100 101 100 101 v3 n2
        3v 2026-03-09T14:00Z 2026-03-09T14:01Z 100 101 100 101 v3 n2
        4r 2026-03-09T14:00Z 2026-03-09T14:01Z 100 101 100 101 v3 n2
        1m 2026-03-09T14:01Z 2026-03-09T14:02Z 101 101 101 101 v2 n1
        """,
        Lines(Quarters, "1m 2t 3v 4r", """
            2026-03-09T14:00Z 100 1
            2026-03-09T14:01Z 101 2
            """));
}
