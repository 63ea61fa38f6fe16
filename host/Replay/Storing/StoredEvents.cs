using Pawl.Engine;
using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>The input log of a stored log, event by event.</summary>
/// <param name="stored">The log.</param>
/// <param name="after">Behind which it begins; null for the beginning.</param>
internal sealed class StoredEvents(StoredLog stored, LogPosition? after = null)
{
    private readonly EventDecoder decoder = new();
    private InputEvent current;
    private long read = (after ?? stored.Removed).Records;
    private bool isOpen;

    /// <summary>The log's name.</summary>
    public string Log => stored.Name;

    /// <summary>The event, after a successful <see cref="MoveNext"/>.</summary>
    public ref readonly InputEvent Current => ref current;

    /// <summary>Whether it was made here.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Its number, or that of the last numbered event before it.</summary>
    public long Sequence { get; private set; } = (after ?? stored.Removed).Sequence;

    public bool MoveNext()
    {
        EventMarks marks;
        while (!isOpen || !decoder.TryRead(out current, out marks))
        {
            // What this process stores itself lies beyond the tail.
            if (read == stored.Tail.Records)
            {
                isOpen = false;
                return false;
            }

            InputBatch? batch = stored.Inputs.After(read);
            if (batch is null || batch.FirstRecord > read + 1)
            {
                throw new StoreException($"log {stored.Name}: its input log holds nothing of record {read + 1}; begin a new run without --resume");
            }

            decoder.Open(batch.Events);
            isOpen = true;
            for (long before = batch.FirstRecord; before <= read; before++)
            {
                decoder.TryRead(out current, out marks);
            }
        }

        read++;
        IsOwn = (marks & EventMarks.Own) != EventMarks.None;
        Sequence += (marks & EventMarks.Duplicate) == EventMarks.None ? 1 : 0;
        return true;
    }
}
