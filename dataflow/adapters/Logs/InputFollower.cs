using System.Threading.Channels;
using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>Some input events of a log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Events">As <see cref="EventEncoder"/> writes them.</param>
public sealed record FollowedEvents(string Log, int Count, ReadOnlyMemory<byte> Events);

/// <summary>Follows the events of logs.</summary>
public interface IEventFollower
{
    /// <summary>What came; it ends when following does.</summary>
    ChannelReader<FollowedEvents> Events { get; }

    /// <summary>Follows until it is told to stop.</summary>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read, or what it goes on from is not there any more.</exception>
    Task RunAsync(CancellationToken stop);
}

/// <summary>
/// Reads the inputs of all logs along, from their beginning and as they grow: each event once, in the order of its log. It owns nothing and
/// writes nothing; where the server is away it waits.
/// </summary>
/// <param name="partitions">All partitions.</param>
/// <param name="options">How they are read.</param>
public sealed class InputFollower(IReadOnlyList<LogStreams> partitions, ReaderOptions options) : IEventFollower
{
    private readonly Channel<FollowedEvents> come = Channel.CreateBounded<FollowedEvents>(new BoundedChannelOptions(options.Ahead) { SingleReader = true });

    /// <summary>What came; it ends when following does.</summary>
    public ChannelReader<FollowedEvents> Events => come.Reader;

    /// <summary>Follows until it is told to stop.</summary>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read, or what it goes on from is not there any more.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await Task.WhenAll(partitions.Select(p => FollowAsync(p, failed)));
        }
        finally
        {
            come.Writer.Complete();
        }
    }

    private async Task FollowAsync(LogStreams streams, CancellationTokenSource failed)
    {
        Dictionary<string, long> next = new(StringComparer.Ordinal);
        try
        {
            await using StreamFollower records = new(streams.Inputs, 0, options, failed.Token);
            while (true)
            {
                StreamRecord record = await records.NextAsync(failed.Token);
                if (record.Number > 0 && LogStreams.LogOf(record.Subject) is { } log)
                {
                    await TakeAsync(streams, record, log, next, failed.Token);
                }
            }
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested)
        {
            // It was told to stop, or another partition cannot be followed.
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private async Task TakeAsync(LogStreams streams, StreamRecord record, string log, Dictionary<string, long> next, CancellationToken stop)
    {
        InputRecord input = record.As(streams.Inputs, InputRecord.Read);
        long due = next.GetValueOrDefault(log, 1);
        if (input.Next <= due)
        {
            return;
        }

        if (input.FirstRecord != due)
        {
            throw new StoreException($"log {log}: record {record.Sequence} of stream {streams.Inputs.Name} goes on with event {input.FirstRecord}, and event {due} is needed: what lies between is not there any more");
        }

        next[log] = input.Next;
        await come.Writer.WriteAsync(new FollowedEvents(log, input.Records, input.Events), stop);
    }
}
