using System.Diagnostics;
using System.Globalization;
using Pawl.Bus;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>Executors share the logs, and what one leaves behind the others own within seconds.</summary>
[Trait("Speed", "slow")]
public sealed class SharedWorkTests : IDisposable
{
    private const string Owned = "pawl_executor_partitions";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_executors_share_a_hundred_symbols_and_when_one_is_killed_the_other_owns_all_within_ten_seconds()
    {
        string[] data = [.. Enumerable.Range(0, 100).Select(i => Write(string.Create(CultureInfo.InvariantCulture, $"S{i:00}"), (ulong)i, 120))];
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        cluster.Start("candle-aggregator");
        Stopwatch start = Stopwatch.StartNew();
        ClusterSystem.Role first = cluster.Start("engine-executor#1", "--group", "1/2");
        ClusterSystem.Role second = cluster.Start("engine-executor#2", "--group", "2/2");
        first.WaitFor(Owned, owned => owned == Partitions.Default / 2);
        second.WaitFor(Owned, owned => owned == Partitions.Default / 2);
        start.Stop();
        ClusterSystem.Role collector = cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "day", "--speed", "30"]);
        first.WaitFor("pawl_executor_events_total", events => events > 1000);
        Stopwatch since = Stopwatch.StartNew();
        first.Kill();
        second.WaitFor(Owned, owned => owned == Partitions.Default);

        // Where the machine is busy with others, starting took longer, too.
        TimeSpan awaited = TimeSpan.FromSeconds(10) * Math.Max(1, start.Elapsed / TimeSpan.FromSeconds(3));
        Assert.True(since.Elapsed < awaited, string.Create(CultureInfo.InvariantCulture, $"it took {since.Elapsed.TotalSeconds:0.0} s, and starting both {start.Elapsed.TotalSeconds:0.0} s"));
        collector.WaitForEnd();
        Assert.True(collector.Code == 0, collector.Said);
        cluster.CompareWithReplay(data);
    }

    [Fact]
    public void Executors_of_symbols_own_their_partitions_alone_and_refuse_one_that_holds_others()
    {
        Partitions partitions = new(Partitions.Default);
        string neighbour = Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"N{i}")).First(n => partitions.Of(n) == partitions.Of("ES"));
        Assert.NotEqual(partitions.Of("ES"), partitions.Of("NQ"));
        string[] data = [Write("ES", 1, 500), Write("NQ", 2, 500)];
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        cluster.Start("candle-aggregator");
        ClusterSystem.Role es = cluster.Start("engine-executor#1", "--symbols", "ES");
        ClusterSystem.Role nq = cluster.Start("engine-executor#2", "--symbols", "NQ");
        cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "day"]).WaitForEnd();
        cluster.CompareWithReplay(data);
        es.WaitFor(Owned, owned => owned == 1);
        nq.WaitFor(Owned, owned => owned == 1);

        string beside = Write(neighbour, 3, 10);
        cluster.Start("tick-collector#2", "-d", beside, "--name", "neighbour").WaitForEnd();
        cluster.CompareWithReplay([.. data, beside]);
        es.Signal("TERM");
        es.WaitForEnd();
        ClusterSystem.Role refused = cluster.Start("engine-executor#3", "--symbols", "ES");
        refused.WaitForEnd();
        Assert.Equal(1, refused.Code);
        Assert.Contains($"partition {partitions.Of("ES")} also holds '{neighbour}', which --symbols does not name; name it too, or share by --group", refused.Said, StringComparison.Ordinal);
        ClusterSystem.Role both = cluster.Start("engine-executor#4", "--symbols", $"ES,{neighbour}");
        both.WaitFor(Owned, owned => owned == 1);
    }

    private string Write(string symbol, ulong seed, int ticks) => new TickFile(seed, ticks) { MeanMilliseconds = 2_000 }.Write(folder[symbol + "_trades.csv"]);
}
