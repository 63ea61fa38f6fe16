using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>The input events of a log, in the stream of its partition.</summary>
/// <param name="streams">The partition.</param>
/// <param name="log">The log.</param>
/// <param name="start">From which number of the stream on there may be events after a place of the log.</param>
internal sealed class StreamInputs(LogStreams streams, string log, Func<long, long> start) : IInputLog, IAsyncDisposable
{
    private readonly StreamRecords<InputRecord> records = new(streams.Inputs, streams.InputOf(log), start, InputRecord.Read, r => (r.FirstRecord, r.Next));

    // Whether an event is doubled is the engine's to say, and so its number.
    public InputBatch? After(long record) => records.AfterAsync(record).GetAwaiter().GetResult() is { } found
        ? new InputBatch(found.FirstRecord, found.Records, LastSequence: null, found.Events) : null;

    public ValueTask DisposeAsync() => records.DisposeAsync();
}
