using System.Diagnostics;
using Pawl.Tests.E2E.Store;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Backtest;

/// <summary>A sweep that is killed at any instant and resumed writes what one that was not writes, and computes no whole row twice.</summary>
public sealed class SweepKillTests : IDisposable
{
    private static readonly string[] s_files = ["sweep.csv", "summary.json", "sweep.html", "sweep.json"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("random", 6)]
    [InlineData("bayesian", 6)]
    [Trait("Speed", "slow")]
    public void Killed_often(string search, int times)
    {
        string file = new TickFile(91, 9_000) { MeanMilliseconds = 60_000, Wild = true }.Write(folder["AAA_trades.csv"]);
        KilledRun sweep = new(folder.Path, ["sweep", "-p", Repository.PathOf("config", "pipelines", "moving_average_cross.yaml"), "-d", file, "--vary", "fast.period=2..15", "--vary", "slow.period=16..60", "--search", search, "--trials", "300", "--objective", "net_profit"], []) { Into = "--out" };
        Stopwatch whole = Stopwatch.StartNew();
        Ending end = sweep.Finish("whole");
        whole.Stop();
        Assert.True(end.Code == 0, end.Error);
        Random random = new(times);
        (int killed, int rows) = (0, 0);
        for (int kill = 0; kill < times; kill++)
        {
            // Early enough that a machine which has become faster meanwhile does not come to the end before.
            killed += sweep.Kill(0, random.Next((int)(whole.Elapsed.TotalMicroseconds / 4)), "killed", "--resume") is null ? 0 : 1;
            int now = File.Exists(folder["killed/sweep.csv"]) ? File.ReadAllText(folder["killed/sweep.csv"]).Count(c => c == '\n') : 0;
            Assert.True(now >= rows, $"kill {kill}: {now} rows after {rows}");
            rows = now;
        }

        Assert.True(killed > 0, "none was killed before it had come to its end");
        Ending last = sweep.Finish("killed", "--resume");
        Assert.True(last.Code == 0, last.Error);
        Assert.All(s_files, name => Assert.Equal(File.ReadAllText(folder["whole/" + name]), File.ReadAllText(folder["killed/" + name])));
    }
}
