using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Pawl.Redis;

namespace Pawl.Bench.Cluster;

/// <summary>
/// How long it takes in the Redis form from a tick that another program sends by WebSocket to the preview on <c>pub:ind</c> that holds it, through mdengine-sim and
/// indengine; beside a message that is published on the same server. Previews give way to newer ones: the time of a tick is that of the first
/// preview that holds it or a later tick of its symbol.
/// </summary>
internal sealed class TickToPreview(double rate, double seconds, int symbols) : OpenLoop(rate)
{
    /// <summary>What it says is the price of the last tick, which is its number.</summary>
    private const string Pipeline = """
        pipeline: latency
        candles: [1m]
        nodes:
          last: {kind: sma, inputs: [candle(1m)], period: 1}
        """;

    private const string Raw = "raw:latency";

    private static readonly DateTime Begin = new(2024, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    private readonly long[] told = new long[(int)(rate * (seconds + WarmUp))];
    private readonly long[] back = new long[(int)(rate * (seconds + WarmUp))];
    private long previews;

    public async Task<int> RunAsync(SmallRedis system, TextWriter to)
    {
        string pipeline = system.Write("latency.yaml", Pipeline);
        using HttpListener listener = new();
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{SmallRedis.FreePort()}/");
        listener.Prefixes.Add("http://" + address);
        listener.Start();
        system.Start("indengine", "there are no candles yet", "-p", pipeline, "--set", "redis.frames=60");
        Task<HttpListenerContext> comes = listener.GetContextAsync();
        system.Start("mdengine-sim", ": connected", "--from", "ws://" + address, "--set", "redis.frames=60");
        using WebSocket socket = (await (await comes).AcceptWebSocketAsync(null)).WebSocket;
        await using RedisSubscription heard = await RedisSubscription.ToPatternsAsync(system.Server, ["pub:ind:last:60s:*"], 1 << 20);
        await using RedisSubscription receiver = await RedisSubscription.ToPatternsAsync(system.Server, [Raw], 1 << 20);
        await using RedisConnection sender = await RedisConnection.ConnectAsync(system.Server);

        // A bar that is complete, so that each symbol has a log. The time of ticks goes on with the clock, as mdengine-sim lets that of its bars.
        long first = Stopwatch.GetTimestamp();
        for (int i = 0; i < symbols; i++)
            await socket.SendAsync(Message(i, Begin.AddSeconds(-60), 0), WebSocketMessageType.Text, true, default);
        for (int i = 0; i < symbols; i++)
            await socket.SendAsync(Message(i, Begin, 0), WebSocketMessageType.Text, true, default);
        for (int i = 0; i < symbols; i++)
            await heard.Messages.ReadAsync();
        Task signals = ReadAsync(heard);
        Task raw = ReadRawAsync(receiver);
        long began = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        for (int i = 0; i < told.Length; i++)
        {
            byte[] tick = Message(i % symbols, Begin + Stopwatch.GetElapsedTime(first, Due(began, i, 0)), i);
            WaitUntil(Due(began, i, 0));
            await socket.SendAsync(tick, WebSocketMessageType.Text, true, default);
            WaitUntil(Due(began, i, 0.5));
            _ = sender.AskAsync(new RedisCommand("PUBLISH", Raw).Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i:00000000}{Encoding.UTF8.GetString(tick)}"))));
        }

        // What has not come a while after the last was sent does not come.
        await Task.WhenAny(Task.WhenAll(signals, raw), Task.Delay(TimeSpan.FromSeconds(20)));
        if (signals.IsFaulted)
            await signals;
        return Report(began, to);
    }

    private static byte[] Message(int symbol, DateTime time, int number) => Message(symbol, time, 100 + (number / 100m));

    private static byte[] Message(int symbol, DateTime time, decimal price) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"channel":"ticks.raw.S{{{symbol:00}}}","data":{"symbol":"S{{{symbol:00}}}","timestamp":"{{{time:yyyy-MM-ddTHH:mm:ss.ffffffZ}}}","timeframe":"tick","type":"tick","data":{"price":{{{price}}},"size":1},"metadata":{"version":1}} }"""));

    /// <summary>Notes when previews come; by their value it is known of which tick they are.</summary>
    private async Task ReadAsync(RedisSubscription heard)
    {
        int left = told.Length;
        while (left > 0)
        {
            PublishedMessage message = await heard.Messages.ReadAsync();
            long now = Stopwatch.GetTimestamp();
            using JsonDocument line = JsonDocument.Parse(message.Content);
            int symbol = int.Parse(message.Channel[^2..], CultureInfo.InvariantCulture);
            int number = (int)Math.Round((line.RootElement.GetProperty("data").GetProperty("value").GetDouble() - 100) * 100);
            previews++;
            if (number % symbols != symbol)
                continue;
            for (int i = number; i >= 0 && told[i] == 0; i -= symbols, left--)
                told[i] = now;
        }
    }

    private async Task ReadRawAsync(RedisSubscription heard)
    {
        for (int left = back.Length; left > 0; left--)
        {
            PublishedMessage message = await heard.Messages.ReadAsync();
            back[int.Parse(message.Content.Span[..8], CultureInfo.InvariantCulture)] = Stopwatch.GetTimestamp();
        }
    }

    private int Report(long began, TextWriter to)
    {
        int from = (int)(Rate * WarmUp);
        double[] signals = Times(told, began, from, 0), raw = Times(back, began, from, 0.5);
        int missing = told.Length - from - signals.Length;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rate:0} ticks/s of {symbols} symbols for {seconds:0} s; {previews} previews for {told.Length} ticks; {missing} ticks in none"));
        Write(to, ("tick in → preview on pub:ind", signals), ("PUBLISH there and back, same server", raw));
        return missing == 0 && raw.Length == told.Length - from ? 0 : 1;
    }
}
