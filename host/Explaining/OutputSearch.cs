using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Recovery;

namespace Pawl.Host.Explaining;

/// <summary>Runs the log of an output until the output is found.</summary>
internal sealed class OutputSearch(ExplainTarget target, CancellationToken stop)
{
    private readonly List<string> logs = [];

    /// <summary>The course of the log; null where the data have none that could have said it.</summary>
    public LogHistory? History { get; private set; }

    /// <summary>The logs that there are, as far as it was looked.</summary>
    public IReadOnlyList<string> Logs => logs;

    /// <param name="tape">The events, from the beginning.</param>
    /// <param name="flush">Whether the bars that are open at the end are closed by a clock event that the tape does not hold.</param>
    public void Read(ITape tape, bool flush)
    {
        EventsInMemory? events = null;
        foreach (TapePiece piece in tape.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (!Concerns(piece.Log))
            {
                continue;
            }

            events ??= new EventsInMemory(piece.Log);
            History ??= new LogHistory(piece.Log, events, events.StateBefore(0));
            events.Add(piece.Events.Span);
            Advance(History);
            if (target.IsSettled(History.Log))
            {
                return;
            }
        }

        if (flush && History is not null && History.Driver.LastOpenEnd(History.Log) is { } end)
        {
            events!.Add([new InputEvent { Kind = EventKind.Clock, Time = end }]);
            Advance(History);
        }
    }

    /// <summary>Begins with the nearest saved state before the output, and goes back to older ones while there it is not found.</summary>
    public void Read(RecordedRun run)
    {
        (TapeLog Tape, StoredLog Stored)[] concerned = [.. run.Logs.Select(stored => (run.TapeOf(stored), stored)).Where(l => Concerns(l.Item1))];
        foreach ((TapeLog tape, StoredLog stored) in concerned)
        {
            EventsInStore events = new(tape, stored);
            int before = events.Count + 1;
            do
            {
                (EngineLog Log, int Position) start = events.StateBefore(before);
                before = start.Position;
                if (before == 0 || target.MayFollow(start.Log))
                {
                    History = new LogHistory(tape, events, start);
                    Advance(History);
                }
            }
            while (target.Found is null && before > 0);
        }
    }

    private bool Concerns(TapeLog log)
    {
        if (!logs.Contains(log.Name, StringComparer.Ordinal))
        {
            logs.Add(log.Name);
        }

        return target.Concerns(log);
    }

    private void Advance(LogHistory history)
    {
        while (!target.IsSettled(history.Log) && history.ProcessSome())
        {
            stop.ThrowIfCancellationRequested();
            target.Look(history.Log);
            history.Log.Outbox.Clear();
        }
    }
}
