using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>A pipeline that went on with the log of another.</summary>
/// <param name="Sequence">The number of the command by which it did.</param>
/// <param name="Kept">The nodes that kept their state.</param>
/// <param name="Warmed">The nodes that were warmed up over stored history.</param>
/// <param name="Dropped">The nodes that there are no more.</param>
/// <param name="From">The time of the first event of that history; null where there was none.</param>
/// <param name="Events">How many events it had.</param>
public sealed record PipelineChange(
    long Sequence, IReadOnlyList<string> Kept, IReadOnlyList<string> Warmed, IReadOnlyList<string> Dropped, Timestamp? From, long Events);

// Another pipeline goes on with the log, by a command in the log itself: whoever processes the log again does the same there.
public sealed partial class LogExecutor
{
    /// <summary>
    /// Goes on with another pipeline from here. Nodes that did not change keep their states, the others are warmed up over what is
    /// stored of the log's input, unheard.
    /// </summary>
    /// <param name="to">An empty log of the pipeline.</param>
    /// <param name="history">The input up to here.</param>
    /// <param name="batch">Takes the command; it has just been begun.</param>
    /// <exception cref="StoreException">The history cannot be read, or the pipeline has other symbols in the log.</exception>
    public PipelineChange Change(LogComputation to, IInputLog history, LogBatch batch)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(batch);
        long last = Position.Records;
        long first = history.After(0)?.FirstRecord ?? last + 1;
        InputEvent e = new() { Kind = EventKind.Control, Time = Log.Header.Time };
        e.Control = new LogCommand { Action = LogAction.Pipeline, Name = Text64.From(to.Pipeline.ToString()), From = first };
        Process([e], batch, EventMarks.Own);
        PipelineChange change = TakeOver(to, history, first, last);
        batch.Computation = Computation;
        return change;
    }

    private static bool IsChange(in InputEvent e) => e.Kind == EventKind.Control && e.Control.Action == LogAction.Pipeline;

    /// <summary>Obeys a stored command that changes the pipeline.</summary>
    /// <exception cref="StoreException">The pipeline or the history cannot be had.</exception>
    internal void Obey(LogCommand command, IInputLog history, long last, IPipelines? pipelines)
    {
        if (!Hash256.TryParse(command.Name.ToString(), out Hash256 pipeline) || pipelines is null)
        {
            throw new StoreException($"event {Log.Header.Sequence} changes the pipeline to '{command.Name}', which is not known here");
        }

        TakeOver(pipelines.Begin(Log.Name, pipeline), history, command.From, last);
    }

    private PipelineChange TakeOver(LogComputation to, IInputLog history, long first, long last)
    {
        if (to.Log.Name != Log.Name || !to.Log.Symbols.SequenceEqual(Log.Symbols))
        {
            throw new StoreException($"the changed pipeline has a log '{to.Log.Name}' of {string.Join(", ", to.Log.Symbols)}, stored is one of {string.Join(", ", Log.Symbols)}");
        }

        Timestamp? from = null;
        foreach (ReadOnlyMemory<InputEvent> events in InputHistory.Read(history, first, last))
        {
            from ??= events.Span[0].Time;
            to.Driver.Process(to.Log, events.Span);
            to.Log.Outbox.Clear();
        }

        to.Log.Executor = Log.Executor;
        Migration migration = to.Driver.TakeOver(to.Log, Log, Computation.Driver, isWhole: first == 1);
        Computation = to;
        string[] dropped = [.. migration.Dropped.Except([.. migration.Kept, .. migration.Warmed], StringComparer.Ordinal)];
        return new PipelineChange(Log.Header.Sequence, migration.Kept, migration.Warmed, dropped, from, last - first + 1);
    }
}
