using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pawl.Tests.Integration.Cluster;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>The page and the API of the Redis form say what an embedded run over the same data says, whenever they start and whatever is killed.</summary>
[Trait("Speed", "slow")]
public sealed partial class StreamReplicaTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Whole = ["--profile", "redis", "--set", "redis.keep_minutes=100000"];
    private static readonly string[] Frames = ["1m", "2m", "3m", "5m"];

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_candles_they_say_what_an_embedded_run_says()
    {
        string data = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");
        using RedisSystem system = new(folder) { Settings = Whole };
        ClusterSystem.Role page = system.Start("dashboard", "--serve", "127.0.0.1:0");
        page.WaitFor("serving ");
        ClusterSystem.Role market = system.Start("mdengine", "-d", data, "--speed", "2400");

        // Killed at whatever it does; so is the server.
        page.WaitFor("pawl_messages_total", n => n > 20);
        page.Kill();
        page.Start();
        system.Server.Kill();
        system.Server.Start();
        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
        ClusterSystem.Role api = system.Start("api-gateway", "--serve", "127.0.0.1:0");
        api.WaitFor("serving ");
        ClusterSystem.Role embedded = Embedded(system, Repository.PathOf("config", "pipelines", "indengine.yaml"), data);
        string[] questions = ["symbols", .. Frames.Select(f => $"symbols/DEMO/candles?limit=1000&timeframe={f}"), .. Frames.SelectMany(f => ((string[])["SMA_9", "EMA_21", "RSI_14"]).Select(n => $"symbols/DEMO/indicators/{n}_{f}?limit=1000"))];
        foreach (string question in questions)
        {
            string awaited = WithoutIds(await client.GetStringAsync(new Uri(UrlOf(embedded), "api/v1/" + question), Cancel));
            await WaitForAsync(page, question, WithoutIds, awaited);
            await WaitForAsync(api, question, WithoutIds, awaited);
        }

        // By their names on Redis, and by the subjects, the WebSocket gives the same messages.
        string[] bySubject = await StateAsync(page, ["indicators.public.DEMO.SMA_9_1m", "candles.external.DEMO.5m"]);
        Assert.Equal(bySubject, await StateAsync(page, ["pub:ind:SMA_9:60s:*:DEMO", "pub:candle:300s:XXXX:DEMO"]));
        Assert.Equal(bySubject.Select(WithoutIds), (await StateAsync(embedded, ["indicators.public.DEMO.SMA_9_1m", "candles.external.DEMO.5m"])).Select(WithoutIds));
        Assert.Contains("<!doctype html>", await client.GetStringAsync(UrlOf(page), Cancel), StringComparison.OrdinalIgnoreCase);
        foreach (ClusterSystem.Role replica in (ClusterSystem.Role[])[page, api])
        {
            replica.Signal("TERM");
            replica.WaitForEnd();
            Assert.True(replica.Code == 0, replica.Said);
        }
    }

    [Fact]
    public async Task With_ticks_in_streams_they_say_it_with_the_same_ids()
    {
        string pipeline = folder.Write("both.yaml", "pipeline: both\ncandles: [1m, 5m]\nnodes:\n  SMA_9_1m: {kind: sma, inputs: [candle(1m)], period: 9}\n  rsi: {kind: rsi, inputs: [candle(5m)], period: 14}\n  delta: {kind: delta, inputs: [tick, candle(1m)]}\n");
        string[] data = [.. ((ulong[])[97, 98]).Select((seed, i) => new TickFile(seed, 5_000) { MeanMilliseconds = 1_000, Wild = true }.Write(folder[$"{(char)('A' + i)}{(char)('A' + i)}_trades.csv"]))];
        using RedisSystem system = new(folder) { Settings = [.. Whole, "--set", "redis.ticks=stream", "--set", "redis.frames=60,300"] };
        ClusterSystem.Role page = system.Start("dashboard", "-p", pipeline, "--serve", "127.0.0.1:0");
        page.WaitFor("serving ");
        system.Start("mdengine", [.. data.SelectMany(d => (string[])["-d", d])]).WaitForEnd();
        ClusterSystem.Role embedded = Embedded(system, pipeline, data);
        foreach (string symbol in (string[])["AA", "BB"])
        {
            foreach (string question in (string[])[$"symbols/{symbol}/candles?limit=1000&timeframe=1m", $"symbols/{symbol}/indicators/rsi?limit=1000", $"symbols/{symbol}/indicators/delta?limit=1000"])
            {
                await WaitForAsync(page, question, text => text, await client.GetStringAsync(new Uri(UrlOf(embedded), "api/v1/" + question), Cancel));
            }
        }
    }

    [Fact]
    public async Task Where_streams_no_longer_reach_back_a_new_run_begins()
    {
        string data = new TickFile(99, 4_000) { MeanMilliseconds = 2_000 }.Write(folder["AAA_trades.csv"]);
        using RedisSystem system = new(folder) { Settings = Whole };
        system.Start("mdengine", "-d", data).WaitForEnd();

        // A page on another machine than mdengine has no file of candles.
        ClusterSystem.Role page = system.Start("dashboard", "--serve", "127.0.0.1:0", "--set", "redis.candles=none.db");
        page.WaitFor("pawl_messages_total", n => n > 60);
        page.Signal("TERM");
        page.WaitForEnd();
        system.Server.Cli("XTRIM", "candle:60s:XXXX:AAA", "MAXLEN", "50");
        page.Start();
        page.WaitForAgain("a new run begins there");
        await WaitForAsync(page, "symbols/AAA/candles?limit=1000&timeframe=1m", text => JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength().ToString(CultureInfo.InvariantCulture), "50");
    }

    /// <summary>What forms comes by pub/sub: each value is the average over the closes before and the price of a tick of the bar, by the data.</summary>
    [Fact]
    public async Task What_is_forming_is_shown_as_it_would_be_had_the_bar_closed_there()
    {
        string data = new TickFile(100, 8_000) { MeanMilliseconds = 1_000 }.Write(folder["AAA_trades.csv.gz"]);
        (long End, double[] Prices)[] bars = [.. MarketData.ReadNaively(data).GroupBy(t => ((t.Time / 60_000_000_000) + 1) * 60_000, t => (double)t.Price).Select(b => (b.Key, b.ToArray()))];
        using RedisSystem system = new(folder) { Settings = Whole };
        ClusterSystem.Role page = system.Start("dashboard", "--serve", "127.0.0.1:0");
        page.WaitFor("serving ");
        using ClientWebSocket socket = await ConnectAsync(page, ["pub:candle:60s:XXXX:AAA", "pub:ind:SMA_9:60s:*"]);
        system.Start("mdengine", "-d", data, "--speed", "300");
        int candles = 0;
        for (int previews = 0; previews < 20 || candles < 20;)
        {
            JsonElement frame = await ReceiveAsync(socket);
            if (!frame.TryGetProperty("channel", out JsonElement channel) || !frame.TryGetProperty("data", out JsonElement message))
            {
                continue;
            }

            JsonElement of = message.GetProperty("data");
            bool isForming = channel.GetString()!.StartsWith("dashboard.stream.", StringComparison.Ordinal);
            Assert.Equal(!isForming, message.GetProperty("metadata").GetProperty("confirmed").GetBoolean());
            bool isCandle = message.GetProperty("type").GetString() == "candle";
            DateTimeOffset end = (isCandle ? of.GetProperty("close_time") : message.GetProperty("timestamp")).GetDateTimeOffset();
            int at = Array.FindIndex(bars, b => b.End == end.ToUnixTimeMilliseconds());
            double before = isCandle ? 0 : bars[(at - 8)..at].Sum(b => b.Prices[^1]);
            double value = of.GetProperty(isCandle ? "close" : "value").GetDouble();
            Assert.Contains(isForming ? bars[at].Prices : [bars[at].Prices[^1]], price => Math.Abs((isCandle ? price : (before + price) / 9) - value) < 1e-9);
            (candles, previews) = !isForming ? (candles, previews) : isCandle ? (candles + 1, previews) : (candles, previews + 1);
        }
    }

    private static ClusterSystem.Role Embedded(RedisSystem system, string pipeline, params string[] data)
    {
        ClusterSystem.Role run = system.Watch(["run", "-p", pipeline, .. data.SelectMany(d => (string[])["-d", d]), "--store", "embedded.db", "--serve", "127.0.0.1:0"]);
        run.WaitFor("the data have ended");
        return run;
    }

    private static Uri UrlOf(ClusterSystem.Role served) => new(served.Said.Split('\n').Last(l => l.StartsWith("serving ", StringComparison.Ordinal)).Split(' ')[1]);

    private static string WithoutIds(string text) => Ids().Replace(text, "");

    private async Task WaitForAsync(ClusterSystem.Role served, string question, Func<string, string> of, string awaited)
    {
        Stopwatch since = Stopwatch.StartNew();
        string found = "";
        while (since.Elapsed < Patience)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri(UrlOf(served), "api/v1/" + question), Cancel);
                string text = await answer.Content.ReadAsStringAsync(Cancel);
                found = answer.IsSuccessStatusCode ? of(text) : text;
            }
            catch (HttpRequestException e)
            {
                // It begins to serve anew.
                found = e.Message;
            }

            if (found == awaited)
            {
                return;
            }

            // One address may ask two hundred times a second.
            await Task.Delay(20, Cancel);
        }

        Assert.Fail($"{question}: not as awaited\n{found}\ninstead of\n{awaited}\n{served.Said}");
    }

    private static async Task<ClientWebSocket> ConnectAsync(ClusterSystem.Role served, string[] channels)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new UriBuilder(UrlOf(served)) { Scheme = "ws", Path = "/ws" }.Uri, Cancel);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { op = "subscribe", channels }), WebSocketMessageType.Text, true, Cancel);
        return socket;
    }

    /// <summary>The states that a client is told when it subscribes, by channel.</summary>
    private static async Task<string[]> StateAsync(ClusterSystem.Role served, string[] channels)
    {
        using ClientWebSocket socket = await ConnectAsync(served, channels);
        List<string> states = [];
        while (states.Count < channels.Length)
        {
            JsonElement frame = await ReceiveAsync(socket);
            if (frame.TryGetProperty("type", out JsonElement type) && type.GetString() == "state")
            {
                states.Add(frame.GetProperty("channel").GetString() + frame.GetProperty("items").GetRawText());
            }
        }

        return [.. states.Order(StringComparer.Ordinal)];
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        using MemoryStream whole = new();
        byte[] buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), Cancel);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(Encoding.UTF8.GetString(whole.ToArray())).RootElement;
    }

    [GeneratedRegex("\"(id|next)\":\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
