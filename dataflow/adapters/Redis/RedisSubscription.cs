using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Pawl.Redis.Protocol;

namespace Pawl.Redis;

/// <summary>A message that was published.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Content">What.</param>
public readonly record struct PublishedMessage(string Channel, ReadOnlyMemory<byte> Content);

/// <summary>
/// Channels that are listened to, on a connection of their own. Publishing waits for nobody: what comes while this queue is full is
/// left out and counted here, before the server would cut the connection.
/// </summary>
public sealed class RedisSubscription : IAsyncDisposable
{
    private readonly RedisOptions options;
    private readonly Stream stream;
    private readonly Channel<PublishedMessage> queue;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loops;
    private long dropped;
    private long heard = Environment.TickCount64;

    private RedisSubscription(RedisOptions options, Stream stream, RespReader reader, int capacity)
    {
        this.options = options;
        this.stream = stream;
        queue = Channel.CreateBounded<PublishedMessage>(new BoundedChannelOptions(capacity) { SingleWriter = true });
        loops = Task.WhenAll(Guard(() => ReadLoop(reader)), Guard(PingLoop));
    }

    /// <summary>What comes; it ends with the reason when the connection is lost.</summary>
    public ChannelReader<PublishedMessage> Messages => queue.Reader;

    /// <summary>How many messages were left out.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Listens to all channels that fit a pattern.</summary>
    /// <param name="options">The server.</param>
    /// <param name="patterns">Patterns with <c>*</c>.</param>
    /// <param name="capacity">How many messages wait at most.</param>
    /// <exception cref="RedisException">It cannot be done now.</exception>
    /// <remarks>A server with ACLs lets a user listen to a pattern only where that same pattern stands among those that it may.</remarks>
    public static Task<RedisSubscription> ToPatternsAsync(RedisOptions options, IReadOnlyList<string> patterns, int capacity, CancellationToken cancel = default) => ToAsync("PSUBSCRIBE", options, patterns, capacity, cancel);

    /// <summary>Listens to channels by their names.</summary>
    /// <inheritdoc cref="ToPatternsAsync"/>
    public static Task<RedisSubscription> ToChannelsAsync(RedisOptions options, IReadOnlyList<string> channels, int capacity, CancellationToken cancel = default) => ToAsync("SUBSCRIBE", options, channels, capacity, cancel);

    private static async Task<RedisSubscription> ToAsync(string word, RedisOptions options, IReadOnlyList<string> names, int capacity, CancellationToken cancel)
    {
        Stream opened = await RedisConnection.OpenAsync(options, cancel);
        try
        {
            RespReader reader = new(opened, options.MaxText, options.MaxItems);
            SendBuffer words = new();
            new RedisCommand([word, .. names]).WriteTo(words);
            await opened.WriteAsync(words.Written, cancel);
            for (int i = 0; i < names.Count; i++)
            {
                (await reader.ReadAsync(cancel)).Checked();
            }

            return new RedisSubscription(options, opened, reader, capacity);
        }
        catch (Exception e)
        {
            await opened.DisposeAsync();
            throw e is IOException ? new RedisException($"{options}: the connection is lost: {e.Message}", e)
                : e is RedisErrorException { IsRefusal: true } ? new RedisRefusedException($"{options}: {e.Message}", e) : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await stream.DisposeAsync();
        await loops;
        stop.Dispose();
    }

    private async Task Guard(Func<Task> loop)
    {
        try
        {
            await Task.Yield();
            await loop();
        }
        catch (Exception e)
        {
            queue.Writer.TryComplete(new RedisException($"{options}: the subscription is lost: {e.Message}", e));
            if (!stop.IsCancellationRequested)
            {
                await stop.CancelAsync();
            }
        }
    }

    private async Task ReadLoop(RespReader reader)
    {
        while (true)
        {
            RedisValue message = await reader.ReadAsync(stop.Token);
            Volatile.Write(ref heard, Environment.TickCount64);
            if (message.Items is [{ } kind, .., { } channel, { } content]
                && (kind.Bytes.Span.SequenceEqual("pmessage"u8) || kind.Bytes.Span.SequenceEqual("message"u8))
                && !queue.Writer.TryWrite(new PublishedMessage(Encoding.UTF8.GetString(channel.Bytes.Span), content.Bytes)))
            {
                Interlocked.Increment(ref dropped);
            }
        }
    }

    private async Task PingLoop()
    {
        SendBuffer ping = new();
        new RedisCommand("PING").WriteTo(ping);
        using PeriodicTimer timer = new(options.Silence / 4);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            if (Environment.TickCount64 - Volatile.Read(ref heard) > options.Silence.TotalMilliseconds)
            {
                throw new RedisException(string.Create(CultureInfo.InvariantCulture, $"the server did not answer for {options.Silence.TotalSeconds:0.###} s"));
            }

            await stream.WriteAsync(ping.Written, stop.Token);
        }
    }
}
