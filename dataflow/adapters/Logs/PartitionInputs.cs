using Pawl.Bus;
using Pawl.Recovery;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Pawl.Logs;

/// <summary>Some input events of a log as they came.</summary>
/// <param name="Log">The log.</param>
/// <param name="Sequence">The number of their record in the stream of the inputs.</param>
/// <param name="Record">The events.</param>
public sealed record ComingEvents(string Log, long Sequence, InputRecord Record);

/// <summary>Reads the inputs of several partitions as they come, ahead of whoever takes them; where the server is away it waits.</summary>
public sealed class PartitionInputs : IAsyncDisposable
{
    private readonly Channel<ComingEvents> come;
    private readonly CancellationTokenSource ending;
    private readonly Task reading;

    /// <param name="partitions">Each partition, and the number after which its inputs are wanted.</param>
    /// <param name="options">How they are read.</param>
    /// <param name="stop">Ends it.</param>
    public PartitionInputs(IReadOnlyList<(LogStreams Streams, long After)> partitions, ReaderOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        come = Channel.CreateBounded<ComingEvents>(new BoundedChannelOptions(options.Ahead) { SingleReader = true });
        ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        reading = Task.WhenAll(partitions.Select(p => ReadAsync(p.Streams, p.After, options)));
    }

    /// <summary>The next that is there already.</summary>
    public bool TryTake(out ComingEvents? events) => come.Reader.TryRead(out events);

    /// <summary>Waits until there is something.</summary>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read.</exception>
    public async Task WaitAsync(CancellationToken cancel)
    {
        try
        {
            await come.Reader.WaitToReadAsync(cancel);
        }
        catch (ChannelClosedException ended) when (ended.InnerException is { } reason)
        {
            ExceptionDispatchInfo.Throw(reason);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading;
        ending.Dispose();
    }

    private async Task ReadAsync(LogStreams streams, long after, ReaderOptions options)
    {
        try
        {
            await using StreamFollower records = new(streams.Inputs, after, options, ending.Token);
            while (true)
            {
                StreamRecord record = await records.NextAsync(ending.Token);
                if (record.Number > 0 && LogStreams.LogOf(record.Subject) is { } log)
                {
                    await come.Writer.WriteAsync(new ComingEvents(log, record.Sequence, record.As(streams.Inputs, InputRecord.Read)), ending.Token);
                }
            }
        }
        catch (Exception end)
        {
            // It is told where something is waited for.
            come.Writer.TryComplete(end);
        }
    }
}
