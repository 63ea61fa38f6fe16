using System.Collections.Concurrent;
using System.Globalization;
using Pawl.Nats.Protocol;

namespace Pawl.Nats;

/// <summary>
/// One connection to a server. It is not made again when it is lost, and nothing that was to be sent is kept for later: whoever used
/// it connects anew and asks the server how far things have come, for nobody else can know. All methods may be called at once.
/// </summary>
public sealed partial class NatsConnection : IAsyncDisposable
{
    private const int UnansweredPings = 2;
    private const long Inbox = 1;

    private readonly NatsOptions options;
    private readonly Stream stream;
    private readonly FrameReader reader;
    private readonly SendQueue sending;
    private readonly Answers answers = new();
    private readonly ConcurrentDictionary<long, NatsSubscription> subscriptions = new();
    private readonly Queue<TaskCompletionSource> pings = new();
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<NatsException> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task loops = Task.CompletedTask;
    private long newest = Inbox;
    private volatile bool isHeld;

    private NatsConnection(NatsOptions options, Stream stream, FrameReader reader, ServerInfo info)
    {
        this.options = options;
        this.stream = stream;
        this.reader = reader;
        reader.MaxPayload = info.MaxPayload;
        sending = new SendQueue(options.SendBuffer);
        ServerVersion = info.Version;
        MaxPayload = info.MaxPayload;
    }

    /// <summary>The server's version.</summary>
    public string ServerVersion { get; }

    /// <summary>Bytes that a message may have, with its headers.</summary>
    public int MaxPayload { get; }

    /// <summary>Ends with the reason when the connection is lost or closed.</summary>
    public Task<NatsException> Lost => lost.Task;

    /// <summary>Ends when the server says that it will soon be gone; time to connect to another, or to wait for its return.</summary>
    public Task Leaving => leaving.Task;

    /// <summary>Publishes a message. That it was taken over does not say that the server has it: <see cref="FlushAsync"/> does.</summary>
    /// <exception cref="NatsException">The connection is lost.</exception>
    /// <exception cref="ArgumentException">The subject is none, or the message is longer than the server takes.</exception>
    public ValueTask PublishAsync(string subject, ReadOnlyMemory<byte> payload, NatsHeaders headers = default, CancellationToken cancel = default) =>
        SendAsync(subject, "", headers, payload, cancel);

    /// <summary>Waits until the server has taken all that was published so far.</summary>
    /// <exception cref="NatsException">The connection is lost.</exception>
    public Task FlushAsync(CancellationToken cancel = default) => Ping().WaitAsync(cancel);

    /// <summary>Subscribes to a subject or a pattern (<c>*</c> for one part, <c>&gt;</c> for all further ones).</summary>
    /// <param name="pattern">The subjects.</param>
    /// <param name="capacity">How many messages its queue holds.</param>
    /// <param name="group">Of subscribers in one group each message goes to one; empty for none.</param>
    public NatsSubscription Subscribe(string pattern, int capacity, string group = "")
    {
        SubjectRule.CheckPattern(pattern);
        if (group.Length > 0)
        {
            SubjectRule.CheckLiteral(group);
        }

        NatsSubscription subscription = new(this, Interlocked.Increment(ref newest), pattern, capacity);
        subscriptions[subscription.Number] = subscription;
        if (lost.Task.IsCompleted)
        {
            throw Gone();
        }

        sending.AddCommand(string.Create(CultureInfo.InvariantCulture, $"SUB {pattern} {group}{(group.Length > 0 ? " " : "")}{subscription.Number}\r\n"));
        return subscription;
    }

    /// <summary>Asks, and waits for one answer.</summary>
    /// <exception cref="NoRespondersException">Nobody listens.</exception>
    /// <exception cref="NatsException">The connection is lost, or nothing came in time: then whether it was heard is unknown.</exception>
    public async Task<NatsMessage> RequestAsync(string subject, ReadOnlyMemory<byte> payload, TimeSpan patience, NatsHeaders headers = default, CancellationToken cancel = default)
    {
        (long number, Task<NatsMessage> answer) = await AskAsync(subject, payload, headers, cancel);
        try
        {
            return await answer.WaitAsync(patience, cancel);
        }
        catch (TimeoutException e)
        {
            throw new NatsException(string.Create(CultureInfo.InvariantCulture, $"no answer on '{subject}' within {patience.TotalSeconds} s"), e);
        }
        finally
        {
            answers.Forget(number);
        }
    }

    /// <summary>Asks, and gives the answer to come.</summary>
    internal async ValueTask<(long Number, Task<NatsMessage> Answer)> AskAsync(string subject, ReadOnlyMemory<byte> payload, NatsHeaders headers, CancellationToken cancel)
    {
        (string reply, long number, Task<NatsMessage> answer) = answers.Await(subject);
        try
        {
            await SendAsync(subject, reply, headers, payload, cancel);
        }
        catch
        {
            answers.Forget(number);
            throw;
        }

        if (lost.Task.IsCompleted)
        {
            // The loss may have come between the question and its being sent, and told nobody of this one.
            answers.Fail(null, Gone());
        }

        return (number, answer);
    }

    /// <summary>An answer is no longer awaited.</summary>
    internal void Forget(long number) => answers.Forget(number);

    internal ValueTask SendAsync(string subject, string reply, NatsHeaders headers, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        SubjectRule.CheckLiteral(subject);
        int length = headers.Block.Length + payload.Length;
        return length > MaxPayload
            ? throw new ArgumentException($"a message of {length} bytes for '{subject}'; the server takes {MaxPayload}", nameof(payload))
            : sending.AddMessage(subject, reply, headers.Block, payload, cancel);
    }

    /// <summary>A subject of which nobody else knows, to be answered on.</summary>
    internal static string NewInbox() => "_INBOX." + System.Security.Cryptography.RandomNumberGenerator.GetHexString(22, lowercase: true);

    internal void Unsubscribe(long number)
    {
        if (subscriptions.TryRemove(number, out _))
        {
            sending.AddCommand(string.Create(CultureInfo.InvariantCulture, $"UNSUB {number}\r\n"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Fail(new NatsException($"{options}: this program closed the connection"));
        await loops;
        stop.Dispose();
    }

    private NatsException Gone() => new(lost.Task.Result.Message);

    private Task Ping()
    {
        TaskCompletionSource pong = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (pings)
        {
            if (lost.Task.IsCompleted)
            {
                return Task.FromException(Gone());
            }

            // In one step, so that the answers come in the order of the questions.
            pings.Enqueue(pong);
            sending.AddCommand("PING\r\n");
        }

        return pong.Task;
    }

    private void Fail(NatsException reason)
    {
        if (!lost.TrySetResult(reason))
        {
            return;
        }

        stop.Cancel();
        sending.Close(reason);
        stream.Dispose();
        answers.Fail(null, reason);
        foreach (NatsSubscription subscription in subscriptions.Values)
        {
            subscription.End(reason);
        }

        lock (pings)
        {
            while (pings.TryDequeue(out TaskCompletionSource? pong))
            {
                pong.TrySetException(reason);
            }
        }
    }
}
