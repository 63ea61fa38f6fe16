using System.Threading.Channels;

namespace Pawl.Logs;

/// <summary>
/// Reads what all logs took along, as far as they have said what came of it: with what a broker told between the events of the market. Each event once,
/// in the order of its log. It owns nothing and writes nothing; where the server is away it waits.
/// </summary>
/// <param name="partitions">All partitions.</param>
/// <param name="options">How they are read.</param>
public sealed class SaidFollower(IReadOnlyList<LogStreams> partitions, ReaderOptions options) : IEventFollower
{
    private readonly Channel<FollowedEvents> come = Channel.CreateBounded<FollowedEvents>(new BoundedChannelOptions(options.Ahead) { SingleReader = true });

    public ChannelReader<FollowedEvents> Events => come.Reader;

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
        try
        {
            await foreach (JoinedRecord read in new PartitionReader(streams, options).ReadAsync(0, 0, failed.Token))
            {
                OutputRecords exact = read.Said with { Traded = read.Said.Traded ?? new TradedPart("", 0, [], default) };
                IReadOnlyList<InputRecord> inputs = read.Said.Traded is null ? TradedInputs.Merge(read.Log, exact, read.Inputs) : read.Inputs;
                foreach (InputRecord input in inputs)
                {
                    await come.Writer.WriteAsync(new FollowedEvents(read.Log, input.Records, input.Events), failed.Token);
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
}
