using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class SessionLevelsTests
{
    private const long Hour = 3600 * Timestamp.NanosecondsPerSecond;

    /// <summary>Bars of one hour from a Friday on; the close of each is 100, its high 100 + its number, its low 100 − its number.</summary>
    private static Candle[] Hours(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Candle
        {
            Start = Timestamp.Parse("2024-01-05T00:00:00Z").AddNanoseconds(i * Hour),
            CloseTime = Timestamp.Parse("2024-01-05T00:00:00Z").AddNanoseconds((i + 1) * Hour),
            Open = Price.Parse("100"),
            High = new Price((100 + (i % 24)) * Price.Scale),
            Low = new Price((100 - (i / 24) - (i % 24)) * Price.Scale),
            Close = new Price((100 * Price.Scale) + i),
        }),
    ];

    private static string Show(SessionPrices y) => string.Join(' ', new[]
    {
        y.PreviousDayHigh, y.PreviousDayLow, y.PreviousDayClose, y.PreviousWeekHigh, y.PreviousWeekLow, y.OpeningHigh, y.OpeningLow,
    }.Select(p => p == Price.MinValue ? "-" : p.ToString()));

    [Fact]
    public void Days_weeks_and_openings_of_utc()
    {
        NodeHarness harness = new("session_levels", [("opening_minutes", "180")], "candle(1h)");
        string[] seen = [.. Hours(24 * 4).Select(bar => Show(Assert.Single(harness.Close<SessionPrices>(bar, "1h"))))];

        Assert.Equal("- - - - - - -", seen[1]);
        Assert.Equal("- - - - - 102 98", seen[2]);
        Assert.Equal("- - - - - 102 98", seen[23]);
        Assert.Equal("123 77 100.00000023 - - - -", seen[24]);
        Assert.Equal("123 77 100.00000023 - - 102 97", seen[26]);
        // Saturday and Sunday still belong to the week of Friday.
        Assert.Equal("123 76 100.00000047 - - - -", seen[48]);
        Assert.Equal("123 75 100.00000071 123 75 - -", seen[72]);
    }

    [Fact]
    public void A_bar_that_runs_beyond_the_opening_belongs_to_it_and_ends_it()
    {
        NodeHarness harness = new("session_levels", [("opening_minutes", "90")], "candle(1h)");

        Assert.Equal(["- - - - - - -", "- - - - - 101 99"], Hours(2).Select(bar => Show(Assert.Single(harness.Close<SessionPrices>(bar, "1h")))));
    }

    [Fact]
    public void Without_the_bar_that_ends_it_the_range_is_known_at_the_next_one()
    {
        NodeHarness harness = new("session_levels", [("opening_minutes", "120")], "candle(1h)");
        Candle[] hours = Hours(30);

        Assert.Equal("- - - - - - -", Show(Assert.Single(harness.Close<SessionPrices>(hours[0], "1h"))));
        Assert.Equal("- - - - - 100 100", Show(Assert.Single(harness.Close<SessionPrices>(hours[5], "1h"))));
        Assert.Equal("105 95 100.00000005 - - - -", Show(Assert.Single(harness.Close<SessionPrices>(hours[26], "1h"))));
    }

    /// <summary>New York opens at 14:30 UTC in winter: no bar that is counted from full hours begins in the half hour after it.</summary>
    [Fact]
    public void Bars_that_do_not_begin_in_the_opening_tell_nothing_of_it()
    {
        NodeHarness harness = new("session_levels", [], "candle(1h)") { Instrument = new Instrument("X") { Calendar = Markets.UsEquity.ToCalendar() } };
        SessionPrices[] seen = [.. Hours(24).Skip(9).Select(bar => Assert.Single(harness.Close<SessionPrices>(bar, "1h")))];

        Assert.All(seen, y => Assert.Equal((Price.MinValue, Price.MinValue), (y.OpeningHigh, y.OpeningLow)));
    }
}
