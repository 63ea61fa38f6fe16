using System.Diagnostics;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Replay.Live;

/// <summary>
/// Lets time go on while nothing comes, so that bars close in a quiet market: now is the newest event's time and what has passed since
/// it came. So a recording that is piped in has its own time, and nothing that is still on its way is overtaken by the wall clock.
/// </summary>
/// <param name="delay">How long after its end a bar is closed; what comes later than that is late.</param>
/// <param name="speed">How fast time goes.</param>
/// <param name="known">How many events from the beginning are stored already: time stands still for them.</param>
/// <param name="elapsed">Real time, from any beginning; null for the clock of the machine.</param>
public sealed class QuietClock(TimeSpan delay, double speed, long known, Func<TimeSpan>? elapsed = null)
{
    private const long Second = 1_000_000_000;

    private readonly Func<TimeSpan> elapsed = elapsed ?? (static () => Stopwatch.GetElapsedTime(0));
    private long left = known;
    private int symbols;
    private Timestamp newest = Timestamp.MinValue;
    private TimeSpan came;
    private Timestamp told = Timestamp.MinValue;
    private int next;

    /// <summary>Notes events that have come.</summary>
    public void Saw(ReadOnlySpan<InputEvent> events)
    {
        left -= events.Length;
        foreach (ref readonly InputEvent e in events)
        {
            symbols = Math.Max(symbols, e.Symbol + 1);
            if (e.Time > newest)
            {
                (newest, came) = (e.Time, elapsed());
            }
        }
    }

    /// <summary>A clock event for each symbol, where a whole second has passed since the last; the log takes those that close something.</summary>
    /// <returns>How many there are; 0 where time has not come that far.</returns>
    public int Tell(Span<InputEvent> to)
    {
        if (left > 0 || symbols == 0 || to.IsEmpty)
        {
            return 0;
        }

        if (next == 0)
        {
            long now = newest.Nanoseconds + (long)((elapsed() - came).TotalSeconds * speed * Second) - (delay.Ticks * TimeSpan.NanosecondsPerTick);
            Timestamp whole = new(now - (((now % Second) + Second) % Second));
            if (whole <= told)
            {
                return 0;
            }

            told = whole;
        }

        int count = Math.Min(symbols - next, to.Length);
        for (int i = 0; i < count; i++)
        {
            to[i] = new InputEvent { Kind = EventKind.Clock, Symbol = next + i, Time = told };
        }

        next = next + count == symbols ? 0 : next + count;
        return count;
    }
}
