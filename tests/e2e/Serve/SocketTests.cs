using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>The WebSocket of a run: nobody who reads misses anything, nobody who does not read holds anybody up.</summary>
[Trait("Speed", "slow")]
public sealed class SocketTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Pipeline => Repository.PathOf("config", "pipelines", "demo.yaml");

    private Task<ServedProgram> Start(string market, string speed) =>
        ServedProgram.StartAsync(folder.Path, "run", "-p", Pipeline, "-d", market, "--store", "x.db", "--speed", speed, "--serve", "0");

    [Fact]
    public async Task A_hundred_clients_of_which_five_never_read()
    {
        await using ServedProgram served = await Start("simulated:symbols=ES+NQ,duration=6h,rate=5", "1200");
        List<Listener> all = [];
        for (int i = 0; i < 100; i++)
        {
            Listener client = await served.Listen();
            await client.Say("""{"op":"subscribe","channels":["candles.external.*.1m","strategies.>"],"since":[]}""");
            all.Add(client);
        }

        Task<List<string>>[] reading = [.. all.Skip(5).Select(ReadSignals)];
        await served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);
        List<string> stored = [.. (await served.All("/signals", 500)).Select(Listener.IdOf).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(stored);
        foreach (Listener client in all.Skip(5))
        {
            // What was said before somebody came is the state; a last word tells that all has been read.
            await client.Say("""{"op":"nothing"}""");
        }

        foreach (List<string> got in await Task.WhenAll(reading))
        {
            Assert.Equal(got.Count, got.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(stored, got.Order(StringComparer.Ordinal));
        }

        foreach (Listener client in all)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>All signals that a client gets, until the server has refused its last word.</summary>
    private static async Task<List<string>> ReadSignals(Listener client)
    {
        List<string> ids = [];
        while (await client.Next() is { } frame && Listener.TypeOf(frame) != "error")
        {
            IEnumerable<JsonElement> messages = Listener.TypeOf(frame) switch
            {
                "" => [frame.GetProperty("data")],
                "state" => frame.GetProperty("items").EnumerateArray(),
                _ => [],
            };
            ids.AddRange(messages.Where(m => m.GetProperty("type").GetString() == "trade_signal").Select(Listener.IdOf));
        }

        return ids;
    }

    [Fact]
    public async Task Who_was_away_while_the_server_was_away_too_misses_nothing()
    {
        const string Market = "simulated:symbols=ES,rate=5";
        List<string> got = [];
        string? last = null;
        for (int round = 0; round < 3; round++)
        {
            await using ServedProgram served = await Start(Market, "1000");
            await using Listener client = await served.Listen();
            await client.Say($$"""{"op":"subscribe","channels":["market_structure.>"]{{(last is null ? "" : $",\"since\":\"{last}\"")}}}""");
            int target = got.Count + 30;
            while (got.Count < target)
            {
                JsonElement frame = (await client.Next())!.Value;
                Assert.NotEqual("gap", Listener.TypeOf(frame));
                IEnumerable<JsonElement> messages = Listener.TypeOf(frame) switch
                {
                    "" => [frame.GetProperty("data")],
                    "state" => frame.GetProperty("items").EnumerateArray(),
                    _ => [],
                };
                got.AddRange(messages.Select(Listener.IdOf));
            }

            last = got[^1];
            await served.Until("/health", h => h.GetProperty("items").EnumerateArray().Any(s => s.GetProperty("events").GetInt64() > 3000 * (round + 1)));
            Assert.Equal(0, await served.Interrupt());
        }

        await using ServedProgram end = await Start(Market, "1");
        List<string> stored = [.. (await end.All("/symbols/ES/structure", 1000)).Select(Listener.IdOf)];
        Assert.Equal(stored.Take(got.Count), got);
    }

    [Fact]
    public async Task Forming_bars_and_metrics_come_while_it_runs()
    {
        await using ServedProgram served = await Start("simulated:symbols=ES,rate=20", "10");
        await using Listener client = await served.Listen();
        Assert.Equal("hello", Listener.TypeOf((await client.Next())!.Value));
        await client.Say("""{"op":"subscribe","channels":["dashboard.stream.>"]}""");
        JsonElement bar = await client.Until(f => f.TryGetProperty("channel", out JsonElement c) && c.GetString() == "dashboard.stream.candles.ES.1m");
        Assert.False(bar.GetProperty("data").GetProperty("metadata").GetProperty("confirmed").GetBoolean());
        JsonElement metrics = await client.Until(f => Listener.TypeOf(f) == "metrics" && f.GetProperty("data").GetProperty("events_per_second").GetDouble() > 0);
        Assert.Equal(1, metrics.GetProperty("data").GetProperty("clients").GetInt32());
    }

    [Fact]
    public async Task A_recorded_session_says_the_same_signals_again()
    {
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "run", "-p", Pipeline, "-d", "simulated:symbols=ES+NQ,duration=2h,rate=3", "--store", "x.db", "--serve", "0");
        await served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);
        List<JsonElement> signals = await served.All("/signals", 500);
        await using Listener client = await served.Listen();
        await client.Say("""{"op":"replay","action":"play"}""");
        Assert.Contains("no session is open", (await client.Until(f => Listener.TypeOf(f) == "error")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await client.Say("""{"op":"replay","action":"open","session":"1"}""");
        JsonElement opened = (await client.Until(f => Listener.TypeOf(f) == "replay")).GetProperty("data");
        Assert.Equal(signals.Count, opened.GetProperty("marks").GetArrayLength());
        Assert.True(opened.GetProperty("reset").GetBoolean());

        await client.Say("""{"op":"replay","action":"step","by":"bar"}""");
        JsonElement candle = await client.Until(f => f.TryGetProperty("channel", out _));
        Assert.Equal(("1", "candle"), (candle.GetProperty("replay").GetString(), candle.GetProperty("data").GetProperty("type").GetString()));
        await client.Say("""{"op":"replay","action":"step","by":"signal"}""");
        JsonElement first = await client.Until(f => f.TryGetProperty("data", out JsonElement d) && d.TryGetProperty("type", out JsonElement t) && t.GetString() == "trade_signal");
        Assert.Equal(signals[0].GetRawText(), first.GetProperty("data").GetRawText());

        await client.Say("""{"op":"replay","action":"seek","to":"2026-01-05T14:00:00Z"}""");
        await client.Until(f => Listener.TypeOf(f) == "replay" && f.GetProperty("data").TryGetProperty("reset", out _));
        await client.Say("""{"op":"replay","action":"play","speed":1000000}""");
        List<string> again = [];
        JsonElement end = await client.Until(f =>
        {
            if (f.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("type", out JsonElement type) && type.GetString() == "trade_signal")
            {
                again.Add(data.GetRawText());
            }

            return Listener.TypeOf(f) == "replay" && f.GetProperty("data").GetProperty("status").GetString() == "ended";
        });
        Assert.Equal(end.GetProperty("data").GetProperty("events").GetInt64(), end.GetProperty("data").GetProperty("sequence").GetInt64());
        Assert.Equal(signals.Select(s => s.GetRawText()).Order(StringComparer.Ordinal), again.Order(StringComparer.Ordinal));

        await client.Say("""{"op":"replay","action":"seek","to":"2026-01-05T15:30:00Z"}""");
        JsonElement state = await client.Until(f => Listener.TypeOf(f) == "state" && f.GetProperty("channel").GetString() == "candles.external.ES.1m");
        Assert.All(state.GetProperty("items").EnumerateArray(), c => Assert.True(c.GetProperty("data").GetProperty("close_time").GetDateTime().ToUniversalTime() <= new DateTime(2026, 1, 5, 15, 30, 0, DateTimeKind.Utc)));
        // The bar that ends at that moment is closed by the next event.
        Assert.Equal(59, state.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_is_hostile_is_told_so_or_closed_and_others_go_on()
    {
        await using ServedProgram served = await Start("simulated:symbols=ES,rate=20", "10");
        await using Listener keen = await served.Listen();
        await keen.Say("""{"op":"subscribe","channels":["candles.external.ES.1s"]}""");

        await using (Listener wrong = await served.Listen())
        {
            foreach (string message in (string[])["nonsense", "{\"op\":\"re-arm\"}", "{\"op\":\"subscribe\",\"channels\":[\"orders..>\"]}", "{\"op\":\"subscribe\",\"channels\":[" + string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"a.b{i}\"")) + "]}"])
            {
                await wrong.Say(message);
                Assert.NotEmpty((await wrong.Until(f => Listener.TypeOf(f) == "error")).GetProperty("detail").GetString()!);
            }
        }

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await CloseOf(served, s => s.SendAsync(new byte[65_537], WebSocketMessageType.Text, true, default)));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await CloseOf(served, async s =>
        {
            for (int i = 0; i < 100; i++)
            {
                await s.SendAsync(new byte[1024], WebSocketMessageType.Text, false, default);
            }
        }));
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, await CloseOf(served, s => s.SendAsync(new byte[8], WebSocketMessageType.Binary, true, default)));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await CloseOf(served, async s =>
        {
            for (int i = 0; i < 200; i++)
            {
                await s.SendAsync(Encoding.UTF8.GetBytes("{\"op\":\"unsubscribe\",\"channels\":[]}"), WebSocketMessageType.Text, true, default);
            }
        }));
        Assert.Equal("candles.external.ES.1s", (await keen.Until(f => f.TryGetProperty("channel", out _) && Listener.TypeOf(f).Length == 0)).GetProperty("channel").GetString());
    }

    /// <summary>How the server closes a client that does something.</summary>
    private static async Task<WebSocketCloseStatus?> CloseOf(ServedProgram served, Func<ClientWebSocket, Task> act)
    {
        await using Listener client = await served.Listen();
        try
        {
            await act(client.Socket);
        }
        catch (Exception e) when (e is WebSocketException or IOException)
        {
            // It is closed while it still talks.
        }

        try
        {
            while (await client.Next() is not null)
            {
            }
        }
        catch (WebSocketException)
        {
            // The goodbye was lost with the rest of what was sent.
        }

        return client.Socket.CloseStatus;
    }

    [Fact]
    public async Task With_keys_nothing_is_told_without_one_and_a_ticket_is_good_once()
    {
        Ending reader = PawlProgram.Run(folder.Path, "key", "desk");
        Ending trader = PawlProgram.Run(folder.Path, "key", "risk", "--trade");
        folder.Write("keys.txt", reader.Text + trader.Text);
        string KeyOf(Ending made) => made.ErrorLines[0].Split(' ')[^1];
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "run", "-p", Pipeline, "-d", "simulated:symbols=ES", "--store", "k.db", "--serve", "0", "--set", "web.keys=keys.txt");
        async Task<int> Ask(string path, string? key, string? body = null)
        {
            using HttpRequestMessage request = new(body is null && path != "/tickets" ? HttpMethod.Get : HttpMethod.Post, new Uri("/api/v1" + path, UriKind.Relative));
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Authorization = key is null ? null : new("Bearer", key);
            using HttpResponseMessage answer = await served.Client.SendAsync(request);
            return (int)answer.StatusCode;
        }

        Assert.Equal(401, await Ask("/symbols", null));
        Assert.Equal(200, await Ask("/symbols", KeyOf(reader)));
        Assert.Equal(401, await Ask("/kill-switch", null, """{"state":"on"}"""));
        Assert.Equal(403, await Ask("/kill-switch", KeyOf(reader), """{"state":"on"}"""));
        Assert.Equal(400, await Ask("/kill-switch", KeyOf(trader), """{"state":"up"}"""));
        Assert.Equal(400, await Ask("/kill-switch", KeyOf(trader), """{"state":"on","force":true}"""));
        Assert.Equal(200, await Ask("/kill-switch", KeyOf(trader), """{"state":"on","reason":"drill"}"""));

        await Assert.ThrowsAsync<WebSocketException>(() => served.Listen());
        using HttpRequestMessage forTicket = new(HttpMethod.Post, new Uri("/api/v1/tickets", UriKind.Relative)) { Headers = { Authorization = new("Bearer", KeyOf(reader)) } };
        using HttpResponseMessage given = await served.Client.SendAsync(forTicket, TestContext.Current.CancellationToken);
        string ticket = JsonDocument.Parse(await given.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("ticket").GetString()!;
        await using (Listener first = await served.Listen("ticket=" + ticket))
        {
            Assert.Equal("hello", Listener.TypeOf((await first.Next())!.Value));
        }

        await Assert.ThrowsAsync<WebSocketException>(() => served.Listen("ticket=" + ticket));
    }

    [Fact]
    public async Task A_program_in_another_language_reads_it_and_every_message_fits_its_schema()
    {
        string validators = Repository.PathOf("tests", "validators");
        string? node = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, "node")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(node is null || !Directory.Exists(Path.Combine(validators, "node_modules", "ws")), "node or the packages of tests/validators are not installed: npm ci --prefix tests/validators");
        await using ServedProgram served = await ServedProgram.StartAsync(
            folder.Path, "run", "-p", Pipeline, "-d", "simulated:symbols=ES+NQ,rate=5", "--limits", "backtest", "--store", "x.db", "--speed", "1500", "--serve", "0");
        Ending checkedBy = PawlProgram.RunOther(node!, folder.Path, Path.Combine(validators, "listen.mjs"), $"ws://127.0.0.1:{served.Address.Port.ToString(CultureInfo.InvariantCulture)}/ws", Repository.PathOf("types", "schemas"), "2000",
            "candle,trade_signal,order_request,order_update,fill,account_update,position_update");
        Assert.True(checkedBy.Code == 0, checkedBy.Text + checkedBy.Error);
    }
}
