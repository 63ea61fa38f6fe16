using System.Net;
using System.Text;
using System.Text.Json;
using Pawl.Nats;
using Pawl.Nats.JetStream;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>Ticks by HTTP: what is answered, and what is in the stream when it is.</summary>
[Trait("Speed", "slow")]
public sealed class IngestTests : IDisposable
{
    private const string Path = "/v1/ingest/ticks";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_with_202_is_in_the_stream_once_and_what_is_refused_is_not()
    {
        using ClusterSystem cluster = new(folder, "");
        using Gateway gateway = new(cluster, "ingest.symbols=ES,NQ");
        string first = Gateway.Tick("ES", "2024-03-04T15:00:00Z", "5000.25");
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Post(Path, first)).Status);

        // A list, packed, with a key of its own: sent again it is known, by the gateway and, when that was started anew, by the server.
        string list = $"[{Gateway.Tick("ES", "2024-03-04T15:00:01Z", "5000.5")}, {Gateway.Tick("NQ", "2024-03-04T15:00:01Z", "18000")},\n{Gateway.Tick("ES", "2024-03-04T15:00:02Z", "5000.75")}]";
        (HttpStatusCode status, JsonElement body) = await gateway.Post(Path, list, WithKey, gzip: true);
        Assert.Equal((HttpStatusCode.Accepted, 3, 0), (status, body.GetProperty("accepted").GetInt32(), body.GetProperty("duplicates").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Post(Path, list, WithKey)).Status);
        (status, body) = await gateway.Post(Path, first, WithKey);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-conflict"), (status, body.GetProperty("error").GetString()));

        // All or nothing.
        string lines = $"{Gateway.Tick("ES", "2024-03-04T15:00:03Z", "5001")}\n{Gateway.Tick("EZ", "2024-03-04T15:00:03Z", "5001")}\n";
        (status, body) = await gateway.Post(Path, lines, type: "application/x-ndjson");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unknown-symbol"), (status, body.GetProperty("error").GetString()));
        Assert.Equal("message in a line 2: symbol 'EZ': is none of setting ingest.symbols; did you mean 'ES'?", body.GetProperty("detail").GetString());

        Assert.Equal(1, gateway.Role.Said.Split("takes ticks").Length - 1);
        gateway.Role.Kill();
        using Gateway again = new(cluster);
        (status, body) = await again.Post(Path, list, WithKey);
        Assert.Equal((HttpStatusCode.Accepted, 0, 3), (status, body.GetProperty("accepted").GetInt32(), body.GetProperty("duplicates").GetInt32()));

        string[] prices = [.. (await StoredAsync(cluster)).Select(l => l.GetProperty("symbol").GetString() + " " + l.GetProperty("data").GetProperty("price").GetRawText())];
        Assert.Equal(["ES 5000.25", "ES 5000.5", "NQ 18000", "ES 5000.75"], prices);
        again.Role.Signal("TERM");
        again.Role.WaitForEnd();
        Assert.True(again.Role.Code == 0, again.Role.Said);
    }

    [Fact]
    public async Task Each_refusal_has_its_status_a_word_for_programs_and_a_remedy()
    {
        using ClusterSystem cluster = new(folder, "");
        using Gateway gateway = new(cluster, "ingest.symbols=ES");
        string tick = Gateway.Tick("ES", "2024-03-04T15:00:00Z", "5000.25");
        await Refused(401, "no-key", gateway.Post(Path, tick, r => r.Headers.Authorization = null));
        await Refused(401, "wrong-key", gateway.Post(Path, tick, r => r.Headers.Authorization = new("Bearer", gateway.Key + "x")));
        await Refused(401, "wrong-key", gateway.Post(Path, tick, r => r.Headers.Authorization = new("Basic", gateway.Key)));
        await Refused(403, "no-right", gateway.Post(Path, tick, r => r.Headers.Authorization = new("Bearer", gateway.Other)));
        await Refused(403, "not-allowed", gateway.Post(Path, tick, r => r.Headers.Add("Origin", "https://evil.example")));
        await Refused(421, "misdirected-request", gateway.Post(Path, tick, r => r.Headers.Host = "evil.example"));
        await Refused(404, "nothing-there", gateway.Post("/v1/ingest/tick", tick));
        await Refused(405, "method", gateway.Post(Path, tick, r => r.Method = HttpMethod.Put));
        await Refused(413, "too-large", gateway.Post(Path, new string(' ', (1 << 20) + 1)));
        await Refused(413, "too-large", gateway.Post(Path, new string(' ', 64 << 20), gzip: true));
        await Refused(413, "too-many-ticks", gateway.Post(Path, string.Concat(Enumerable.Repeat(tick + "\n", 5001)), type: "application/x-ndjson", gzip: true));
        await Refused(415, "content-type", gateway.Post(Path, tick, type: "text/xml"));
        await Refused(415, "content-type", gateway.Post(Path, tick, type: "application/json; charset=utf-16"));
        await Refused(415, "content-encoding", gateway.Post(Path, tick, r => r.Content!.Headers.ContentEncoding.Add("br")));
        await Refused(415, "content-encoding", gateway.Post(Path, tick, r => r.Content!.Headers.ContentEncoding.Add("gzip"), gzip: true));
        await Refused(400, "gzip", gateway.Post(Path, tick, r => r.Content!.Headers.ContentEncoding.Add("gzip")));
        await Refused(400, "json", gateway.Post(Path, "{"));
        await Refused(400, "parameter", gateway.Post(Path + "?strict=true", tick));
        await Refused(400, "idempotency-key", gateway.Post(Path, tick, r => r.Headers.TryAddWithoutValidation("Idempotency-Key", "a b")));
        await Refused(422, "unknown-symbol", gateway.Post(Path, tick.Replace("ES", "BTC.X", StringComparison.Ordinal)));
        await Refused(422, "unknown-symbol", gateway.Post(NinjaTrader, Batch("ES 12-26", 0, 3)));
        await Refused(409, "sequence-gap", gateway.Post(NinjaTrader + "?strict=true", Batch("ES", 3, 4)));
        (HttpStatusCode status, JsonElement body) = await gateway.Post(NinjaTrader, Batch("ES", 0, 4), gzip: true);
        Assert.Equal((HttpStatusCode.Accepted, 5), (status, body.GetProperty("nextExpected").GetInt32()));
        string metrics = (await gateway.Get("/metrics")).Text;
        Assert.Contains("pawl_ingest_accepted_total 5\n", metrics, StringComparison.Ordinal);
        Assert.Contains("pawl_ingest_refused_total{reason=\"wrong-key\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Equal(5, (await StoredAsync(cluster)).Count);

        // Without the server nothing is taken, and that is said; with it everything is as before.
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await gateway.Get("/health/ready"));
        cluster.Server.Kill();
        await gateway.Until("/health/ready", HttpStatusCode.ServiceUnavailable);
        Assert.Equal((HttpStatusCode.OK, "live\n"), await gateway.Get("/health/live"));
        Assert.Equal("the NATS server is away\n", (await gateway.Get("/health/ready")).Text);
        await Refused(503, "stream-away", gateway.Post(Path, tick));
        cluster.Server.Start();
        await gateway.Until("/health/ready", HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Post(Path, tick)).Status);
    }

    [Fact]
    public async Task A_request_may_be_signed_instead_and_is_taken_once()
    {
        Assert.SkipWhen(PawlProgram.Shell(folder.Path, "command -v openssl").Code != 0, "openssl is not installed: apt-get install openssl");
        using ClusterSystem cluster = new(folder, "");
        Ending made = PawlProgram.Run(folder.Path, "key", "plant", "--ingest", "--hmac");
        string key = made.Error.Trim().Split(' ')[^1];
        Assert.Equal($"plant ingest hmac:{key}\n", made.Text);
        File.WriteAllBytes(Gateway.More(cluster), made.Output);
        using Gateway gateway = new(cluster, "ingest.symbols=ES");
        string tick = Gateway.Tick("ES", "2024-03-04T15:00:00Z", "5000.25");
        string first = Sign(tick);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Post(Path, tick, With(first))).Status);
        await Refused(401, "replayed", gateway.Post(Path, tick, With(first)));
        await Refused(401, "wrong-signature", gateway.Post(Path, tick.Replace("5000.25", "5000.5", StringComparison.Ordinal), With(Sign(tick))));
        await Refused(401, "wrong-signature", gateway.Post(Path + "?", tick, With(Sign(tick))));
        await Refused(401, "wrong-signature", gateway.Post(Path, tick, With("HMAC plant:1:2")));
        await Refused(401, "stale-signature", gateway.Post(Path, tick, With(Sign(tick, minutes: -1))));
        await Refused(401, "wrong-key", gateway.Post(Path, tick, With("Bearer " + key)));
        Assert.Single(await StoredAsync(cluster));
        gateway.Role.Kill();
        gateway.Role.Start();
        gateway.Role.WaitForAgain("takes ticks");
        await Refused(401, "stale-signature", gateway.Post(Path, tick, With(first)));

        // The same words as in docs/reference/ingestion.md.
        string Sign(string body, int minutes = 0)
        {
            folder.Write("body", body);
            Ending signed = PawlProgram.Shell(folder.Path, $$"""
                TIME=$(( $(date +%s%3N) + {{minutes * 60_000}} ))
                SIGNATURE=$(printf '%s\nPOST\n%s\n%s' $TIME {{Path}} $(sha256sum < body | cut -d' ' -f1) | openssl dgst -sha256 -hmac {{key}} | sed 's/.* //')
                echo "HMAC plant:$TIME:$SIGNATURE"
                """);
            return signed.Text.Trim();
        }

        static Action<HttpRequestMessage> With(string authorization) => request =>
        {
            request.Headers.Authorization = null;
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        };
    }

    [Fact]
    public async Task A_gap_that_a_sender_leaves_is_in_the_log_and_marks_the_candles_concerned()
    {
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        Array.ForEach((string[])["candle-aggregator", "engine-executor"], role => cluster.Start(role));
        using Gateway gateway = new(cluster, "ingest.symbols=ES");
        await gateway.Post(NinjaTrader, Batch("ES", 0, 3));
        await gateway.Post(NinjaTrader, Batch("ES", 6, 9));
        await gateway.Post(Path, $"[{Gateway.Tick("ES", "2024-03-04T15:10:00Z", "5000")},{Gateway.Tick("ES", "2024-03-04T15:20:00Z", "5000")}]");
        cluster.Computed(10);
        string[] lines = File.ReadAllLines(folder["logs/ES.jsonl"]);
        Assert.Equal("""{"expected":0,"received":0}""", Assert.Single(lines.Select(l => JsonDocument.Parse(l).RootElement), l => l.GetProperty("type").GetString() == "data_gap").GetProperty("data").GetRawText());
        string[] minutes = [.. lines.Where(l => l.Contains("\"type\":\"candle\"", StringComparison.Ordinal) && l.Contains("\"timeframe\":\"1m\"", StringComparison.Ordinal))];
        Assert.Equal([true, false], minutes.Select(l => l.Contains("\"incomplete\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_message_of_a_WebSocket_is_answered_in_its_order()
    {
        using ClusterSystem cluster = new(folder, "");
        using Gateway gateway = new(cluster, "ingest.symbols=ES");
        using System.Net.WebSockets.ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("X-Api-Key", gateway.Key);
        await socket.ConnectAsync(new UriBuilder(gateway.Role.Address) { Scheme = "ws", Path = "/v1/ingest/ws" }.Uri, Cancel);
        string tick = Gateway.Tick("ES", "2024-03-04T15:00:00Z", "5000.25");
        string[] sent = [tick, "{", $"[{tick},{tick}]", Batch("ES", 0, 4), Batch("ES", 3, 6), tick.Replace("5000.25", "0", StringComparison.Ordinal), new string(' ', 100_000) + tick];
        foreach (string message in sent)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, Cancel);
        }

        List<string> answers = [];
        byte[] buffer = new byte[64 * 1024];
        while (answers.Count < sent.Length)
        {
            System.Net.WebSockets.WebSocketReceiveResult got = await socket.ReceiveAsync(buffer, Cancel);
            JsonElement answer = JsonDocument.Parse(buffer.AsMemory(0, got.Count)).RootElement;
            answers.Add($"{answer.GetProperty("message")} {answer.GetProperty("type")} {(answer.TryGetProperty("accepted", out JsonElement accepted) ? accepted : answer.GetProperty("error"))}");
        }

        Assert.Equal(["1 ack 1", "2 nack json", "3 ack 2", "4 ack 5", "5 ack 2", "6 nack value", "7 ack 1"], answers);
        Assert.Equal(11, (await StoredAsync(cluster)).Count);
        gateway.Role.Signal("TERM");
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable, (await socket.ReceiveAsync(buffer, Cancel)).CloseStatus);
        gateway.Role.WaitForEnd();
        Assert.True(gateway.Role.Code == 0, gateway.Role.Said);

        // Without a key there is none.
        using Gateway again = new(cluster);
        using System.Net.WebSockets.ClientWebSocket stranger = new();
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => stranger.ConnectAsync(new UriBuilder(again.Role.Address) { Scheme = "ws", Path = "/v1/ingest/ws" }.Uri, Cancel));
    }

    [Fact]
    public async Task Who_sends_too_often_is_told_to_wait()
    {
        using ClusterSystem cluster = new(folder, "");
        using Gateway gateway = new(cluster, "ingest.symbols=ES", "ingest.requests_per_second=1");
        (HttpStatusCode Status, JsonElement Body)[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.Post(Path, Gateway.Tick("ES", "2024-03-04T15:00:00Z", "5000.25"))));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.Accepted);
        Assert.Contains(answers, a => a.Status == HttpStatusCode.TooManyRequests && a.Body.GetProperty("error").GetString() == "too-often");
    }

    private const string NinjaTrader = "/v1/ingest/ninjatrader/ticks";

    private static string Batch(string instrument, int first, int last) => $$"""
        {"v":1,"streamId":"s","sessionId":"1","batchSeq":1,"instrument":{"fullName":"{{instrument}}","tickSize":0.25},"ticks":[
        {{string.Join(',', Enumerable.Range(first, last - first + 1).Select(q => $$"""{"q":{{q}},"k":"T","t":"2024-03-04T15:00:0{{q}}Z","p":5000.25,"s":1}"""))}}]}
        """;

    private static async Task Refused(int status, string word, Task<(HttpStatusCode Status, JsonElement Body)> answer)
    {
        (HttpStatusCode said, JsonElement body) = await answer;
        Assert.Equal((status, word), ((int)said, body.GetProperty("error").GetString()));
        Assert.Equal(status, body.GetProperty("status").GetInt32());
        Assert.InRange(body.GetProperty("detail").GetString()!.Length, 10, 400);
    }

    private static void WithKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "one");

    /// <summary>All messages of the stream of what came.</summary>
    private static async Task<List<JsonElement>> StoredAsync(ClusterSystem cluster)
    {
        await using NatsLink link = new(cluster.As("border"), TimeSpan.FromSeconds(10));
        JetStreamApi jetStream = await link.JetStreamAsync(Cancel);
        long count = (await jetStream.StateAsync("TICKS", Cancel))!.Messages;
        List<JsonElement> lines = [];
        for (long i = 1; i <= count; i++)
        {
            string text = Encoding.UTF8.GetString((await jetStream.MessageAsync("TICKS", i, Cancel))!.Payload.Span);
            lines.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement));
        }

        return lines;
    }
}
