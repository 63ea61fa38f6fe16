using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Pawl.Bus;

namespace Pawl.Logs;

/// <summary>Reads a stream ahead of whoever takes its records, and goes on where it was after each absence of the server.</summary>
internal sealed class StreamFollower : IAsyncDisposable
{
    private readonly Channel<StreamRecord> read;
    private readonly CancellationTokenSource ending;
    private readonly Task reading;

    /// <param name="stream">The stream.</param>
    /// <param name="after">The number after which to begin.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="stop">Ends it.</param>
    public StreamFollower(IRecordStream stream, long after, ReaderOptions options, CancellationToken stop)
    {
        read = Channel.CreateBounded<StreamRecord>(options.Ahead);
        ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        reading = ReadAsync(stream, after, options, ending.Token);
    }

    /// <summary>The next record, as soon as it is there.</summary>
    /// <exception cref="StreamBrokenException">The stream does not hold it any more.</exception>
    public async ValueTask<StreamRecord> NextAsync(CancellationToken cancel)
    {
        try
        {
            return await read.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException ended) when (ended.InnerException is { } reason)
        {
            ExceptionDispatchInfo.Throw(reason);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading;
        ending.Dispose();
    }

    private async Task ReadAsync(IRecordStream stream, long after, ReaderOptions options, CancellationToken stop)
    {
        string said = "";
        try
        {
            while (true)
            {
                try
                {
                    await foreach (StreamRecord record in stream.ReadAsync(after, cancel: stop))
                    {
                        await read.Writer.WriteAsync(record, stop);
                        (after, said) = (record.Sequence, "");
                    }
                }
                catch (BusException away)
                {
                    if (away.Message != said)
                    {
                        options.Notes($"{away.Message}; going on where it was when the server answers");
                        said = away.Message;
                    }
                }

                await Task.Delay(options.Pause, stop);
            }
        }
        catch (Exception end)
        {
            // It is told where a record is waited for.
            read.Writer.TryComplete(end);
        }
    }
}
