using System.Diagnostics;
using System.Text;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>A bar closes where nothing is traded any more, by an event of the log.</summary>
public sealed class QuietMarketTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_bar_closes_in_a_quiet_market_and_the_log_says_when()
    {
        folder.Write("p.yaml", "pipeline: p\ncandles: [1s]\n");
        const string Rows = "timestamp,price,size\n2024-03-04T15:00:00.2Z,100,1\n";
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, ["run", "-p", "p.yaml", "-d", "AAA=-", "--store", "x.db", "--out", "-", "--close-after", "0"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(Rows);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

        // Nothing else is ever written, so that only the clock can have closed it.
        string? bar = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"timestamp\":\"2024-03-04T15:00:00Z\",\"timeframe\":\"1s\",\"type\":\"candle\"", bar, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"AAA:2:1\"", bar, StringComparison.Ordinal);
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read))
        {
            Assert.Equal(1, store.Number("SELECT max(own) FROM input_log"));
        }

        Ending verified = PawlProgram.Run(folder.Path, "verify", "-p", "p.yaml", "--store", "x.db", "--json");
        Assert.True(verified.Code == 0, Encoding.UTF8.GetString(verified.Output));
        folder.Write("more.csv", Rows + "2024-03-04T15:00:07Z,101,1\n2024-03-04T15:00:09Z,102,1\n");
        Ending more = PawlProgram.Shell(folder.Path, "pawl run -p p.yaml -d AAA=- --store x.db --out out < more.csv");
        Assert.True(more.Code == 0, more.Error);
        Assert.Equal(["AAA:2:1", "AAA:4:1"], (await File.ReadAllLinesAsync(folder["out/AAA.jsonl"], TestContext.Current.CancellationToken)).Select(l => l[(l.IndexOf("\"id\":\"", StringComparison.Ordinal) + 6)..].Split('"')[0]));
    }

    [Fact]
    public void Files_as_fast_as_possible_have_no_time_to_go_on()
    {
        folder.Write("p.yaml", "pipeline: p\ncandles: [1s]\n");
        Ending refused = PawlProgram.Run(folder.Path, "run", "-p", "p.yaml", "-d", "AAA=x.csv", "--store", "x.db", "--close-after", "1");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--close-after needs time that goes on; read standard input, or give files with --speed N", refused.Error, StringComparison.Ordinal);
    }
}
