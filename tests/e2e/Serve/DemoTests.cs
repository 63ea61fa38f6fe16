using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>The demo and the tick server, as somebody who has just come starts them.</summary>
[Trait("Speed", "slow")]
public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_shows_live_candles_ends_well_and_goes_on_where_it_was()
    {
        long events;
        string start;
        await using (ServedProgram served = await ServedProgram.StartAsync(folder.Path, "demo", "--port", "0", "--speed", "20"))
        {
            await using Listener client = await served.Listen();
            await client.Say("""{"op":"subscribe","channels":["candles.external.ES.1s"]}""");
            JsonElement candle = await client.Until(f => f.TryGetProperty("channel", out _) && Listener.TypeOf(f).Length == 0);
            Assert.Equal("candle", candle.GetProperty("data").GetProperty("type").GetString());
            Assert.Equal("armed", (await served.Get("/kill-switch")).GetProperty("state").GetString());
            // The account can carry what its strategies want.
            JsonElement orders = await served.Until("/orders?limit=300", list => list.GetProperty("items").GetArrayLength() >= 100);
            string[] states = [.. orders.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("data").TryGetProperty("state", out JsonElement state) ? state.GetString()! : "")];
            Assert.InRange(states.Count(s => s == "rejected"), 0, states.Length / 50);
            Assert.InRange(states.Count(s => s == "filled"), states.Length / 8, states.Length);
            start = (await served.Get("/runs")).GetProperty("items")[0].GetProperty("data").GetString()!;
            Assert.Equal(0, await served.Interrupt());
            Assert.Contains("stopped; the same command goes on", served.Said, StringComparison.Ordinal);
            events = Held(served.Said);
        }

        await using ServedProgram second = await ServedProgram.StartAsync(folder.Path, "demo", "--port", "0");
        JsonElement run = (await second.Get("/runs")).GetProperty("items")[0];
        Assert.Equal((1, start), (run.GetProperty("run").GetInt32(), run.GetProperty("data").GetString()));
        // A candle that is not of the past says that the market has gone on: what a log counts may be events of orders alone.
        await using (Listener client = await second.Listen())
        {
            await client.Say("""{"op":"subscribe","channels":["candles.external.ES.1s"]}""");
            await client.Until(f => f.TryGetProperty("channel", out _) && Listener.TypeOf(f).Length == 0);
        }

        Assert.Equal(0, await second.Interrupt());
        Assert.True(Held(second.Said) > events);
    }

    private static long Held(string said) =>
        long.Parse(said.Split('\n').Single(l => l.Contains(" holds ", StringComparison.Ordinal)).Split(" holds ")[1].Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_busy_port_is_told_and_the_next_one_is_taken()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int busy = ((IPEndPoint)other.LocalEndpoint).Port;
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "demo", "--port", busy.ToString(CultureInfo.InvariantCulture));
        Assert.Contains($"port {busy} is in use; trying {busy + 1}", served.Said, StringComparison.Ordinal);
        Assert.True(served.Address.Port > busy);
        Ending refused = PawlProgram.Run(folder.Path, "run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", "simulated", "--store", "other.db", "--serve", busy.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(1, refused.Code);
        Assert.Contains($"127.0.0.1:{busy}: cannot be listened at", refused.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_dashboard_it_ends_by_itself()
    {
        Ending ended = PawlProgram.Run(folder.Path, "demo", "--headless", "--duration", "2s");
        Assert.True(ended.Code == 0, ended.Error);
        Assert.Contains("run 1 holds ", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo", "--port", "65536")]
    [InlineData("demo", "--port", "-1")]
    [InlineData("demo", "--speed", "0")]
    [InlineData("demo", "--duration", "5")]
    [InlineData("run", "--serve", "somewhere")]
    [InlineData("run", "--serve", "::1:8080")]
    [InlineData("tickserver", "--market", "real")]
    [InlineData("key", "two words")]
    public void What_cannot_be_served_is_wrong_use(params string[] arguments)
    {
        string[] whole = arguments[0] == "run" ? [.. arguments, "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", "simulated", "--store", "x.db"] : arguments;
        Ending ended = PawlProgram.Run(folder.Path, whole);
        Assert.Equal(2, ended.Code);
        Assert.Contains("write ", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_client_of_the_tick_server_gets_all_in_order()
    {
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "tickserver", "--port", "0", "--market", "simulated:symbols=ES+NQ,rate=500");
        List<long>[] got = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Numbers(served, 2000)));
        Assert.All(got, numbers => Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => numbers[0] + i), numbers));
        Assert.Equal(0, await served.Interrupt());
    }

    /// <summary>The numbers of the trades of one symbol that a client gets.</summary>
    private static async Task<List<long>> Numbers(ServedProgram served, int frames)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new UriBuilder(served.Address) { Scheme = "ws" }.Uri, CancellationToken.None);
        await using Listener client = new(socket);
        List<long> numbers = [];
        for (int i = 0; i < frames; i++)
        {
            JsonElement message = (await client.Next())!.Value.GetProperty("data");
            if (message.GetProperty("symbol").GetString() == "ES" && message.GetProperty("type").GetString() == "tick")
            {
                numbers.Add(message.GetProperty("data").GetProperty("sequence").GetInt64());
            }
        }

        return numbers;
    }
}
