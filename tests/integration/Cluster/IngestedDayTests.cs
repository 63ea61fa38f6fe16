using System.Globalization;
using System.Net;
using System.Text.Json;
using Pawl.Nats;
using Pawl.Tests.Integration.Postgres;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>A recorded day through the whole chain is what a replay of it is, whatever comes twice, in another order, or is killed on the way.</summary>
[Trait("Speed", "slow")]
public sealed class IngestedDayTests : IDisposable
{
    private const int Rows = 5_000;
    private const int BatchRows = 50;
    private const int AtOnce = 5;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_gateway_to_publisher_and_database_it_gives_the_lines_ids_hash_messages_and_rows_of_its_replay()
    {
        // One symbol comes by messages of the catalogue, with what real feeds have, the other by batches with numbers.
        string[][] wild = RowsOf(new TickFile(81, Rows) { MeanMilliseconds = 2_000, Wild = true });
        string[][] plain = [.. RowsOf(new TickFile(82, Rows) { MeanMilliseconds = 2_000 }).Select(row => row[..3])];
        string[] data = [folder.Write("ES_trades.csv", CsvOf(wild)), folder.Write("AAA_trades.csv", CsvOf(plain))];
        using PostgresServer server = new();
        using TestDatabase database = new(server);
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "demo.yaml")) { Database = database.Connection };
        ClusterSystem.Role[] sinks = [cluster.Start("db-sink", "--group", "1/2"), cluster.Start("db-sink#2", "--group", "2/2")];
        cluster.Start("candle-aggregator").WaitFor("goes on behind");
        Array.ForEach((string[])["engine-executor", "external-publisher"], role => cluster.Start(role));
        await SayAsync(cluster, "feed", "ticks.raw.ES", "not json");
        using Gateway gateway = new(cluster, "ingest.symbols=ES,AAA", "ingest.wait_ms=60000");
        await Task.WhenAll(SendMessagesAsync(gateway, wild), SendBatchesAsync(cluster, gateway, plain));
        await SayAsync(cluster, "border", "control.ES.flush", "{}");
        await SayAsync(cluster, "border", "control.AAA.flush", "{}");

        cluster.CompareWithReplay(data);
        await ToldMessages.CompareAsync(cluster, Cancel);
        string store = StoredRows.Compare(cluster, database, data);
        Assert.Equal(cluster.Run("db", "query", "candles", "--store", store), cluster.Run("db", "query", "candles", "--store", database.StoreOption));
        StoredRows.WaitFor(cluster, database, "SELECT count(*) FROM dead_letters", 1);
        string?[] letter = Assert.Single(database.Rows("SELECT log, place, reason, convert_from(content, 'UTF8') FROM dead_letters"));
        Assert.Equal(("ES", "TICKS:1", "not json"), (letter[0], letter[1], letter[3]));
        Assert.StartsWith("the message is not JSON", letter[2], StringComparison.Ordinal);
        Assert.Equal("demo|run|nats", string.Join('|', Assert.Single(database.Rows("SELECT key, kind, data FROM runs"))));
        foreach (ClusterSystem.Role sink in sinks)
        {
            sink.Signal("TERM");
            sink.WaitForEnd();
            Assert.True(sink.Code == 0, sink.Said);
        }
    }

    private static async Task SayAsync(ClusterSystem cluster, string user, string subject, string text)
    {
        await using NatsConnection connection = await NatsConnection.ConnectAsync(cluster.As(user), Cancel);
        await connection.PublishAsync(subject, System.Text.Encoding.UTF8.GetBytes(text), cancel: Cancel);
        await connection.FlushAsync(Cancel);
    }

    /// <summary>Sends messages of the catalogue, many in lines, one batch behind the other.</summary>
    private static async Task SendMessagesAsync(Gateway gateway, string[][] rows)
    {
        int number = 0;
        foreach (string[][] some in rows[1..].Chunk(BatchRows))
        {
            string lines = string.Join('\n', some.Select(row =>
                $$$"""{"symbol":"ES","timestamp":"{{{row[0]}}}","timeframe":"tick","type":"tick","data":{"price":{{{row[1]}}},"size":{{{row[2]}}},"side":{{{(row[3].Length > 0 ? $"\"{row[3]}\"" : "null")}}},"trade_id":{{{row[4]}}}},"metadata":{"version":1}}"""));
            await DeliverAsync(gateway, "/v1/ingest/ticks", lines, string.Create(CultureInfo.InvariantCulture, $"es:{++number}"), "application/x-ndjson");
        }
    }

    /// <summary>Sends batches with numbers, some at once in any order and one of those before again, and kills the gateway and the server meanwhile.</summary>
    private static async Task SendBatchesAsync(ClusterSystem cluster, Gateway gateway, string[][] rows)
    {
        Lcg random = new(77);
        string[] batches = BatchesOf(rows[1..], random);
        for (int next = 0; next < batches.Length; next += AtOnce)
        {
            int[] sent = [.. Enumerable.Range(next, Math.Min(AtOnce, batches.Length - next)).Append(random.Next(next + 1)).OrderBy(_ => random.Next(1000))];
            Task[] delivered = [.. sent.Select(i => DeliverAsync(gateway, "/v1/ingest/ninjatrader/ticks", batches[i], string.Create(CultureInfo.InvariantCulture, $"s:{i}"), "application/json"))];
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
    }

    /// <summary>Sends a batch until it is accepted, as a sender has to.</summary>
    private static async Task DeliverAsync(Gateway gateway, string path, string batch, string key, string type)
    {
        while (true)
        {
            try
            {
                (HttpStatusCode status, JsonElement body) = await gateway.Post(path, batch, r => r.Headers.Add("Idempotency-Key", key), type, gzip: key[^1] % 2 == 0);
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

    private static string[][] RowsOf(TickFile file) => [.. file.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];

    private static string CsvOf(string[][] rows) => string.Concat(rows.Select(row => string.Join(',', row) + "\n"));

    /// <summary>Trades as batches, with a heartbeat now and then.</summary>
    private static string[] BatchesOf(string[][] rows, Lcg random)
    {
        List<string> batches = [];
        List<string> records = [];
        long number = 0;
        foreach (string[] row in rows)
        {
            if (random.OneIn(50))
            {
                records.Add(string.Create(CultureInfo.InvariantCulture, $$"""{"q":{{number++}},"k":"H","t":"{{row[0]}}"}"""));
            }

            records.Add(string.Create(CultureInfo.InvariantCulture, $$"""{"q":{{number++}},"k":"T","t":"{{row[0]}}","p":{{row[1]}},"s":{{row[2]}}}"""));
            if (records.Count >= BatchRows || row == rows[^1])
            {
                batches.Add(string.Create(CultureInfo.InvariantCulture, $$"""{"v":1,"streamId":"s","sessionId":"1","batchSeq":{{batches.Count}},"instrument":{"fullName":"AAA","tickSize":0.01},"ticks":[{{string.Join(",\n", records)}}]}"""));
                records.Clear();
            }
        }

        return [.. batches];
    }
}
