using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>What a log said, in the stream of its partition.</summary>
/// <param name="stream">The stream.</param>
/// <param name="subject">The log's subject.</param>
/// <param name="start">From which number of the stream on there may be outputs after a place of the log.</param>
internal sealed class StreamOutputs(IRecordStream stream, string subject, Func<long, long> start) : IOutputLog, IAsyncDisposable
{
    private readonly StreamRecords<OutputRecords> records = new(
        stream, subject, start, OutputRecords.Read, r => (r.From.Outputs + 1, r.To.Outputs + 1));

    public OutputBatch? After(long record) => records.AfterAsync(record).GetAwaiter().GetResult() is { } found
        ? new OutputBatch(found.From.Outputs + 1, (int)(found.To.Outputs - found.From.Outputs), found.From.Chain, found.To.Chain, found.Content) : null;

    public ValueTask DisposeAsync() => records.DisposeAsync();
}
