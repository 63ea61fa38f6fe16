using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Pawl.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>Ticks that are sent by HTTP give what a replay of them gives, whatever comes twice, in another order, or is killed on the way.</summary>
[Trait("Speed", "slow")]
public sealed class IngestedDayTests : IDisposable
{
    private const int Rows = 6_000;
    private const int BatchRows = 60;
    private const int AtOnce = 5;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_day_in_batches_doubled_and_reordered_through_kills_gives_the_hash_of_its_replay()
    {
        Lcg random = new(77);
        (string csv, string[] batches) = Day(random);
        string data = folder.Write("AAA_trades.csv", csv);
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        cluster.Start("candle-aggregator");
        cluster.Start("engine-executor");
        using Gateway gateway = new(cluster, "ingest.symbols=AAA", "ingest.wait_ms=60000");
        for (int next = 0; next < batches.Length; next += AtOnce)
        {
            // Some at once in any order, and one of those before again.
            int[] sent = [.. Enumerable.Range(next, Math.Min(AtOnce, batches.Length - next)).Append(random.Next(next + 1)).OrderBy(_ => random.Next(1000))];
            Task[] delivered = [.. sent.Select(i => DeliverAsync(gateway, batches[i], i))];
            int round = next / AtOnce;
            if (round is 4 or 13)
            {
                gateway.Role.Kill();
                gateway.Role.Start();
            }
            else if (round == 9)
            {
                cluster.Server.Kill();
                cluster.Server.Start();
            }

            await Task.WhenAll(delivered);
        }

        await using NatsConnection border = await NatsConnection.ConnectAsync(cluster.As("border"), Cancel);
        await border.PublishAsync("control.AAA.flush", "{}"u8.ToArray(), cancel: Cancel);
        await border.FlushAsync(Cancel);
        cluster.CompareWithReplay([data]);
    }

    /// <summary>Sends a batch until it is accepted, as a sender has to.</summary>
    private static async Task DeliverAsync(Gateway gateway, string batch, int number)
    {
        while (true)
        {
            try
            {
                (HttpStatusCode status, JsonElement body) = await gateway.Post(
                    "/v1/ingest/ninjatrader/ticks", batch, r => r.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"s:{number}")), gzip: number % 2 == 0);
                if (status is HttpStatusCode.Accepted or HttpStatusCode.OK)
                {
                    return;
                }

                Assert.True(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, body.ToString());
            }
            catch (HttpRequestException)
            {
                // It was killed.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
        }
    }

    /// <summary>Trades as a file, and the same as batches with a heartbeat now and then.</summary>
    private static (string Csv, string[] Batches) Day(Lcg random)
    {
        StringBuilder csv = new("timestamp,price,size\n");
        List<string> batches = [];
        List<string> records = [];
        DateTime time = new(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc);
        int quarters = 20_000;
        long number = 0;
        for (int row = 0; row < Rows; row++)
        {
            time = time.AddMilliseconds(random.OneIn(3) ? 0 : random.Next(6_000));
            quarters += random.Next(5) - 2;
            (string at, string price, int size) = (time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture), (quarters * 0.25m).ToString(CultureInfo.InvariantCulture), 1 + random.Next(20));
            csv.Append(CultureInfo.InvariantCulture, $"{at}Z,{price},{size}\n");
            if (random.OneIn(50))
            {
                records.Add(string.Create(CultureInfo.InvariantCulture, $$"""{"q":{{number++}},"k":"H","t":"{{at}}Z"}"""));
            }

            records.Add(string.Create(CultureInfo.InvariantCulture, $$"""{"q":{{number++}},"k":"T","t":"{{at}}0000Z","p":{{price}},"s":{{size}}}"""));
            if (records.Count >= BatchRows || row == Rows - 1)
            {
                batches.Add(string.Create(CultureInfo.InvariantCulture, $$"""{"v":1,"streamId":"s","sessionId":"1","batchSeq":{{batches.Count}},"instrument":{"fullName":"AAA","tickSize":0.25},"ticks":[{{string.Join(",\n", records)}}]}"""));
                records.Clear();
            }
        }

        return (csv.ToString(), [.. batches]);
    }
}
