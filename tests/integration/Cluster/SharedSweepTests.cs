using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>A sweep whose sets are run by workers that come and go writes the files of one that runs them itself.</summary>
[Trait("Speed", "slow")]
public sealed class SharedSweepTests : IDisposable
{
    private static readonly string[] Files = ["sweep.csv", "summary.json", "sweep.html", "sweep.json"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Three_workers_one_of_which_is_killed_give_the_same_table_and_each_set_counts_once()
    {
        string data = new TickFile(93, 60_000) { MeanMilliseconds = 20_000 }.Write(folder["AAA_trades.csv"]);
        string[] line =
        [
            "sweep", "-p", Repository.PathOf("config", "pipelines", "moving_average_cross.yaml"), "-d", data, "--vary", "fast.period=2..9", "--vary", "slow.period=20..50:10",
            "--walk-forward", "7d:2d", "--objective", "net_profit",
        ];
        using ClusterSystem cluster = new(folder, "");
        (int code, _, string error) = cluster.Run([.. line, "--out", folder["local"]]);
        Assert.True(code == 0, error);
        ClusterSystem.Role sweep = cluster.Watch([.. line, "--out", folder["shared"], "--workers"]);
        ClusterSystem.Role killed = cluster.Watch([.. line, "--threads", "1", "--work-for"]);
        string url = $"nats://pawl:internal@127.0.0.1:{cluster.Server.Port}";
        ClusterSystem.Role second = cluster.Watch([.. line, "--threads", "1", "--work-for", url]);
        killed.WaitFor(": runs 1 from");
        killed.Kill();
        second.WaitFor(": runs 1 from");

        // The server, too, and a worker that comes when others have begun.
        cluster.Server.Kill();
        cluster.Server.Start();
        ClusterSystem.Role third = cluster.Watch([.. line, "--threads", "2", "--work-for", url]);
        sweep.WaitForEnd();
        Assert.True(sweep.Code == 0, sweep.Said);
        Assert.Contains("is gone; its sets go to others", sweep.Said, StringComparison.Ordinal);
        Assert.All(Files, name => Assert.Equal(File.ReadAllText(folder["local/" + name]), File.ReadAllText(folder["shared/" + name])));
        foreach (ClusterSystem.Role worker in (ClusterSystem.Role[])[second, third])
        {
            worker.WaitForEnd();
            Assert.True(worker.Code == 0, worker.Said);
            Assert.Contains("all sets are done", worker.Said, StringComparison.Ordinal);
        }
    }
}
