using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pawl.Nats;
using Pawl.Types;

namespace Pawl.Bench.Cluster;

/// <summary>
/// How long it takes from a tick that another program sends to the signal that another program is told, through sequencer, executor and publisher;
/// beside a message that goes through the same server and back. Both are sent in open loop: at times that were fixed before, and each time counts
/// from when it should have been sent, so that what waits behind something slow is counted, too.
/// </summary>
internal sealed class TickToSignal(double rate, double seconds, int symbols) : OpenLoop(rate)
{
    /// <summary>Each tick brings a signal: its price crosses the mean of itself and the one before.</summary>
    private const string Pipeline = """
        pipeline: latency
        candles: [1t]
        nodes:
          fast: {kind: sma, inputs: [candle(1t)], period: 1}
          slow: {kind: sma, inputs: [candle(1t)], period: 2}
          cross: {kind: moving_average_cross, inputs: {candle: candle(1t), fast: indicator(fast), slow: indicator(slow)}, size: 1}
        """;

    private static readonly DateTime Begin = new(2024, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    private readonly long[] told = new long[(int)(rate * (seconds + WarmUp))];
    private readonly long[] back = new long[(int)(rate * (seconds + WarmUp))];

    public async Task<int> RunAsync(SmallCluster cluster, TextWriter to)
    {
        string pipeline = cluster.Write("latency.yaml", Pipeline);
        cluster.Start("candle-aggregator", "goes on behind", "-p", pipeline);
        cluster.Start("engine-executor", "owns partition 15", "-p", pipeline);
        cluster.Start("external-publisher", "goes on behind");
        await using NatsConnection feed = await cluster.ConnectAsync("feed");
        await using NatsConnection reader = await cluster.ConnectAsync("reader");
        await using NatsConnection sender = await cluster.ConnectAsync("border");
        await using NatsConnection receiver = await cluster.ConnectAsync("border");
        Task signals = ReadAsync(reader.Subscribe("strategies.signals.*", 1 << 16), told, "\"type\":\"trade_signal\""u8.ToArray());
        Task raw = ReadAsync(receiver.Subscribe("raw.latency", 1 << 16), back, []);
        await reader.FlushAsync();
        await receiver.FlushAsync();
        long began = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        await SendAsync(feed, sender, began);

        // What has not come a while after the last was sent does not come.
        await Task.WhenAny(Task.WhenAll(signals, raw), Task.Delay(TimeSpan.FromSeconds(20)));
        if (signals.IsFaulted)
            await signals;
        return Report(began, to);
    }

    private async Task SendAsync(NatsConnection feed, NatsConnection sender, long began)
    {
        for (int i = 0; i < told.Length; i++)
        {
            WaitUntil(Due(began, i, 0));
            string symbol = string.Create(CultureInfo.InvariantCulture, $"S{i % symbols:00}");
            byte[] tick = Message(symbol, i, 100 + ((i / symbols) % 2));
            await feed.PublishAsync("ticks.raw." + symbol, tick);
            WaitUntil(Due(began, i, 0.5));
            await sender.PublishAsync("raw.latency", tick);
        }
    }

    private static byte[] Message(string symbol, int number, int price) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"symbol":"{{{symbol}}}","timestamp":"{{{Begin.AddMicroseconds(number):yyyy-MM-ddTHH:mm:ss.ffffffZ}}}","timeframe":"tick","type":"tick","data":{"price":{{{price}}},"size":1},"metadata":{"version":1}}"""));

    /// <summary>Notes when messages come; by their time it is known of which tick they are.</summary>
    private static async Task ReadAsync(NatsSubscription coming, long[] times, byte[] sign)
    {
        int left = times.Length;
        while (left > 0)
        {
            NatsMessage message = await coming.NextAsync();
            long now = Stopwatch.GetTimestamp();
            if (message.Payload.Span.IndexOf(sign) < 0)
                continue;
            int number = NumberOf(message.Payload.Span);
            if (times[number] == 0)
                left--;
            times[number] = now;
        }
    }

    private static int NumberOf(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> name = "\"timestamp\":\""u8;
        ReadOnlySpan<byte> text = message[(message.IndexOf(name) + name.Length)..];
        long nanoseconds = Timestamp.Parse(Encoding.UTF8.GetString(text[..text.IndexOf((byte)'"')])).Nanoseconds;
        return (int)((nanoseconds - ((Begin - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick)) / 1000);
    }

    private int Report(long began, TextWriter to)
    {
        // The first two ticks of a symbol have no mean before them.
        int from = Math.Max((int)(Rate * WarmUp), 2 * symbols);
        double[] signals = Times(told, began, from, 0), raw = Times(back, began, from, 0.5);
        int missing = told.Length - from - signals.Length;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rate:0} ticks/s of {symbols} symbols for {seconds:0} s, each with a signal; {missing} signals missing"));
        Write(to, ("tick in → signal out", signals), ("a message there and back, same server", raw));
        return missing == 0 && raw.Length == told.Length - from ? 0 : 1;
    }
}
