namespace Pawl.Engine;

/// <summary>
/// Sorts the events of a chunk by the log that they go to; those of one log stay in their order. Then each log gets all of its
/// own at once, and what it needs comes into the processor's caches once for a chunk instead of once for an event.
/// </summary>
public sealed class EventsByLog
{
    /// <summary>So many events for each log make its coming into the caches a small part of the work.</summary>
    private const int EventsEach = 32;

    private const int FewEvents = 4096;
    private const int ManyEvents = 32_768;

    private int[] positions = [];
    private int[] starts = [0];

    /// <summary>How many events a chunk should have: more for more logs, as long as it does not leave the caches itself.</summary>
    public static int ChunkFor(int logs) => Math.Clamp(EventsEach * logs, FewEvents, ManyEvents);

    /// <summary>Sorts a chunk.</summary>
    /// <param name="logs">The log of each event.</param>
    /// <param name="count">How many logs there are.</param>
    public void Sort(ReadOnlySpan<int> logs, int count)
    {
        if (starts.Length <= count)
        {
            starts = new int[Math.Max(count + 1, 2 * starts.Length)];
        }

        if (positions.Length < logs.Length)
        {
            positions = new int[logs.Length];
        }

        if (count == 1)
        {
            // Counting with a single counter would wait for each addition.
            TakeAll(logs.Length);
            return;
        }

        int[] next = starts;
        next.AsSpan(0, count + 1).Clear();
        foreach (int log in logs)
        {
            next[log]++;
        }

        // From counts to ends; putting the events there from the last to the first turns ends into starts.
        int end = 0;
        for (int log = 0; log <= count; log++)
        {
            end += next[log];
            next[log] = end;
        }

        for (int i = logs.Length - 1; i >= 0; i--)
        {
            positions[--next[logs[i]]] = i;
        }
    }

    private void TakeAll(int events)
    {
        for (int i = 0; i < events; i++)
        {
            positions[i] = i;
        }

        starts[0] = 0;
        starts[1] = events;
    }

    /// <summary>The positions of a log's events, ascending.</summary>
    public ReadOnlySpan<int> PositionsOf(int log) => positions.AsSpan(starts[log]..starts[log + 1]);
}
