using Pawl.Engine;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// Candles that are forming, as they are published: of each stream the newest, once all candles before it are taken. That one is complete is
/// published before the next one forms, so what was heard says how far its log has to be.
/// </summary>
internal sealed class FormingCandles : IAsyncDisposable
{
    /// <summary>What stands before the name of a stream in that of the channel.</summary>
    public const string Published = "pub:";

    private const int Waiting = 4096;

    private readonly Task never = new TaskCompletionSource().Task;
    private readonly RedisSettings settings;
    private readonly InputStreams streams;
    private RedisSubscription? heard;

    // By stream: the newest candle that is forming, and when the last one closed that is known to be complete.
    private readonly Dictionary<string, (Listing Of, InputEvent Candle)> newest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> closed = new(StringComparer.Ordinal);
    private long missed;

    private FormingCandles(RedisSettings settings, InputStreams streams) => (this.settings, this.streams) = (settings, streams);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="RedisException">The server is away.</exception>
    public static async Task<FormingCandles> HearAsync(RedisSettings settings, InputStreams streams, RedisConnection connection, CancellationToken stop)
    {
        FormingCandles made = new(settings, streams);
        await made.ListenAsync(connection, stop);
        return made;
    }

    /// <summary>Listens to the channels of all streams that there are, also of those that are new.</summary>
    /// <exception cref="RedisException">The server is away.</exception>
    public async Task ListenAsync(RedisConnection connection, CancellationToken stop)
    {
        if (streams.Forming is { Count: > 0 } channels)
        {
            RedisSubscription? before = heard;
            heard = await RedisSubscription.ToChannelsAsync(settings.Server, channels, Waiting, stop);
            missed = 0;
            await (before?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await LookAtEndsAsync(connection, stop);
    }

    public ValueTask DisposeAsync() => heard?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Ends when something is heard.</summary>
    /// <exception cref="RedisException">The server is away.</exception>
    public Task WaitAsync(CancellationToken stop) => heard is null ? never : heard.Messages.WaitToReadAsync(stop).AsTask();

    /// <summary>Takes what was heard, and gives of it what may be looked at now: each once.</summary>
    /// <param name="connection">The server, which is asked where something was perhaps not heard.</param>
    /// <param name="positionOf">How far a symbol's stream has been taken; null where nothing computes it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<(string Stream, Listing Of, InputEvent Candle)>> TakeAsync(RedisConnection connection, Func<string, string, EntryId?> positionOf, CancellationToken stop)
    {
        if (heard is null)
        {
            return [];
        }

        while (heard.Messages.TryRead(out PublishedMessage message))
        {
            Note(message.Channel[Published.Length..], message.Content.Span);
        }

        if (heard.Dropped != missed)
        {
            missed = heard.Dropped;
            await LookAtEndsAsync(connection, stop);
        }

        List<(string, Listing, InputEvent)> due = [];
        foreach ((string stream, (Listing of, InputEvent candle)) in newest.ToArray())
        {
            if (positionOf(of.Symbol, stream) is { } position && position.Milliseconds >= closed.GetValueOrDefault(stream, -1))
            {
                newest.Remove(stream);
                due.Add((stream, of, candle));
            }
        }

        return due;
    }

    private void Note(string stream, ReadOnlySpan<byte> message)
    {
        if (streams.TryRead(message, streams.Smallest, out _) is not { } read)
        {
            return;
        }

        if (read.IsConfirmed)
        {
            closed[stream] = EntryId.MillisecondsOf(read.Event.Time);
            newest.Remove(stream);
        }
        else
        {
            newest[stream] = (read.Of, read.Event);
        }
    }

    /// <summary>Asks how far the streams are, where that was perhaps not heard.</summary>
    private async Task LookAtEndsAsync(RedisConnection connection, CancellationToken stop)
    {
        foreach (string stream in streams.Followed.Where(s => s.Value == streams.Smallest).Select(s => s.Key))
        {
            RedisValue last = await connection.AskAsync(new RedisCommand("XREVRANGE", stream, "+", "-", "COUNT", "1"), stop);
            if (last.Items.Count > 0)
            {
                closed[stream] = EntryId.Parse(last.Items[0].Items[0].ToString()).Milliseconds;
            }
        }
    }
}
