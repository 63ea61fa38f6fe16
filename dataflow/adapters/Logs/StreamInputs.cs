using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>
/// The input events of a log in a stream. They are asked for in order, so that one reader goes through them; whoever asks for
/// earlier ones lets it begin anew.
/// </summary>
/// <param name="streams">The log's partition.</param>
/// <param name="log">The log.</param>
/// <param name="start">From which number of the stream on there may be events after a place of the log.</param>
internal sealed class StreamInputs(LogStreams streams, string log, Func<long, long> start) : IInputLog, IAsyncDisposable
{
    private IAsyncEnumerator<StreamRecord>? reader;
    private InputRecord? current;

    public InputBatch? After(long record) => AfterAsync(record).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (reader is not null)
        {
            await reader.DisposeAsync();
            reader = null;
        }
    }

    private async Task<InputBatch?> AfterAsync(long record)
    {
        if (reader is null || current is null || current.FirstRecord > record + 1)
        {
            await DisposeAsync();
            current = null;
            reader = streams.Inputs.ReadAsync(Math.Max(0, start(record) - 1), streams.InputOf(log), follows: false).GetAsyncEnumerator();
        }

        while (current is null || current.Next <= record + 1)
        {
            if (!await reader.MoveNextAsync())
            {
                current = null;
                return null;
            }

            current = Read(reader.Current);
        }

        // Whether an event is doubled is the engine's to say, and so its number.
        return new InputBatch(current.FirstRecord, current.Records, LastSequence: null, current.Events);
    }

    private InputRecord Read(StreamRecord record)
    {
        try
        {
            return InputRecord.Read(record.Content);
        }
        catch (StoreException damage)
        {
            throw new StoreException($"log {log}: record {record.Sequence} of stream {streams.Inputs.Name} cannot be read: {damage.Message}", damage);
        }
    }
}
