using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>Those who mean ill: each is cut off or refused, and a client that behaves gets everything meanwhile.</summary>
[Trait("Speed", "slow")]
public sealed class AbuseTests : IAsyncLifetime
{
    private const long MostGrowth = 64L << 20;

    private readonly TemporaryFolder folder = new();
    private ServedProgram served = null!;
    private Listener keen = null!;
    private long memory;

    public async ValueTask InitializeAsync()
    {
        served = await ServedProgram.StartAsync(folder.Path, "run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", "simulated:symbols=ES,rate=5", "--store", "x.db", "--speed", "30", "--serve", "0");
        keen = await served.Listen();
        await keen.Say("""{"op":"subscribe","channels":["candles.external.ES.1s"]}""");
        await Candle();
        await served.Get("/symbols");
        memory = Memory();
    }

    public async ValueTask DisposeAsync()
    {
        await keen.DisposeAsync();
        await served.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The resident set of the server.</summary>
    private long Memory() => long.Parse(File.ReadAllText($"/proc/{served.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private async Task<long> Candle()
    {
        JsonElement candle = await keen.Until(f => f.TryGetProperty("channel", out _) && Listener.TypeOf(f).Length == 0);
        return long.Parse(Listener.IdOf(candle.GetProperty("data")).Split(':')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The server goes on: the next candle comes, and the next caller is answered.</summary>
    private async Task GoesOn()
    {
        await Candle();
        await served.Get("/symbols");
        Assert.InRange(Memory() - memory, long.MinValue, MostGrowth);
    }

    [Fact]
    public async Task Who_dribbles_is_cut_off_and_others_are_served_meanwhile()
    {
        await using RawSocket headers = await RawSocket.Open(served.Address, "GET / HTTP/1.1\r\nHost: loc");
        Task<string> end = headers.ToEnd();
        await GoesOn();
        Assert.StartsWith("HTTP/1.1 408", await end, StringComparison.Ordinal);
        await GoesOn();
    }

    [Fact]
    public async Task Sockets_that_say_nothing_whole_are_bounded_and_make_room_again()
    {
        List<RawSocket> idle = [];
        for (int i = 0; i < 1_100; i++)
        {
            idle.Add(await RawSocket.Open(served.Address, "G"));
        }

        // Those beyond the limit are closed at once, the others when their time is over.
        await idle[^1].ToEnd();
        await Candle();
        await Task.WhenAll(idle.Select(i => i.ToEnd()));
        idle.ForEach(i => _ = i.DisposeAsync().AsTask());
        await GoesOn();
    }

    [Fact]
    public async Task Who_names_other_addresses_is_still_one_caller()
    {
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 1_500).Select(async i =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/health/live", UriKind.Relative));
            request.Headers.Add("X-Forwarded-For", $"10.0.{i / 250}.{i % 250}");
            request.Headers.Add("Forwarded", $"for=10.0.{i / 250}.{i % 250}");
            using HttpResponseMessage answer = await served.Client.SendAsync(request);
            return answer.StatusCode;
        }));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        await Candle();
    }

    [Fact]
    public async Task Frames_that_no_client_would_send_end_their_connection_alone()
    {
        byte[] huge = RawSocket.FrameOf(0x81, new byte[70_000], claimed: 100L << 20);
        byte[] negative = RawSocket.FrameOf(0x81, "x"u8, claimed: long.MinValue);
        byte[] unmasked = RawSocket.FrameOf(0x81, "{}"u8, masked: false);
        byte[] invalid = RawSocket.FrameOf(0x81, [0xFF, 0xFE, 0xC0, 0xAF]);
        byte[] reserved = RawSocket.FrameOf(0xF1, "{}"u8);
        byte[] unknown = RawSocket.FrameOf(0x83, "{}"u8);
        byte[] longPing = RawSocket.FrameOf(0x89, new byte[126]);
        byte[] strayContinuation = RawSocket.FrameOf(0x80, "x"u8);
        foreach (byte[] frame in (byte[][])[huge, negative, unmasked, invalid, reserved, unknown, longPing, strayContinuation])
        {
            await using RawSocket socket = await RawSocket.Upgrade(served.Address);
            await socket.Send(frame);
            await socket.ToEnd();
        }

        // Fragments of one byte, and no end of them.
        await using (RawSocket fragments = await RawSocket.Upgrade(served.Address))
        {
            await fragments.Send(RawSocket.FrameOf(0x01, "x"u8));
            byte[] more = [.. Enumerable.Repeat(RawSocket.FrameOf(0x00, "x"u8), 1_000).SelectMany(f => f)];
            for (int i = 0; i < 100 && await fragments.Send(more); i++)
            {
            }

            await fragments.ToEnd();
        }

        await GoesOn();
    }

    [Fact]
    public async Task A_flood_of_pings_by_one_who_never_reads_takes_no_memory()
    {
        await using RawSocket flood = await RawSocket.Upgrade(served.Address);
        byte[] pings = [.. Enumerable.Repeat(RawSocket.FrameOf(0x89, new byte[100]), 1_000).SelectMany(f => f)];
        using CancellationTokenSource enough = new();
        Task sending = Task.Run(async () =>
        {
            // The server stops to take them once nobody takes its pongs; then this waits, too.
            for (int i = 0; i < 200 && !enough.IsCancellationRequested && await flood.Send(pings); i++)
            {
            }
        }, TestContext.Current.CancellationToken);
        for (int i = 0; i < 5; i++)
        {
            await GoesOn();
        }

        await enough.CancelAsync();
        await flood.DisposeAsync();
        try
        {
            await sending;
        }
        catch (ObjectDisposedException)
        {
            // It still waited.
        }

        await GoesOn();
    }

    [Fact]
    public async Task A_storm_of_clients_that_come_back_is_let_in_bit_by_bit_and_nobody_misses_anything()
    {
        long last = await Candle();
        Listener[] back = await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ =>
        {
            while (true)
            {
                try
                {
                    Listener client = await served.Listen();
                    await client.Say($$"""{"op":"subscribe","channels":["candles.external.ES.1s"],"since":"ES:{{last}}:1"}""");
                    return client;
                }
                catch (WebSocketException)
                {
                    // Too many a second: as often as the server lets one address ask.
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
                }
            }
        }));
        List<long> all = [];
        while (all.Count < 20)
        {
            all.Add(await Candle());
        }

        // What each got first begins right behind what it had.
        List<long>[] got = await Task.WhenAll(back.Select(async client =>
        {
            List<long> ids = [];
            while (ids.Count < 10)
            {
                JsonElement frame = await client.Until(f => f.TryGetProperty("channel", out _));
                Assert.NotEqual("gap", Listener.TypeOf(frame));
                ids.Add(long.Parse(Listener.IdOf(frame.GetProperty("data")).Split(':')[1], CultureInfo.InvariantCulture));
            }

            return ids;
        }));
        Assert.All(got, ids => Assert.Equal(all.Take(10), ids));
        Assert.InRange(Memory() - memory, long.MinValue, 4 * MostGrowth);
        foreach (Listener client in back)
        {
            await client.DisposeAsync();
        }

        await Candle();
    }
}
