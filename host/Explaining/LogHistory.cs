using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Verification;

namespace Pawl.Host.Explaining;

/// <summary>
/// The course of one log up to an output, with forks of its state on the way, so that any earlier event can be processed again
/// within a moment. Where it began with a saved state it reaches back to an older one, or to the beginning, once that is needed.
/// </summary>
internal sealed class LogHistory
{
    private const int Spacing = 4096;
    private const int MostForks = 64;
    private const int ForkBytes = 64 << 20;

    private readonly TapeLog tape;
    private readonly IEventHistory events;
    private readonly List<(int Position, EngineLog Log)> forks = [];
    private int spacing = Spacing;

    /// <param name="tape">The log before its first event.</param>
    /// <param name="events">Its events.</param>
    /// <param name="start">Where it begins, by <see cref="IEventHistory.StateBefore"/>.</param>
    public LogHistory(TapeLog tape, IEventHistory events, (EngineLog Log, int Position) start)
    {
        this.tape = tape;
        this.events = events;
        (Log, Next) = start;
        forks.Add((Next, Log.Fork()));
    }

    /// <summary>The log after all events so far; what the last of them caused is in its outbox.</summary>
    public EngineLog Log { get; }

    /// <summary>The place of the event that is processed next.</summary>
    public int Next { get; private set; }

    public CandleDriver Driver => tape.Driver;

    public ref readonly InputEvent this[int position] => ref events[position];

    private int Most => Math.Clamp(ForkBytes / Log.Block.Length, 2, MostForks);

    /// <summary>Processes some of the events that follow; false where there are none.</summary>
    public bool ProcessSome()
    {
        if (Next == events.Count)
        {
            return false;
        }

        if (Next - forks[^1].Position >= spacing)
        {
            AddFork();
        }

        ReadOnlySpan<InputEvent> some = events.From(Next);
        some = some[..Math.Min(some.Length, Spacing)];
        Driver.Process(Log, some);
        Next += some.Length;
        return true;
    }

    /// <summary>A second log in the last kept state of which something is not true yet.</summary>
    /// <param name="isReached">What only becomes true, and stays; it is not true of an empty log.</param>
    /// <param name="position">The next event of that log.</param>
    public EngineLog Before(Func<EngineLog, bool> isReached, out int position)
    {
        while (forks[0].Position > 0 && isReached(forks[0].Log))
        {
            ReachBack();
        }

        int at = Math.Max(0, forks.FindLastIndex(f => !isReached(f.Log)));
        position = forks[at].Position;
        return forks[at].Log.Fork();
    }

    /// <summary>Looks again at the event that made something true.</summary>
    /// <param name="isReached">What only becomes true, and stays.</param>
    /// <param name="nodes">The nodes whose runs are to be seen.</param>
    public EventTrace Trace(Func<EngineLog, bool> isReached, IReadOnlySet<int> nodes)
    {
        EngineLog probe = Before(isReached, out int start);
        int position = start;
        while (!isReached(probe))
        {
            Step(probe, position++);
        }

        EngineLog log = Before(isReached, out _);
        for (int i = start; i < position - 1; i++)
        {
            Step(log, i);
        }

        return new EventTrace(log, Driver, in this[position - 1], position - 1, nodes);
    }

    /// <summary>Processes one event and forgets what it caused.</summary>
    public void Step(EngineLog log, int position)
    {
        Driver.Process(log, new ReadOnlySpan<InputEvent>(in this[position]));
        log.Outbox.Clear();
    }

    /// <summary>Processes what lies between the state before and the first fork, and keeps forks on the way.</summary>
    private void ReachBack()
    {
        int end = forks[0].Position;
        (EngineLog log, int at) = events.StateBefore(end);
        int step = Math.Max(Spacing, (end - at) / Most);
        List<(int Position, EngineLog Log)> earlier = [(at, log.Fork())];
        while (at < end)
        {
            ReadOnlySpan<InputEvent> some = events.From(at);
            some = some[..Math.Min(some.Length, Math.Min(end - at, earlier[^1].Position + step - at))];
            Driver.Process(log, some);
            log.Outbox.Clear();
            at += some.Length;
            if (at < end && at == earlier[^1].Position + step)
            {
                earlier.Add((at, log.Fork()));
            }
        }

        forks.InsertRange(0, earlier);
    }

    /// <summary>Keeps the state; where many are kept, every second is given up, so that they stay evenly spread.</summary>
    private void AddFork()
    {
        forks.Add((Next, Log.Fork()));
        if (forks.Count > Most)
        {
            for (int i = forks.Count - 2; i > 0; i -= 2)
            {
                forks.RemoveAt(i);
            }

            spacing *= 2;
        }
    }
}
