using System.Threading.Channels;
using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>Some input events of a log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Events">As <see cref="EventEncoder"/> writes them.</param>
public sealed record FollowedEvents(string Log, int Count, ReadOnlyMemory<byte> Events);

/// <summary>
/// Reads the inputs of all logs along, from their beginning and as they grow: each event once, in the order of its log. It owns nothing and
/// writes nothing; where the server is away it waits.
/// </summary>
/// <param name="partitions">All partitions.</param>
/// <param name="pause">How long to wait before a server that does not answer is asked again.</param>
/// <param name="notes">Told when the server is away.</param>
public sealed class InputFollower(IReadOnlyList<LogStreams> partitions, TimeSpan pause, Action<string> notes)
{
    /// <summary>Records that may wait for whoever takes them; then the streams wait.</summary>
    private const int Ahead = 1024;

    private readonly Channel<FollowedEvents> come = Channel.CreateBounded<FollowedEvents>(new BoundedChannelOptions(Ahead) { SingleReader = true });

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
        long read = 0;
        try
        {
            await new Perseverance(pause, TimeSpan.Zero, notes).RunAsync(() => Task.CompletedTask, ReadAsync, () => Task.CompletedTask, failed.Token);
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }

        async Task ReadAsync()
        {
            await foreach (StreamRecord record in streams.Inputs.ReadAsync(read, cancel: failed.Token))
            {
                if (record.Number > 0 && LogStreams.LogOf(record.Subject) is { } log)
                {
                    InputRecord input = InputRecord.Read(record.Content);
                    long due = next.GetValueOrDefault(log, 1);
                    if (input.Next > due)
                    {
                        if (input.FirstRecord != due)
                        {
                            throw new StoreException($"log {log}: record {record.Sequence} of stream {streams.Inputs.Name} goes on with event {input.FirstRecord}, and event {due} is needed: what lies between is not there any more");
                        }

                        next[log] = input.Next;
                        await come.Writer.WriteAsync(new FollowedEvents(log, input.Records, input.Events), failed.Token);
                    }
                }

                read = record.Sequence;
            }
        }
    }
}
