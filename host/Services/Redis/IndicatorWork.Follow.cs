using System.Diagnostics;
using Pawl.Engine;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

// Following: complete candles through the group, forming ones as they are published.
internal sealed partial class IndicatorWork
{
    private const int Block = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Follows until it is told to stop; then the state is saved.</summary>
    /// <exception cref="RedisException">The server is away.</exception>
    public async Task FollowAsync(CancellationToken stop)
    {
        reading = await RedisConnection.ConnectAsync(settings.Server, stop);
        forming = await FormingCandles.HearAsync(settings, inputs, connection!, stop);
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

                read ??= inputs.Followed.Count == 0 ? WaitAsync(stop) : reading.AskAsync(ReadCommand(), stop);
                Task heard = forming.WaitAsync(stop);
                await Task.WhenAny(read, heard);
                if (read.IsCompleted)
                {
                    RedisValue found = await read;
                    read = null;
                    await TakeAsync(found, stop);
                }

                if (heard.IsCompleted)
                {
                    await heard;
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
        RedisCommand command = new RedisCommand("XREADGROUP", "GROUP", Group, consumer, "COUNT").Add(InputStreams.Piece).Add("BLOCK").Add(Block).Add("STREAMS");
        foreach (string stream in inputs.Followed.Keys)
        {
            command.Add(stream);
        }

        foreach (string _ in inputs.Followed.Keys)
        {
            command.Add(">");
        }

        return command;
    }

    /// <summary>Takes up streams that are new.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        if (await inputs.FindAsync(connection!, stop) is { Count: > 0 } added)
        {
            foreach (string stream in added)
            {
                await JoinAsync(stream, stop);
            }

            // What was trimmed before somebody joined is in the file.
            await TakeStoredAsync(stop);
            await TakeStreamsAsync(stop);
            await forming!.ListenAsync(connection!, stop);
        }
    }

    private async Task TakeAsync(RedisValue found, CancellationToken stop)
    {
        IReadOnlyList<(string Stream, RedisValue Entries)> read = InputStreams.ByStream(found);
        touched.Clear();
        await TakeAsync(inputs.Next(read), stop);
        if (inputs.Smallest.IsNone)
        {
            await PublishAsync([.. touched.SelectMany(PeekOf)], stop);
        }

        foreach ((string stream, RedisValue entries) in read)
        {
            await AcknowledgeAsync(stream, entries.Items.Select(e => e.Items[0]), stop);
        }
    }

    /// <summary>Says what would be if the forming bars closed now.</summary>
    private async Task PeekAsync(CancellationToken stop)
    {
        List<RedisCommand> previews = [];
        foreach ((_, Listing of, InputEvent candle) in await forming!.TakeAsync(connection!, (symbol, stream) => logs.TryGetValue(symbol, out IndicatorLog? log) ? log.PositionOf(stream) : null, stop))
        {
            said.Clear();
            IndicatorLog log = logs[of.Symbol];
            log.Peek(in candle, said);
            previews.AddRange(PreviewsOf(log));
        }

        await PublishAsync(previews, stop);
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
