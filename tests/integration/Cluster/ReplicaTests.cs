using System.Diagnostics;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>A replica serves what an embedded run over the same data would, whenever it starts, and however often it is killed.</summary>
[Trait("Speed", "slow")]
public sealed class ReplicaTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Questions = ["candles", "latest", "signals", "ticks", "gaps"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_holds_the_rows_of_a_replay_and_serves_them_as_an_embedded_run_does()
    {
        string[] data = [.. ((ulong[])[81, 82]).Select((seed, i) => new TickFile(seed, 4_000) { MeanMilliseconds = 2_000, Wild = true }.Write(folder[$"{(char)('A' + i)}{(char)('A' + i)}_trades.csv"]))];
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        cluster.Start("candle-aggregator");
        cluster.Start("engine-executor");
        ClusterSystem.Role page = cluster.Start("dashboard", "--serve", "127.0.0.1:0");
        page.WaitFor("serving ");
        ClusterSystem.Role collector = cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "days"]);

        // Killed at whatever it does.
        page.Kill();
        page.Start();
        collector.WaitForEnd();
        cluster.Server.Kill();
        cluster.Server.Start();
        (int code, _, string error) = cluster.Run(["replay", "-p", cluster.Pipeline, .. data.SelectMany(d => (string[])["-d", d]), "--store", "replayed.db"]);
        Assert.True(code == 0, error);
        WaitForRowsOf(cluster, "replayed.db", "dashboard.db", page);

        // One that comes later finds all of it in the logs; it has a port of its own.
        ClusterSystem.Role gateway = cluster.Start("api-gateway", "--serve", "127.0.0.1:0");
        WaitForRowsOf(cluster, "replayed.db", "api-gateway.db", gateway);
        using HttpClient client = new();
        string symbols = await client.GetStringAsync(new Uri(UrlOf(gateway) + "api/v1/symbols"), Cancel);
        Assert.Equal(["AA", "BB"], JsonDocument.Parse(symbols).RootElement.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("symbol").GetString()));
        Assert.Contains("<!doctype html>", await client.GetStringAsync(new Uri(UrlOf(page)), Cancel), StringComparison.OrdinalIgnoreCase);
        foreach (ClusterSystem.Role replica in (ClusterSystem.Role[])[page, gateway])
        {
            replica.Signal("TERM");
            replica.WaitForEnd();
            Assert.True(replica.Code == 0, replica.Said);
        }
    }

    private static string UrlOf(ClusterSystem.Role replica)
    {
        string line = replica.Said.Split('\n').Last(l => l.StartsWith("serving ", StringComparison.Ordinal));
        return line.Split(' ')[1];
    }

    private static void WaitForRowsOf(ClusterSystem cluster, string replayed, string copy, ClusterSystem.Role replica)
    {
        foreach (string question in Questions)
        {
            string awaited = Ask(cluster, replayed, question);
            Stopwatch since = Stopwatch.StartNew();
            while (Ask(cluster, copy, question) is var found && found != awaited)
            {
                Assert.True(since.Elapsed < Patience, $"{question}: {found.Length} characters instead of {awaited.Length}\n{replica.Said}");
            }
        }
    }

    private static string Ask(ClusterSystem cluster, string store, string question)
    {
        (int code, string output, string error) = cluster.Run("db", "query", question, "--store", store, "--format", "csv");
        return code == 0 ? output : error;
    }
}
