using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>What a log said, in a stream; asked for in order.</summary>
/// <inheritdoc cref="StreamInputs"/>
internal sealed class StreamOutputs(LogStreams streams, string log, Func<long, long> start) : IOutputLog, IAsyncDisposable
{
    private IAsyncEnumerator<StreamRecord>? reader;
    private OutputRecords? current;

    public OutputBatch? After(long record) => AfterAsync(record).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (reader is not null)
        {
            await reader.DisposeAsync();
            reader = null;
        }
    }

    private async Task<OutputBatch?> AfterAsync(long record)
    {
        if (reader is null || current is null || current.From.Outputs > record)
        {
            await DisposeAsync();
            current = null;
            reader = streams.Outputs.ReadAsync(Math.Max(0, start(record) - 1), streams.OutputOf(log), follows: false).GetAsyncEnumerator();
        }

        while (current is null || current.To.Outputs <= record)
        {
            if (!await reader.MoveNextAsync())
            {
                current = null;
                return null;
            }

            current = Read(reader.Current);
        }

        return new OutputBatch(current.From.Outputs + 1, (int)(current.To.Outputs - current.From.Outputs), current.From.Chain, current.To.Chain, current.Content);
    }

    private OutputRecords Read(StreamRecord record)
    {
        try
        {
            return OutputRecords.Read(record.Content);
        }
        catch (StoreException damage)
        {
            throw new StoreException($"log {log}: record {record.Sequence} of stream {streams.Outputs.Name} cannot be read: {damage.Message}", damage);
        }
    }
}
