using Pawl.Candles;
using Pawl.Engine;

namespace Pawl.Bench;

/// <summary>One log from its first event to its last; outputs are taken and added up after every batch.</summary>
public sealed class EngineRun(Graph graph, Executor executor = Executor.Reference)
{
    private readonly OutputSum _sum = new(graph);

    public EngineLog Log { get; } = Create(graph, executor);

    public CandleDriver Driver { get; } = new(graph);

    public void Process(ReadOnlySpan<InputEvent> events)
    {
        Driver.Process(Log, events);
        if (!Log.Outbox.Outputs.IsEmpty)
            _sum.Take(Log.Outbox);
    }

    /// <summary>Closes the bars that are still open; the sum over all outputs.</summary>
    public long Finish()
    {
        if (Driver.LastOpenEnd(Log) is { } end)
            Process([new InputEvent { Kind = EventKind.Clock, Time = end }]);
        return _sum.Value;
    }

    private static EngineLog Create(Graph graph, Executor executor)
    {
        EngineLog log = EngineLog.Create(graph, "SPY");
        log.Executor = executor;
        return log;
    }
}
