using System.Diagnostics;
using Pawl.Engine;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

// Following: complete candles through the group, forming ones as they are published.
internal sealed partial class IndicatorWork
{
    private const int Block = 500;
    private const int Forming = 4096;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // By channel: the newest candle that is forming, and when the last one closed that is known to be complete.
    private readonly Dictionary<string, (Listing Of, InputEvent Candle)> newest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> closed = new(StringComparer.Ordinal);
    private readonly List<CandleEntry> held = [];
    private long missed;

    /// <summary>Follows until it is told to stop; then the state is saved.</summary>
    /// <exception cref="RedisException">The server is away.</exception>
    public async Task FollowAsync(CancellationToken stop)
    {
        reading = await RedisConnection.ConnectAsync(settings.Server, stop);
        // Where ticks are the data, the bars that are forming are here.
        forming = await RedisSubscription.ToPatternsAsync(settings.Server, ["pub:" + (frames[0].IsNone ? "none" : RedisKeys.InputsOfAll(frames[0]))], Forming, stop);
        await LookAtEndsAsync(stop);
        Task<RedisValue>? read = null;
        long looked = 0;
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                if (read is null && (looked == 0 || Stopwatch.GetElapsedTime(looked) > Look))
                {
                    await LookAsync(stop);
                    looked = Stopwatch.GetTimestamp();
                }

                read ??= followed.Count == 0 ? WaitAsync(stop) : reading.AskAsync(ReadCommand(), stop);
                Task<bool> heard = forming.Messages.WaitToReadAsync(stop).AsTask();
                await Task.WhenAny(read, heard);
                if (read.IsCompleted)
                {
                    RedisValue found = await read;
                    read = null;
                    await TakeAsync(found, stop);
                }

                if (heard.IsCompleted)
                {
                    _ = await heard;
                }

                await PeekAsync(stop);

                if (!isSaved && Stopwatch.GetElapsedTime(savedAt) > SaveEvery)
                {
                    savedAt = Stopwatch.GetTimestamp();
                    await SaveAsync(stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            using CancellationTokenSource late = new(TimeSpan.FromSeconds(5));
            if (!isSaved)
            {
                await SaveAsync(late.Token);
            }

            throw;
        }
    }

    /// <summary>Nothing can be read as long as there is no stream.</summary>
    private static async Task<RedisValue> WaitAsync(CancellationToken stop)
    {
        await Task.Delay(100, stop);
        return RedisValue.Null;
    }

    private RedisCommand ReadCommand()
    {
        RedisCommand command = new RedisCommand("XREADGROUP", "GROUP", Group, consumer, "COUNT").Add(Piece).Add("BLOCK").Add(Block).Add("STREAMS");
        foreach (string stream in followed.Keys)
        {
            command.Add(stream);
        }

        foreach (string _ in followed.Keys)
        {
            command.Add(">");
        }

        return command;
    }

    /// <summary>Takes up streams that are new.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        string[] before = [.. followed.Keys];
        if (await FindStreamsAsync(stop))
        {
            foreach (string stream in followed.Keys.Except(before, StringComparer.Ordinal))
            {
                await JoinAsync(stream, stop);
            }

            // What was trimmed before somebody joined is in the file.
            await TakeStoredAsync(stop);
            await TakeStreamsAsync(stop);
        }
    }

    private async Task TakeAsync(RedisValue found, CancellationToken stop)
    {
        List<(string Stream, RedisValue Entries)> read = [.. found.Items.Where(s => s.Items.Count == 2).Select(s => (s.Items[0].ToString(), s.Items[1]))];
        List<CandleEntry> candles = [.. held, .. read.SelectMany(s => EntriesOf(s.Entries, s.Stream, followed[s.Stream]))];
        held.Clear();

        // Where a stream of the smallest frame has more than was read, the larger bars behind its end have to wait for it.
        foreach ((string stream, RedisValue entries) in read.Where(s => followed[s.Stream] == frames[0] && s.Entries.Items.Count >= Piece))
        {
            string listing = stream[(RedisKeys.InputsOfAll(frames[0]).Length - 1)..];
            long last = EntryId.Parse(entries.Items[^1].Items[0].ToString()).Milliseconds;
            held.AddRange(candles.Where(c => c.Id.Milliseconds > last && c.Frame > frames[0] && c.Stream.EndsWith(":" + listing, StringComparison.Ordinal)));
        }

        HashSet<CandleEntry> later = [.. held];
        touched.Clear();
        await TakeAsync(candles.Where(c => !later.Contains(c)), stop);
        if (frames[0].IsNone)
        {
            await PublishAsync([.. touched.SelectMany(PeekOf)], stop);
        }

        foreach ((string stream, RedisValue entries) in read)
        {
            await AcknowledgeAsync(stream, entries.Items.Select(e => e.Items[0]), stop);
        }
    }

    /// <summary>
    /// Says what would be if the forming bars closed now: of each the newest that has come, once all candles before it are taken. That one is
    /// complete is published before the next one forms, so what was heard says how far the log has to be.
    /// </summary>
    private async Task PeekAsync(CancellationToken stop)
    {
        while (forming!.Messages.TryRead(out PublishedMessage message))
        {
            if (TryRead(message.Content.ToArray(), frames[0], out Listing? of, out InputEvent candle, out bool isConfirmed))
            {
                if (isConfirmed)
                {
                    closed[message.Channel] = EntryId.MillisecondsOf(candle.Time);
                    newest.Remove(message.Channel);
                }
                else
                {
                    newest[message.Channel] = (of!, candle);
                }
            }
        }

        if (forming.Dropped != missed)
        {
            missed = forming.Dropped;
            await LookAtEndsAsync(stop);
        }

        List<RedisCommand> previews = [];
        foreach ((string channel, (Listing of, InputEvent candle)) in newest.ToArray())
        {
            if (logs.TryGetValue(of.Symbol, out IndicatorLog? log) && log.PositionOf(channel["pub:".Length..]).Milliseconds >= closed.GetValueOrDefault(channel, -1))
            {
                newest.Remove(channel);
                said.Clear();
                log.Peek(in candle, said);
                previews.AddRange(PreviewsOf(log));
            }
        }

        await PublishAsync(previews, stop);
    }

    /// <summary>Asks how far the streams are, where that was perhaps not heard.</summary>
    private async Task LookAtEndsAsync(CancellationToken stop)
    {
        foreach (string stream in followed.Where(s => s.Value == frames[0]).Select(s => s.Key))
        {
            RedisValue last = await connection!.AskAsync(new RedisCommand("XREVRANGE", stream, "+", "-", "COUNT", "1"), stop);
            if (last.Items.Count > 0)
            {
                closed["pub:" + stream] = EntryId.Parse(last.Items[0].Items[0].ToString()).Milliseconds;
            }
        }
    }

    private List<RedisCommand> PeekOf(IndicatorLog log)
    {
        said.Clear();
        log.Peek(said);
        return PreviewsOf(log);
    }

    private List<RedisCommand> PreviewsOf(IndicatorLog log) => [.. said.Select(m => new RedisCommand("PUBLISH", RedisKeys.PublishedIndicator(m.Name, m.Frame, log.Of)).Add(m.Message))];

    private async Task PublishAsync(List<RedisCommand> previews, CancellationToken stop)
    {
        if (previews.Count > 0)
        {
            await streams.WriteAsync(connection!, [], previews, stop);
            Peeked(previews.Count);
        }
    }
}
