using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>The live graph of a run: counts, times and values of every node and source.</summary>
[Trait("Speed", "slow")]
public sealed class LiveGraphTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Id(JsonElement node) => node.GetProperty("id").GetString()!;

    [Fact]
    public async Task Every_node_and_source_is_counted_under_its_id_in_the_graph()
    {
        await using ServedProgram served = await ServedProgram.StartAsync(
            folder.Path, "run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", "simulated:symbols=ES,rate=5", "--store", "x.db", "--speed", "600", "--serve", "0");
        Dictionary<string, JsonElement> graph = (await served.Get("/pipelines/demo/graph")).GetProperty("nodes").EnumerateArray().ToDictionary(Id);
        await served.Until("/health", h => h.GetProperty("items").GetArrayLength() > 0);
        JsonElement first = await served.Get("/pipelines/demo/graph/live?symbol=ES");
        JsonElement live = await served.Until("/pipelines/demo/graph/live?symbol=ES", picture => picture.GetProperty("nodes").EnumerateArray().All(
            node => Id(node).StartsWith("orders(", StringComparison.Ordinal) || node.GetProperty("runs").GetInt64() > 2));
        Assert.Equal(graph.Keys.Order(StringComparer.Ordinal), live.GetProperty("nodes").EnumerateArray().Select(Id).Order(StringComparer.Ordinal));

        Dictionary<string, JsonElement> nodes = live.GetProperty("nodes").EnumerateArray().ToDictionary(Id);
        foreach ((string id, JsonElement node) in nodes.Where(n => !n.Key.Contains('(', StringComparison.Ordinal) && n.Key != "tick"))
        {
            Assert.True(node.GetProperty("nanoseconds").GetInt64() > 0, id);
        }

        // About every second event is a trade; others are quotes, and what the broker says.
        long events = live.GetProperty("seq").GetInt64() - first.GetProperty("seq").GetInt64();
        Assert.InRange(nodes["tick"].GetProperty("runs").GetInt64(), events / 3, events * 2 / 3);
        Assert.InRange(nodes["candle(1m)"].GetProperty("runs").GetInt64(), (5 * nodes["candle(5m)"].GetProperty("runs").GetInt64()) - 5, (5 * nodes["candle(5m)"].GetProperty("runs").GetInt64()) + 5);
        Assert.Equal(nodes["candle(1m)"].GetProperty("runs").GetInt64(), nodes["rsi"].GetProperty("runs").GetInt64());
        foreach (JsonElement candle in nodes.Where(n => n.Key.StartsWith("candle(", StringComparison.Ordinal)).Select(n => n.Value.GetProperty("data")).Where(d => d.ValueKind == JsonValueKind.Object))
        {
            Assert.Equal(2026, candle.GetProperty("start").GetDateTime().Year);
        }

        Assert.Contains(nodes.Keys, id => id == "orders(breakout)");
        Assert.False((await served.Get("/pipelines")).GetProperty("items").EnumerateArray().Single(p => p.GetProperty("id").GetString() == "moving_average_cross").GetProperty("runs").GetBoolean());
        Assert.NotEqual(0, (await served.Get("/pipelines/moving_average_cross/graph")).GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task An_order_names_the_signal_that_it_was_given_for()
    {
        await using ServedProgram served = await ServedProgram.StartAsync(
            folder.Path, "run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", "simulated:symbols=AAPL+EURUSD,duration=2h,rate=3", "--store", "x.db", "--serve", "0");
        await served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);
        Dictionary<string, JsonElement> signals = (await served.All("/signals", 5000)).ToDictionary(Listener.IdOf);
        JsonElement[] placed = [.. (await served.All("/orders?strategy=cross&symbol=AAPL", 5000)).Where(o => o.GetProperty("type").GetString() == "order_request" && o.GetProperty("data").GetProperty("action").GetString() == "place")];
        Assert.InRange(placed.Length, 5, 1000);
        foreach (JsonElement request in placed.Take(20))
        {
            string id = request.GetProperty("data").GetProperty("client_order_id").GetString()!;
            JsonElement order = await served.Get("/orders/" + id);
            JsonElement signal = signals[order.GetProperty("signal").GetString()!];
            Assert.Equal(("cross", "AAPL"), (signal.GetProperty("metadata").GetProperty("node").GetString(), signal.GetProperty("symbol").GetString()));
            Assert.InRange((request.GetProperty("timestamp").GetDateTime() - signal.GetProperty("timestamp").GetDateTime()).TotalSeconds, 0, 60);

            // Its entry has the side of the signal, what protects it the other one.
            bool isEntry = signal.GetProperty("data").GetProperty("kind").GetString() == "entry" && request.GetProperty("data").GetProperty("kind").GetString() == "market";
            Assert.True(!isEntry || request.GetProperty("data").GetProperty("side").GetString() == signal.GetProperty("data").GetProperty("side").GetString());
            Assert.Equal(request.GetRawText(), order.GetProperty("messages")[0].GetRawText());
            Assert.All(order.GetProperty("fills").EnumerateArray(), f => Assert.Equal(id, f.GetProperty("data").GetProperty("client_order_id").GetString()));
        }

        string filled = (await served.All("/fills", 5000))[0].GetProperty("data").GetProperty("client_order_id").GetString()!;
        JsonElement done = await served.Get("/orders/" + filled);
        Assert.NotEqual(0, done.GetProperty("fills").GetArrayLength());
        Assert.Equal(done.GetProperty("signal").GetString(), (await served.Get(done.GetProperty("explain").GetString()!["/api/v1".Length..])).GetProperty("id").GetString());
        using HttpResponseMessage none = await served.Client.GetAsync(new Uri("/api/v1/orders/pwl'%20or%201=1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
    }
}
