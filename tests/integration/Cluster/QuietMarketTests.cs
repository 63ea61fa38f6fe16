using System.Text.Json;
using Pawl.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>Time closes the bars of a live market in which nothing is traded any more, and leaves a recording alone.</summary>
[Trait("Speed", "slow")]
public sealed class QuietMarketTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bars_of_a_market_that_falls_quiet_are_told_and_a_recording_gives_the_hash_of_its_replay()
    {
        string pipeline = folder.Write("quiet.yaml", "pipeline: quiet\ncandles: [1s, 2s]\nnodes:\n  mean: {kind: sma, inputs: [candle(1s)], period: 1}\n");
        string data = new TickFile(92, 1_500) { MeanMilliseconds = 2_000 }.Write(folder["AAA_trades.csv"]);
        using ClusterSystem cluster = new(folder, pipeline);
        cluster.Start("candle-aggregator", "--close-after", "0").WaitFor("goes on behind");
        Array.ForEach((string[])["engine-executor", "external-publisher"], role => cluster.Start(role));
        cluster["external-publisher"].WaitFor("goes on behind");
        await using NatsConnection reader = await NatsConnection.ConnectAsync(cluster.As("reader"), Cancel);
        NatsSubscription told = reader.Subscribe("dashboard.stream.candles.LIVE.>", 100);
        await reader.FlushAsync(Cancel);
        await using NatsConnection feed = await NatsConnection.ConnectAsync(cluster.As("feed"), Cancel);
        await feed.PublishAsync("ticks.raw.LIVE", System.Text.Encoding.UTF8.GetBytes(Gateway.Tick("LIVE", "2024-03-04T15:00:00.25Z", "10")), cancel: Cancel);
        string[] bars = [await NextAsync(told), await NextAsync(told)];
        Assert.Equal(["1s 2024-03-04T15:00:00Z", "2s 2024-03-04T15:00:00Z"], bars);

        // The collector is away for longer than any of its bars, in the middle of one: time stands still meanwhile.
        ClusterSystem.Role collector = cluster.Start("tick-collector", "-d", data, "--name", "day", "--speed", "600");
        collector.WaitFor("pawl_collector_events_total", events => events > 300);
        collector.Kill();
        await feed.PublishAsync("ticks.raw.LIVE", System.Text.Encoding.UTF8.GetBytes(Gateway.Tick("LIVE", "2024-03-04T15:00:04.25Z", "10")), cancel: Cancel);
        Assert.Equal("1s 2024-03-04T15:00:04Z", await NextAsync(told));
        Assert.Equal("2s 2024-03-04T15:00:04Z", await NextAsync(told));
        collector.Start();
        collector.WaitForEnd();
        cluster.Computed(1_501);
        (int code, _, string error) = cluster.Run("replay", "-p", pipeline, "-d", data, "--out", folder["replayed"]);
        Assert.True(code == 0, error);
        Assert.Equal(File.ReadAllText(folder["replayed/AAA.jsonl"]), File.ReadAllText(folder["logs/AAA.jsonl"]));
    }

    private static async Task<string> NextAsync(NatsSubscription told)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        JsonElement candle = JsonDocument.Parse((await told.NextAsync(patience.Token)).Payload).RootElement;
        return $"{candle.GetProperty("timeframe").GetString()} {candle.GetProperty("timestamp").GetString()}";
    }
}
