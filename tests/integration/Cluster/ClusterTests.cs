using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Bus;
using Pawl.Nats;
using Pawl.Tests.Integration.Nats;
using Pawl.Tests.Integration.Postgres;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>The distributed form says what the embedded one says: the same lines, the same ids, the same hashes, whatever is killed on the way.</summary>
[Trait("Speed", "slow")]
public sealed class ClusterTests : IDisposable
{
    private static readonly string[] Standing = ["candle-aggregator", "engine-executor", "external-publisher"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string PipelineOf(string name) => Repository.PathOf("config", "pipelines", name);

    [Fact]
    public async Task Recorded_days_of_three_symbols_give_what_a_replay_gives_and_each_message_is_told_once()
    {
        string[] data = [.. ((ulong[])[61, 62, 63]).Select((seed, i) => new TickFile(seed, 6_000) { MeanMilliseconds = 2_000, Wild = true }.Write(folder[$"{(char)('A' + i)}{(char)('A' + i)}_trades.csv"]))];
        using ClusterSystem cluster = new(folder, PipelineOf("us_equity_ticks.yaml"));
        Array.ForEach(Standing, role => cluster.Start(role));
        ClusterSystem.Role collector = cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "days"]);
        collector.WaitForEnd();
        Assert.True(collector.Code == 0, collector.Said);
        cluster.CompareWithReplay(data);
        await ToldMessages.CompareAsync(cluster, Cancel);

        // A second time it is known that all of it has come before.
        cluster.Start("tick-collector").WaitForEnd();
        cluster.CompareWithReplay(data);
        foreach (string role in Standing)
        {
            cluster[role].Signal("TERM");
            cluster[role].WaitForEnd();
            Assert.True(cluster[role].Code == 0, cluster[role].Said);
        }
    }

    [Fact]
    public void A_pipeline_that_looks_at_two_symbols_together_gives_what_a_replay_gives()
    {
        string[] data = [.. ((ulong[])[71, 72]).Zip((string[])["GLD", "SLV"]).Select(d => new TickFile(d.First, 2_000) { MeanMilliseconds = 2_000, Wild = true }.Write(folder[d.Second + "_trades.csv"]))];
        string pipeline = folder.Write("pair.yaml", "pipeline: pair\nsymbols: [GLD]\ncandles: [1m]\nnodes:\n  spread: {kind: spread, inputs: [candle(1m), candle(1m)@SLV], ratio: 0.5}\n");
        using ClusterSystem cluster = new(folder, pipeline);
        Array.ForEach(Standing[..2], role => cluster.Start(role));
        cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "pair"]).WaitForEnd();
        cluster.CompareWithReplay(data);
    }

    [Fact]
    public Task Killed_at_any_instant_each_role_and_the_servers_go_on_and_nothing_is_lost_or_said_twice() => KillAsync(rounds: 10, ticks: 30_000);

    [Fact]
    [Trait("Speed", "long")]
    public Task Killed_fifty_times_they_go_on_and_nothing_is_lost_or_said_twice() => KillAsync(rounds: 50, ticks: 150_000);

    private async Task KillAsync(int rounds, int ticks)
    {
        string data = new TickFile(64, ticks) { MeanMilliseconds = 400 }.Write(folder["AAA_trades.csv"]);
        using PostgresServer postgres = new();
        using TestDatabase database = new(postgres);
        using ClusterSystem cluster = new(folder, PipelineOf("us_equity_ticks.yaml")) { Database = database.Connection };
        string[] victims = ["db-sink", "tick-collector", .. Standing, "nats-server", .. database.IsOurs ? (string[])["postgres"] : []];
        Array.ForEach(Standing[..1], role => cluster.Start(role));
        cluster.Start("db-sink");
        cluster.Start("engine-executor", "--snapshot-every", "5000");
        cluster.Start("external-publisher");
        ClusterSystem.Role collector = cluster.Start("tick-collector", "-d", data, "--name", "day", "--speed", "600");
        Random random = new(8);
        for (int round = 0; round < rounds; round++)
        {
            // At any instant: what is tried is that no instant matters.
            Thread.Sleep(random.Next(300, 1500));
            string victim = victims[round < victims.Length ? round : random.Next(victims.Length)];
            if (victim == "nats-server")
            {
                cluster.Server.Kill();
                cluster.Server.Start();
            }
            else if (victim == "postgres")
            {
                postgres.Kill();
                postgres.Start();
            }
            else
            {
                if (!cluster[victim].HasEnded)
                {
                    cluster[victim].Kill();
                }

                cluster.Start(victim);
            }
        }

        collector.WaitForEnd();
        Assert.True(collector.Code == 0, collector.Said);
        cluster.CompareWithReplay([data]);
        await ToldMessages.CompareAsync(cluster, Cancel);
        StoredRows.Compare(cluster, database, [data]);
    }

    /// <summary>An owner that is only asleep wakes up when another has taken over: it is told so, and nothing of it is stored.</summary>
    [Fact]
    public void An_executor_that_sleeps_loses_its_partitions_to_the_other_and_says_so_when_it_wakes()
    {
        string data = new TickFile(65, 12_000) { MeanMilliseconds = 400 }.Write(folder["AAA_trades.csv"]);
        using ClusterSystem cluster = new(folder, PipelineOf("us_equity_ticks.yaml"));
        cluster.Start("candle-aggregator");
        // Partitions are taken in any order; this is the one that has something to do.
        string owns = string.Create(CultureInfo.InvariantCulture, $"owns partition {new Partitions(Partitions.Default).Of("AAA")}\n");
        ClusterSystem.Role first = cluster.Start("engine-executor#1");
        first.WaitFor(owns);
        ClusterSystem.Role second = cluster.Start("engine-executor#2");
        ClusterSystem.Role collector = cluster.Start("tick-collector", "-d", data, "--name", "day", "--speed", "600");
        first.Signal("STOP");
        second.WaitFor(owns);
        first.Signal("CONT");
        first.WaitFor("another owner has taken it over");
        collector.WaitForEnd();
        cluster.CompareWithReplay([data]);
    }

    [Fact]
    public async Task Another_program_sends_ticks_and_what_is_wrong_is_refused_with_its_reason()
    {
        using ClusterSystem cluster = new(folder, PipelineOf("us_equity_ticks.yaml"));
        Array.ForEach(Standing, role => cluster.Start(role));
        cluster["external-publisher"].WaitFor("goes on behind");
        cluster["candle-aggregator"].WaitFor("goes on behind");
        await using NatsConnection feed = await NatsConnection.ConnectAsync(cluster.As("feed"), Cancel);
        for (int i = 0; i < 200; i++)
        {
            string second = string.Create(CultureInfo.InvariantCulture, $"{i / 60:00}:{i % 60:00}");
            await feed.PublishAsync("ticks.raw.ES", Encoding.UTF8.GetBytes($$$"""{"symbol":"ES","timestamp":"2024-03-04T15:{{{second}}}Z","timeframe":"tick","type":"tick","data":{"price":5000.25,"size":{{{i + 1}}}},"metadata":{"version":1}}"""), cancel: Cancel);
        }

        await feed.PublishAsync("ticks.raw.ES", "not json"u8.ToArray(), cancel: Cancel);
        await feed.FlushAsync(Cancel);
        JsonElement said = cluster.Computed(200);
        Assert.Equal(200, said.GetProperty("logs")[0].GetProperty("inputs").GetInt64());
        Assert.Contains(File.ReadLines(folder["logs/ES.jsonl"]), l => l.Contains("\"type\":\"candle\",", StringComparison.Ordinal) && l.Contains("\"timeframe\":\"1m\"", StringComparison.Ordinal));
        await using NatsLink inside = new(cluster.Server.Options with { User = "pawl", Password = "internal" }, TimeSpan.FromSeconds(10));
        await foreach (Pawl.Nats.JetStream.StreamMessage letter in Pawl.Nats.JetStream.StreamCursor.After(await inside.JetStreamAsync(Cancel), "DEAD", 0, cancel: Cancel))
        {
            Assert.Equal(("not json", "dead.candle-aggregator"), (Encoding.UTF8.GetString(letter.Payload.Span), letter.Subject));
            Assert.StartsWith("the message is not JSON", letter.Headers["Pawl-Reason"], StringComparison.Ordinal);
            break;
        }
    }

    [Fact]
    public void Without_an_address_and_with_a_wrong_password_a_line_says_what_to_do()
    {
        Ending none = PawlProgram.Run(folder.Path, "service", "external-publisher", "--port", "0");
        Assert.Equal(2, none.Code);
        Assert.EndsWith("pawl: nats.internal is not set: write in the environment PAWL__NATS__INTERNAL=nats://pawl:PASSWORD@HOST:4222\n", none.Error, StringComparison.Ordinal);
        using ClusterSystem cluster = new(folder, PipelineOf("us_equity_ticks.yaml"));
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{cluster.Server.Port}");
        Ending wrong = PawlProgram.Shell(folder.Path, $"PAWL__NATS__INTERNAL=nats://pawl:geheim@{address} PAWL__NATS__EXTERNAL=nats://border:border@{address} pawl monitor nats logs");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("Authorization Violation", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", wrong.Error, StringComparison.Ordinal);
    }
}
