using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Paper;

/// <summary>Every strategy that comes with the program, on recorded markets: back-tested twice with one hash, and filled on paper as there.</summary>
[Trait("Speed", "slow")]
public sealed class RecordedFillsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string[] FilesOf(string data, string pattern) =>
        [.. Directory.GetFiles(Repository.Shared("data", data), pattern).Order(StringComparer.Ordinal).SelectMany(f => (string[])["-d", f])];

    /// <summary>The files, what part of them, and the logs that they make.</summary>
    private static (string[] Data, string[] Logs) Market(string name) => name switch
    {
        "ticks of a day" => (["-d", MarketData.SpyDay], ["SPY"]),
        "bars of a week" => ([.. FilesOf("minute", "ES_1m_trade_*"), "--cash", "1000000"], ["ES"]),
        "part of a day" => (["-d", MarketData.SpyDay, "--from", "2013-10-07T14:00:00Z", "--to", "2013-10-07T17:31:20Z"], ["SPY"]),
        "three symbols" => ([.. FilesOf("minute", "AIG_1m_trade_*"), .. FilesOf("minute", "BAC_1m_trade_*"), .. FilesOf("minute", "SPY_1m_trade_*")], ["AIG", "BAC", "SPY"]),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    [Theory]
    [InlineData("moving_average_cross", "ticks of a day", "cross")]
    [InlineData("moving_average_cross", "part of a day", "cross")]
    [InlineData("moving_average_cross", "three symbols", "cross")]
    [InlineData("rsi_reversal", "bars of a week", "reversal")]
    [InlineData("structure_strategies", "bars of a week", "breakout", "hunt", "reversion", "confluence")]
    [InlineData("structure_strategies", "part of a day")]
    public void Back_test_twice_and_on_paper(string pipeline, string market, params string[] strategies)
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        (string[] data, string[] logs) = Market(market);
        string file = Repository.PathOf("config", "pipelines", pipeline + ".yaml");
        string[] account = SameFills.Check(folder, file, data, logs);
        Assert.All(strategies, s => Assert.Contains(account, l => l.Contains("\"type\":\"fill\"", StringComparison.Ordinal) && l.Contains($"\"node\":\"{s}\"", StringComparison.Ordinal)));
        // The first back-test had as many threads as there are processors.
        Ending again = PawlProgram.Run(folder.Path, ["backtest", "-p", file, .. data, .. SameFills.Fees, "--threads", "1"]);
        using JsonDocument first = JsonDocument.Parse(File.ReadAllBytes(folder["back/summary.json"]));
        Assert.Equal(first.RootElement.GetProperty("run").GetString(), "sha256:" + again.Hash("run"));
    }
}
