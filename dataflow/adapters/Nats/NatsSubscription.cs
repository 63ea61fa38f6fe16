using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pawl.Nats;

/// <summary>
/// A subscription with a queue of bounded length. When it is full nothing more is read from the server until somebody takes a
/// message, so nothing is ever dropped here: ask for no more at once than the queue holds, or take quickly.
/// </summary>
public sealed class NatsSubscription : IAsyncDisposable
{
    private readonly NatsConnection connection;
    private readonly Channel<NatsMessage> queue;

    internal NatsSubscription(NatsConnection connection, long number, string pattern, int capacity)
    {
        this.connection = connection;
        Number = number;
        Pattern = pattern;
        queue = Channel.CreateBounded<NatsMessage>(new BoundedChannelOptions(capacity) { SingleWriter = true, SingleReader = false });
    }

    /// <summary>The subjects that it takes.</summary>
    public string Pattern { get; }

    /// <summary>How many messages wait.</summary>
    public int Waiting => queue.Reader.Count;

    internal long Number { get; }

    /// <summary>The next message.</summary>
    /// <exception cref="NatsException">The connection is lost, or the server refuses the subscription.</exception>
    public async ValueTask<NatsMessage> NextAsync(CancellationToken cancel = default)
    {
        try
        {
            return await queue.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException e) when (e.InnerException is { } reason)
        {
            throw new NatsException(reason.Message, reason);
        }
        catch (ChannelClosedException e)
        {
            throw new NatsException($"the subscription to '{Pattern}' has ended", e);
        }
    }

    /// <summary>A message that waits already.</summary>
    public bool TryNext(out NatsMessage? message) => queue.Reader.TryRead(out message);

    /// <summary>The messages, until the connection is lost.</summary>
    public async IAsyncEnumerable<NatsMessage> AllAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            yield return await NextAsync(cancel);
        }
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync()
    {
        connection.Unsubscribe(Number);
        queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    internal bool TryGive(NatsMessage message) => queue.Writer.TryWrite(message);

    internal ValueTask Give(NatsMessage message, CancellationToken cancel) => queue.Writer.WriteAsync(message, cancel);

    internal void End(Exception reason) => queue.Writer.TryComplete(reason);
}
