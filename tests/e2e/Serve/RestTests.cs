using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>REST over a run that has come to its end, against what a replay of the same data says; and whatever else is sent to a server.</summary>
[Trait("Speed", "slow")]
public sealed class RestTests(EndedRun run) : IClassFixture<EndedRun>
{
    private readonly TemporaryFolder folder = run.Folder;
    private readonly ServedProgram served = run.Served;

    private List<string> Replayed(Func<JsonElement, bool> wanted)
    {
        Ending replay = PawlProgram.Run(folder.Path, "replay", "-p", EndedRun.Pipeline, "-d", EndedRun.Market, "--out", "-");
        Assert.True(replay.Code == 0, replay.Error);
        return [.. replay.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => wanted(JsonDocument.Parse(line).RootElement))];
    }

    private static string Text(JsonElement e, string name) => e.GetProperty(name).GetString()!;

    [Fact]
    public async Task Lists_hold_exactly_what_a_replay_says_in_pages_of_any_size_and_either_order()
    {
        List<string> candles = Replayed(e => Text(e, "type") == "candle" && Text(e, "symbol") == "ES" && Text(e, "timeframe") == "1m");
        Assert.InRange(candles.Count, 85, 95);
        Assert.Equal(candles, (await served.All("/symbols/ES/candles?timeframe=1m", 7)).Select(c => c.GetRawText()));
        Assert.Equal(candles.AsEnumerable().Reverse(), (await served.All("/symbols/ES/candles?timeframe=1m&order=desc", 50)).Select(c => c.GetRawText()));

        List<string> rsi = Replayed(e => Text(e, "symbol") == "NQ" && Text(e.GetProperty("metadata"), "node") == "rsi");
        Assert.NotEmpty(rsi);
        Assert.Equal(rsi, (await served.All("/symbols/NQ/indicators/rsi", 11)).Select(c => c.GetRawText()));

        List<string> signals = Replayed(e => Text(e, "type") == "trade_signal");
        Assert.NotEmpty(signals);
        Assert.Equal(signals.Order(StringComparer.Ordinal), (await served.All("/signals", 3)).Select(c => c.GetRawText()).Order(StringComparer.Ordinal));
        string from = Text(JsonDocument.Parse(candles[10]).RootElement, "timestamp");
        string to = Text(JsonDocument.Parse(candles[20]).RootElement, "timestamp");
        Assert.Equal(candles[10..20], (await served.All($"/symbols/ES/candles?timeframe=1m&from={from}&to={to}", 5000)).Select(c => c.GetRawText()));

        foreach (string list in (string[])["/symbols/ES/profile/profile", "/symbols/ES/footprint/footprint", "/symbols/ES/structure", "/symbols/NQ/signals", "/transitions", "/orders", "/fills", "/positions", "/alerts", "/symbols/ES/candles?timeframe=5m"])
        {
            await served.All(list, 5000);
        }
    }

    [Fact]
    public async Task What_runs_is_described()
    {
        JsonElement symbols = (await served.Get("/symbols")).GetProperty("items");
        Assert.Equal(["ES", "NQ"], symbols.EnumerateArray().Select(s => Text(s, "symbol")));
        Assert.Equal(["1s", "1m", "5m", "15m", "1h"], symbols[0].GetProperty("timeframes").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(JsonValueKind.Number, symbols[0].GetProperty("last").GetProperty("price").ValueKind);

        JsonElement graph = await served.Get("/pipelines/demo/graph");
        JsonElement live = await served.Get("/pipelines/demo/graph/live?symbol=ES");
        Assert.Superset(graph.GetProperty("nodes").EnumerateArray().Select(n => Text(n, "id")).ToHashSet(), live.GetProperty("nodes").EnumerateArray().Select(n => Text(n, "id")).ToHashSet());
        Assert.Contains(live.GetProperty("nodes").EnumerateArray(), n => Text(n, "id") == "rsi" && Text(n, "state") == "ready" && n.GetProperty("data").TryGetProperty("value", out _));
        Assert.Contains((await served.Get("/strategies")).GetProperty("items").EnumerateArray(), s => Text(s, "strategy") == "cross" && Text(s, "symbol") == "NQ");

        string id = Text((await served.Get("/signals?limit=1")).GetProperty("items")[0].GetProperty("metadata"), "id");
        Assert.Equal(id, Text(await served.Get("/explain/" + Uri.EscapeDataString(id)), "id"));
        JsonElement session = (await served.Get("/sessions")).GetProperty("items")[0];
        Assert.Equal(90 * 60, (session.GetProperty("end").GetDateTime() - session.GetProperty("start").GetDateTime()).TotalSeconds, 120.0);
        Assert.Equal("3.1.0", Text(JsonDocument.Parse(await served.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement, "openapi"));
        Assert.Contains("pawl_log_events_total{log=\"ES\"} ", await served.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await served.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        using HttpResponseMessage first = await served.Client.GetAsync(new Uri("/api/v1/symbols/ES/candles?timeframe=1m&limit=5", UriKind.Relative), TestContext.Current.CancellationToken);
        EntityTagHeaderValue tag = first.Headers.ETag!;
        using HttpRequestMessage again = new(HttpMethod.Get, first.RequestMessage!.RequestUri) { Headers = { IfNoneMatch = { tag } } };
        using HttpResponseMessage second = await served.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotModified, ""), (second.StatusCode, await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Contains("script-src 'self'", second.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", second.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/api/v1/nothing", 404, "there is nothing at")]
    [InlineData("/api/v1/symbols?x=1", 400, "unknown parameter 'x'")]
    [InlineData("/api/v1/symbols/XX/candles?timeframe=1m", 404, "there is no symbol 'XX'")]
    [InlineData("/api/v1/symbols/ES/candles", 400, "timeframe is missing")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=0m", 400, "write a time frame")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&limit=0", 400, "write a whole number from 1 to 5000")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&limit=9223372036854775808", 400, "write a whole number")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&limit=1&limit=2", 400, "limit is there 2 times")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&from=-1", 400, "write a time like")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&order=up", 400, "write asc or desc")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&cursor=xx", 400, "take it from 'next'")]
    [InlineData("/api/v1/symbols/ES/candles?timeframe=1m&run=0", 400, "write a whole number")]
    [InlineData("/api/v1/symbols/ES'%20OR%201=1--/candles?timeframe=1m", 404, "there is no symbol")]
    [InlineData("/api/v1/symbols/..%2f..%2fetc%2fpasswd/candles?timeframe=1m", 404, "there is no symbol")]
    [InlineData("/api/v1/symbols/%E2%80%AEES/candles?timeframe=1m", 404, "there is no symbol")]
    [InlineData("/api/v1/symbols/ES/indicators/rsj", 404, "did you mean 'rsi'?")]
    [InlineData("/api/v1/explain/ES:999999999:1", 404, "the log has")]
    [InlineData("/api/v1/explain/nothing", 400, "is no id")]
    [InlineData("/api/v1/pipelines/other/graph", 404, "there is no pipeline 'other'")]
    [InlineData("/api/v1/reports/..%2f..%2f/summary.json", 404, "there is no file")]
    [InlineData("/../../etc/passwd.txt", 404, "there is nothing here")]
    [InlineData("/ws", 400, "is a WebSocket")]
    public async Task What_cannot_be_answered_is_refused_with_a_remedy(string path, int status, string detail)
    {
        (int code, string type, string text) = Read(await Raw($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        Assert.True(code == status, text);
        Assert.Equal("application/problem+json", type);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Contains(detail, Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        await served.Get("/symbols");
    }

    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)]
    [InlineData("PUT /api/v1/kill-switch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("POST /api/v1/symbols HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example.com\r\n\r\n", 421)]
    [InlineData("GET /api/v1/symbols HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example.com\r\n\r\n", 403)]
    [InlineData("GET /api/v1/symbols HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer nonsense\r\n\r\n", 401)]
    [InlineData("GET /api/v1/symbols HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic eDp5\r\n\r\n", 401)]
    [InlineData("POST /api/v1/kill-switch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 14\r\n\r\n{\"state\":\"on\"}", 403)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET /ws HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", 403)]
    [InlineData("GET /ws?ticket=0 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", 401)]
    public async Task What_is_hostile_is_refused_and_the_next_caller_is_served(string request, int status)
    {
        (int code, _, string text) = Read(await Raw(request.Replace("HTTP/1.1\r\nHost", "HTTP/1.1\r\nConnection: close\r\nHost", StringComparison.Ordinal).Replace("Connection: close\r\nHost: localhost\r\nOrigin: https://evil.example.com\r\nConnection: Upgrade", "Host: localhost\r\nOrigin: https://evil.example.com\r\nConnection: Upgrade", StringComparison.Ordinal).Replace("Connection: close\r\nHost: localhost\r\nConnection: Upgrade", "Host: localhost\r\nConnection: Upgrade", StringComparison.Ordinal)));
        Assert.True(code == status, $"{code}: {text}");
        await served.Get("/symbols");
    }

    [Fact]
    public async Task Headers_and_bodies_without_end_are_cut_off()
    {
        string big = new('x', 20_000);
        Assert.Equal(431, Read(await Raw($"GET / HTTP/1.1\r\nHost: localhost\r\nX: {big}\r\n\r\n")).Code);
        Assert.Equal(431, Read(await Raw("GET / HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"H{i}: 1\r\n")) + "\r\n")).Code);
        Assert.Equal(414, Read(await Raw($"GET /{big} HTTP/1.1\r\nHost: localhost\r\n\r\n")).Code);
        await served.Get("/symbols");
    }

    private static (int Code, string Type, string Text) Read(string answer)
    {
        string[] parts = answer.Split("\r\n\r\n", 2);
        string[] lines = parts[0].Split("\r\n");
        string type = lines.FirstOrDefault(l => l.StartsWith("Content-Type: ", StringComparison.OrdinalIgnoreCase))?["Content-Type: ".Length..] ?? "";
        return (lines[0].Length > 12 ? int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, type, parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>Sends bytes as they stand and reads what comes until the server closes, or has answered whole.</summary>
    private async Task<string> Raw(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, served.Address.Port);
        NetworkStream stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        }
        catch (IOException)
        {
            // It is refused while it is sent.
        }

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        StringBuilder answer = new();
        byte[] buffer = new byte[4096];
        try
        {
            while (!IsWhole(answer.ToString()) && await stream.ReadAsync(buffer, limit.Token) is var count and > 0)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // It was reset once it had been answered.
        }

        return answer.ToString();
    }

    private static bool IsWhole(string answer)
    {
        int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int length = answer.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return end > 0 && length > 0 && length < end && answer.Length - end - 4 >= int.Parse(answer[(length + 16)..answer.IndexOf('\r', length)], CultureInfo.InvariantCulture);
    }
}
