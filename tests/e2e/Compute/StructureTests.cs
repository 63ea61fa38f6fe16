using System.Globalization;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Compute;

/// <summary>The life of an order block, from a file of bars to a file of events.</summary>
public sealed class StructureTests : IDisposable
{
    /// <summary>A high of 105 at bar 20, a low at bar 22, a close above the high at bar 25; then price comes back, through, and back again.</summary>
    private const string FromBar20 =
        """
        103.5 105 102.5 104; 104 104 102 102.4; 102.4 102.5 100.5 101; 101 103 100.8 102.8; 102.8 104.5 102.5 104.2; 104.2 106 103 105.5;
        105 106 104 105; 105 106 104 105; 105 105.5 103.5 104; 104 105 103 104; 104 104.5 102.25 103; 103 104 102.4 103; 103 103.5 102.3 103;
        103 103.4 101.25 102; 102 103 101.4 102; 102 103 101.4 102; 102 103 101.4 102; 102 103 101.4 102; 102 103 101.4 102; 102 102.4 100.6 101;
        101 102 100 100.25; 100.25 101 100 100.5; 100.5 102 100.3 101.5; 101.5 102.6 101 102.5; 102.5 103 102 102.75
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_order_block_of_swings_of_two_bars_is_tested_mitigated_broken_and_invalidated()
    {
        string[] bars = [.. Enumerable.Repeat("103 104 102 103", 20), .. FromBar20.Split(';', StringSplitOptions.TrimEntries)];
        File.WriteAllLines(
            folder["bars.csv"],
            ["timestamp,open,high,low,close,volume", .. bars.Select((bar, i) => $"{Time(i)},{bar.Replace(' ', ',')},1")]);

        Ending run = PawlProgram.Run(
            folder.Path, "compute", "order_blocks", "--input", "breaks=break_of_structure(swings=swing_points(2, 2))", "--in", "bars.csv", "--out", "-", "--timeframe", "1m");

        Assert.True(run.Code == 0, run.Error);
        string[][] rows = [.. run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(','))];
        Assert.Equal("bar_time,known_at,type,id,state,direction,price_low,price_high", string.Join(',', rows[0][..8]));
        Assert.Equal(
            [
                (25, "open up"), (30, "tested up"), (33, "mitigated up"), (40, "broken up"), (40, "breaker down"), (44, "invalidated down"),
            ],
            rows[1..].Where(r => r[3] == "1").Select(r => (Array.IndexOf([.. bars.Select((_, i) => Time(i + 1))], r[1]), $"{r[4]} {r[5]}")));
        Assert.All(rows[1..].Where(r => r[3] == "1"), r => Assert.Equal((Time(22), "100.5", "102.5"), (r[0], r[6], r[7])));
    }

    private static string Time(int minute) =>
        new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
