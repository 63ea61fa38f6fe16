using System.Globalization;
using Pawl.Redis.Protocol;

namespace Pawl.Redis;

/// <summary>
/// A connection to a Redis server. Commands go out in the order in which they are given, many in one write, and answers come in that
/// order. It is not made again behind its user's back: after a doubt he has to look how far things have come. All methods may be called
/// at once. A blocking read holds up what is asked behind it, so it belongs on a connection of its own; subscriptions have
/// <see cref="RedisSubscription"/>.
/// </summary>
public sealed partial class RedisConnection : IAsyncDisposable
{
    private readonly RedisOptions options;
    private readonly Stream stream;
    private readonly RespReader reader;
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource<RedisValue>> pending = new();
    private readonly SemaphoreSlim room;
    private readonly SemaphoreSlim turn = new(1);
    private readonly SemaphoreSlim filled = new(0);
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<RedisException> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SendBuffer filling = new();
    private SendBuffer sending = new();
    private Task loops = Task.CompletedTask;
    private long heard = Environment.TickCount64;

    private RedisConnection(RedisOptions options, Stream stream)
    {
        this.options = options;
        this.stream = stream;
        reader = new RespReader(stream, options.MaxText, options.MaxItems);
        room = new SemaphoreSlim(options.MaxPending);
    }

    /// <summary>Ends with the reason when the connection is lost or closed.</summary>
    public Task<RedisException> Lost => lost.Task;

    /// <summary>Gives a command and waits for its answer.</summary>
    /// <exception cref="RedisErrorException">The server answers with an error.</exception>
    /// <exception cref="RedisException">The connection is lost: whether the command was heard is unknown.</exception>
    public async Task<RedisValue> AskAsync(RedisCommand command, CancellationToken cancel = default)
    {
        await room.WaitAsync(cancel);
        return (await Send(command).WaitAsync(cancel)).Checked();
    }

    /// <summary>Gives commands in one piece and waits for all answers, which may be errors. Nothing else gets between them.</summary>
    /// <exception cref="RedisException">The connection is lost: which commands were heard is unknown.</exception>
    public async Task<RedisValue[]> AskAsync(IReadOnlyList<RedisCommand> commands, CancellationToken cancel = default)
    {
        if (commands.Count > options.MaxPending)
        {
            throw new ArgumentException($"{commands.Count} commands at once; {options.MaxPending} may await their answers", nameof(commands));
        }

        await TakeRoomAsync(commands.Count, cancel);
        Task<RedisValue>[] answers = new Task<RedisValue>[commands.Count];
        lock (gate)
        {
            for (int i = 0; i < answers.Length; i++)
            {
                answers[i] = Send(commands[i]);
            }
        }

        return await Task.WhenAll(answers).WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Fail(new RedisException($"{options}: this program closed the connection"));
        await loops;
        stop.Dispose();
        filled.Dispose();
    }

    /// <summary>Waits until so many commands may be sent; of several who wait for much, one after the other.</summary>
    private async Task TakeRoomAsync(int count, CancellationToken cancel)
    {
        int taken = 0;
        await turn.WaitAsync(cancel);
        try
        {
            while (taken < count)
            {
                await room.WaitAsync(cancel);
                taken++;
            }
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            room.Release(taken);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private Task<RedisValue> Send(RedisCommand command)
    {
        TaskCompletionSource<RedisValue> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (lost.Task.IsCompleted)
            {
                return Task.FromException<RedisValue>(new RedisException(lost.Task.Result.Message));
            }

            if (pending.Count == 0)
            {
                // Silence counts from the question on.
                Volatile.Write(ref heard, Environment.TickCount64);
            }

            pending.Enqueue(answer);
            command.WriteTo(filling);
            if (filled.CurrentCount == 0)
            {
                filled.Release();
            }
        }

        return answer.Task;
    }

    private void Start() => loops = Task.WhenAll(Guard(ReadLoop), Guard(WriteLoop), Guard(WatchLoop));

    private async Task Guard(Func<Task> loop)
    {
        try
        {
            await Task.Yield();
            await loop();
        }
        catch (RedisException e)
        {
            Fail(new RedisException($"{options}: {e.Message}", e));
        }
        catch (Exception e)
        {
            Fail(new RedisException($"{options}: the connection is lost: {e.Message}", e));
        }
    }

    private async Task ReadLoop()
    {
        while (true)
        {
            RedisValue answer = await reader.ReadAsync(stop.Token);
            Volatile.Write(ref heard, Environment.TickCount64);
            TaskCompletionSource<RedisValue>? asked;
            lock (gate)
            {
                pending.TryDequeue(out asked);
            }

            if (asked is null)
            {
                throw new RedisException($"the server answers '{answer}' to nothing");
            }

            room.Release();
            asked.TrySetResult(answer);
        }
    }

    private async Task WriteLoop()
    {
        while (true)
        {
            await filled.WaitAsync(stop.Token);
            lock (gate)
            {
                (filling, sending) = (sending, filling);
            }

            if (sending.Length > 0)
            {
                await stream.WriteAsync(sending.Written, stop.Token);
                sending.Clear();
            }
        }
    }

    /// <summary>A server that has died without a word shows by its silence; where nothing is asked of it, whether it is there.</summary>
    private async Task WatchLoop()
    {
        using PeriodicTimer timer = new(options.Silence / 4);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            bool isAsked;
            lock (gate)
            {
                isAsked = pending.Count > 0;
            }

            if (isAsked && Environment.TickCount64 - Volatile.Read(ref heard) > options.Silence.TotalMilliseconds)
            {
                throw new RedisException(string.Create(CultureInfo.InvariantCulture, $"the server did not answer for {options.Silence.TotalSeconds:0.###} s"));
            }

            if (!isAsked && await room.WaitAsync(0))
            {
                _ = Send(new RedisCommand("PING"));
            }
        }
    }

    private void Fail(RedisException reason)
    {
        TaskCompletionSource<RedisValue>[] unanswered;
        lock (gate)
        {
            if (!lost.TrySetResult(reason))
            {
                return;
            }

            unanswered = [.. pending];
            pending.Clear();
        }

        stop.Cancel();
        stream.Dispose();
        foreach (TaskCompletionSource<RedisValue> asked in unanswered)
        {
            asked.TrySetException(new RedisException(reason.Message));
        }

        // Whoever waits for room is told when he sends.
        room.Release(options.MaxPending * 2);
    }
}
