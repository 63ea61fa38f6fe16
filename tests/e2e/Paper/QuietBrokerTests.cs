using System.Diagnostics;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Paper;

/// <summary>A fill becomes known although nothing is traded any more, and no bar is closed by that.</summary>
public sealed class QuietBrokerTests : IDisposable
{
    private const string Pipeline = """
        pipeline: p
        nodes:
          fast: {kind: ema, inputs: [candle(1s)], period: 2, publish: false}
          slow: {kind: ema, inputs: [candle(1s)], period: 3, publish: false}
          cross: {kind: moving_average_cross, inputs: {candle: candle(1s), fast: indicator(fast), slow: indicator(slow)}, size: 1}
        """;

    // The bar of the fifth second crosses. The order is given with the sixth trade, is at the venue a tenth of a second later, and its fill is known after another.
    private static readonly int[] Prices = [100, 100, 100, 90, 120, 120];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_strategy_is_told_of_its_fill_in_a_silent_market()
    {
        folder.Write("p.yaml", Pipeline);
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, ["run", "-p", "p.yaml", "-d", "AAA=-", "--limits", "backtest", "--store", "x.db", "--out", "-"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        CancellationToken stop = TestContext.Current.CancellationToken;
        Task<string> error = process.StandardError.ReadToEndAsync(stop);
        await process.StandardInput.WriteAsync("timestamp,price,size\n" + string.Concat(Prices.Select((p, i) => $"2024-03-04T15:00:0{i}Z,{p},1000\n")));
        await process.StandardInput.FlushAsync(stop);

        // Nothing else is ever written, so that only the clock can have told it.
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(stop);
        }
        while (line?.Contains("\"in_trade\"", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        Assert.Contains("\"timestamp\":\"2024-03-04T15:00:05.2Z\"", line, StringComparison.Ordinal);
        process.StandardInput.Close();
        string rest = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, await error);
        // The bar of the last trade is open still: nothing is said of a later time.
        Assert.DoesNotContain("\"timestamp\":\"2024-03-04T15:00:06", rest, StringComparison.Ordinal);
        Ending verified = PawlProgram.Run(folder.Path, "verify", "-p", "p.yaml", "--store", "x.db");
        Assert.True(verified.Code == 0, verified.Error + verified.Text);
        string fills = PawlProgram.Run(folder.Path, "db", "query", "fills", "--store", "x.db", "--format", "csv").Text;
        Assert.Equal(2, fills.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
