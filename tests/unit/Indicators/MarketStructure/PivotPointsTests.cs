using System.Globalization;
using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class PivotPointsTests
{
    private static Candle Bar(string day, string open, string high, string low, string close) => new()
    {
        Start = Timestamp.Parse(day + "T10:00:00Z"),
        CloseTime = Timestamp.Parse(day + "T11:00:00Z"),
        Open = Price.Parse(open),
        High = Price.Parse(high),
        Low = Price.Parse(low),
        Close = Price.Parse(close),
    };

    private static string[] Run(string method, string period, params Candle[] bars)
    {
        NodeHarness harness = new("pivot_points", [("method", method), ("period", period)], "candle(1h)");
        return [.. bars.Select(bar => Show(Assert.Single(harness.Close<PivotLevels>(bar, "1h"))))];
    }

    private static string Show(PivotLevels y) => string.Join(' ', new[] { y.Pivot, y.R1, y.R2, y.R3, y.R4, y.S1, y.S2, y.S3, y.S4 }
        .Select(v => double.IsNaN(v) ? "-" : v.ToString("0.####", CultureInfo.InvariantCulture)));

    /// <summary>A day of open 100, high 120, low 90 and close 108, in two bars, then one that opens at 110.</summary>
    private static Candle[] Days(string close = "108") =>
        [Bar("2024-03-05", "100", "120", "95", "97"), Bar("2024-03-05", "97", "110", "90", close), Bar("2024-03-06", "110", "111", "80", "110")];

    [Theory]
    [InlineData("classic", "106 122 136 152 168 92 76 62 48")]
    [InlineData("fibonacci", "106 117.46 124.54 136 - 94.54 87.46 76 -")]
    [InlineData("camarilla", "106 110.75 113.5 116.25 124.5 105.25 102.5 99.75 91.5")]
    [InlineData("woodie", "107.5 125 137.5 155 185 95 77.5 65 35")]
    [InlineData("demark", "109.5 129 - - - 99 - - -")]
    public void Levels_of_a_day_worked_by_hand(string method, string expected) =>
        Assert.Equal(["- - - - - - - - -", "- - - - - - - - -", expected], Run(method, "day", Days()));

    [Theory]
    [InlineData("99", "99.75 109.5 - - - 79.5 - - -")]
    [InlineData("100", "102.5 115 - - - 85 - - -")]
    public void Demark_asks_how_the_day_closed(string close, string expected) => Assert.Equal(expected, Run("demark", "day", Days(close))[2]);

    [Fact]
    public void Weeks_and_months_are_periods_too()
    {
        Candle[] bars =
        [
            Bar("2024-03-29", "100", "120", "90", "108"), Bar("2024-03-30", "100", "110", "95", "108"), Bar("2024-03-31", "100", "110", "95", "108"),
            Bar("2024-04-01", "100", "101", "99", "100"), Bar("2024-04-02", "100", "101", "99", "100"),
        ];

        Assert.All(Run("classic", "week", bars)[..3], line => Assert.StartsWith("- ", line, StringComparison.Ordinal));
        Assert.Equal("106 122 136 152 168 92 76 62 48", Run("classic", "week", bars)[3]);
        Assert.Equal("106 122 136 152 168 92 76 62 48", Run("classic", "week", bars)[4]);
        Assert.Equal("106 122 136 152 168 92 76 62 48", Run("classic", "month", bars)[4]);
        Assert.StartsWith("- ", Run("classic", "month", bars)[2], StringComparison.Ordinal);
    }
}
