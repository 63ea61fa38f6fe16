using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Verification;

namespace Pawl.Host.Explaining;

/// <summary>
/// The events of one log up to an output, and forks of its state on the way, so that any earlier event can be processed again
/// within a moment. It holds all of these events in memory.
/// </summary>
internal sealed class LogHistory
{
    private const int PageEvents = 4096;
    private const int MostForks = 64;
    private const int ForkBytes = 64 << 20;

    private readonly TapeLog tape;
    private readonly List<InputEvent[]> pages = [];
    private readonly List<(int Position, EngineLog Log)> forks = [];
    private int spacing = PageEvents;

    public LogHistory(TapeLog tape)
    {
        this.tape = tape;
        Log = tape.Begin();
        forks.Add((0, tape.Begin()));
    }

    /// <summary>The log after all events so far; what they caused is in its outbox.</summary>
    public EngineLog Log { get; }

    public CandleDriver Driver => tape.Driver;

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    public ref readonly InputEvent this[int position] => ref pages[position / PageEvents][position % PageEvents];

    /// <summary>Adds events and processes them.</summary>
    public void Add(ReadOnlySpan<InputEvent> events)
    {
        if (Count - forks[^1].Position >= spacing)
        {
            AddFork();
        }

        foreach (ref readonly InputEvent e in events)
        {
            if (Count % PageEvents == 0)
            {
                pages.Add(new InputEvent[PageEvents]);
            }

            pages[^1][Count++ % PageEvents] = e;
        }

        Driver.Process(Log, events);
    }

    /// <summary>A second log in the last kept state of which something is not true yet.</summary>
    /// <param name="isReached">What only becomes true, and stays.</param>
    /// <param name="position">The next event of that log.</param>
    public EngineLog Before(Func<EngineLog, bool> isReached, out int position)
    {
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

    /// <summary>Keeps the state; where many are kept, every second is given up, so that they stay evenly spread.</summary>
    private void AddFork()
    {
        forks.Add((Count, Log.Fork()));
        if (forks.Count > Math.Clamp(ForkBytes / Log.Block.Length, 2, MostForks))
        {
            for (int i = forks.Count - 2; i > 0; i -= 2)
            {
                forks.RemoveAt(i);
            }

            spacing *= 2;
        }
    }
}
