using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>
/// The records of a log in a stream, each of which holds a stretch of it. They are asked for in order, so that one reader goes through
/// them; whoever asks for earlier ones lets it begin anew.
/// </summary>
/// <param name="stream">The stream of the log's partition.</param>
/// <param name="subject">The log's subject.</param>
/// <param name="start">From which number of the stream on there may be something after a place of the log.</param>
/// <param name="read">Reads a record.</param>
/// <param name="stretchOf">The place of the first thing that a record holds, and the place behind the last.</param>
internal sealed class StreamRecords<T>(IRecordStream stream, string subject, Func<long, long> start, Func<ReadOnlyMemory<byte>, T> read, Func<T, (long First, long Next)> stretchOf) : IAsyncDisposable
    where T : class
{
    private IAsyncEnumerator<StreamRecord>? reader;
    private T? current;

    public async ValueTask DisposeAsync()
    {
        if (reader is not null)
        {
            await reader.DisposeAsync();
            reader = null;
        }
    }

    /// <summary>The record that holds what is at the place after <paramref name="place"/>, or the next one there is; null at the end.</summary>
    /// <exception cref="StoreException">A record cannot be read.</exception>
    public async Task<T?> AfterAsync(long place)
    {
        if (reader is null || current is null || stretchOf(current).First > place + 1)
        {
            await DisposeAsync();
            current = null;
            reader = stream.ReadAsync(Math.Max(0, start(place) - 1), subject, follows: false).GetAsyncEnumerator();
        }

        while (current is null || stretchOf(current).Next <= place + 1)
        {
            if (!await reader.MoveNextAsync())
            {
                return current = null;
            }

            current = reader.Current.As(stream, read);
        }

        return current;
    }
}
