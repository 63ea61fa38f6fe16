namespace Pawl.Host.Web.Live;

/// <summary>One message in a window.</summary>
/// <param name="Sequence">The number of the event that caused it.</param>
/// <param name="Index">Its number among the outputs of that event.</param>
/// <param name="Line">The canonical line, without its line feed.</param>
public sealed record WindowEntry(long Sequence, long Index, ReadOnlyMemory<byte> Line);

/// <summary>
/// The newest messages of one stream, bounded in number and in bytes. One thread writes; any other reads without a lock and without
/// holding the writer up: what is overwritten while it reads, and all that is older, is left out, so that what it gets are neighbours.
/// </summary>
/// <param name="capacity">How many messages it holds at most.</param>
/// <param name="bytes">How many bytes of lines, but for the newest one, which it always holds.</param>
public sealed class MarketDataWindow(int capacity, long bytes)
{
    private readonly WindowEntry?[] ring = new WindowEntry?[capacity];
    private long first;
    private long next;
    private long held;
    private long most = bytes;

    /// <summary>How many messages have been forgotten.</summary>
    public long Forgotten => Volatile.Read(ref first);

    /// <summary>How many messages it was ever given.</summary>
    public long Added => Volatile.Read(ref next);

    /// <summary>How many messages it holds.</summary>
    public int Count => (int)(Volatile.Read(ref next) - Volatile.Read(ref first));

    /// <summary>The newest message; null while there is none.</summary>
    public WindowEntry? Newest => Volatile.Read(ref next) is > 0 and var end ? ring[(end - 1) % capacity] : null;

    /// <summary>The oldest message that it holds; null while there is none. For the thread that writes.</summary>
    public WindowEntry? Oldest => next > first ? ring[first % capacity] : null;

    /// <summary>The bytes of its lines. For the thread that writes.</summary>
    public long Held => held;

    public void Add(WindowEntry entry)
    {
        while (next - first == capacity || (next > first && held + entry.Line.Length > most))
        {
            RemoveOldest();
        }

        ring[next % capacity] = entry;
        held += entry.Line.Length;
        Volatile.Write(ref next, next + 1);
    }

    /// <summary>Holds no more than so many bytes from now on, but for the newest message. For the thread that writes.</summary>
    public void Limit(long share)
    {
        most = Math.Min(most, share);
        while (next - first > 1 && held > most)
        {
            RemoveOldest();
        }
    }

    /// <summary>The newest messages, oldest first.</summary>
    public List<WindowEntry> Last(int count)
    {
        long end = Volatile.Read(ref next);
        List<WindowEntry> found = [];
        for (long i = Math.Max(Volatile.Read(ref first), end - count); i < end; i++)
        {
            // A slot that was emptied or filled anew meanwhile is older than the window, and so is all that was found before it.
            if (Volatile.Read(ref ring[i % capacity]) is { } entry && i >= Volatile.Read(ref first))
            {
                found.Add(entry);
            }
            else
            {
                found.Clear();
            }
        }

        return found;
    }

    private void RemoveOldest()
    {
        ref WindowEntry? oldest = ref ring[first % ring.Length];
        held -= oldest!.Line.Length;
        Volatile.Write(ref first, first + 1);
        oldest = null;
    }
}
