using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Recovery;

namespace Pawl.Host.Explaining;

/// <summary>Events of a stored log, read as they are asked for, and its saved states. Those that cannot be used are passed over.</summary>
internal sealed class EventsInStore : IEventHistory
{
    private const int PageEvents = 8192;
    private const int MostPages = 16;

    private readonly TapeLog tape;
    private readonly StoredLog stored;
    private readonly EventDecoder decoder = new();

    /// <summary>Those asked for lately, the last one first.</summary>
    private readonly List<(int Number, InputEvent[] Events)> pages = [];
    private readonly List<Snapshot> states = [];

    /// <summary>How many events at the beginning are not there any more; a page that begins among them is read from the next on.</summary>
    private readonly int removed;

    public EventsInStore(TapeLog tape, StoredLog stored)
    {
        this.tape = tape;
        this.stored = stored;
        Count = checked((int)stored.Tail.Records);
        removed = stored.Inputs.After(0) is { } oldest ? (int)oldest.FirstRecord - 1 : Count;
        foreach (ReadOnlyMemory<byte> bytes in stored.Snapshots.NewestFirst())
        {
            try
            {
                Snapshot state = Snapshot.Read(bytes);
                if (state.Tag == stored.Tag && state.Position.Records <= Count)
                {
                    tape.Begin().Load(state.State.Span);
                    states.Add(state);
                }
            }
            catch (Exception unusable) when (unusable is StoreException or StateException)
            {
                // An older one or the log itself serves; 'pawl db status' tells of it.
            }
        }
    }

    public int Count { get; }

    public ref readonly InputEvent this[int position] => ref PageOf(position)[position % PageEvents];

    public ReadOnlySpan<InputEvent> From(int position) => PageOf(position).AsSpan(position % PageEvents);

    public (EngineLog Log, int Position) StateBefore(int position)
    {
        EngineLog log = tape.Begin();
        if (states.Find(s => s.Position.Records < position) is not { } state)
        {
            return (log, 0);
        }

        log.Load(state.State.Span);
        return (log, (int)state.Position.Records);
    }

    private InputEvent[] PageOf(int position) => position < removed ? throw Missing(position + 1) : Page(position / PageEvents);

    private StoreException Missing(long record) =>
        new($"log {stored.Name}: its input log does not hold record {record} any more, which is needed to explain this; explain a later output");

    private InputEvent[] Page(int number)
    {
        int at = pages.FindIndex(p => p.Number == number);
        if (at != 0)
        {
            (int, InputEvent[]) page = at > 0 ? pages[at] : (number, Read(number * PageEvents, Math.Min(PageEvents, Count - (number * PageEvents))));
            if (at > 0 || pages.Count == MostPages)
            {
                pages.RemoveAt(at > 0 ? at : MostPages - 1);
            }

            pages.Insert(0, page);
        }

        return pages[0].Events;
    }

    private InputEvent[] Read(int first, int count)
    {
        InputEvent[] events = new InputEvent[count];
        int read = Math.Clamp(removed - first, 0, count);
        while (read < count)
        {
            long next = first + read + 1;
            InputBatch? batch = stored.Inputs.After(next - 1);
            if (batch is null || batch.FirstRecord > next)
            {
                throw Missing(next);
            }

            decoder.Open(batch.Events);
            for (long record = batch.FirstRecord; read < count && decoder.TryRead(out InputEvent e, out _); record++)
            {
                if (record >= next)
                {
                    events[read++] = e;
                }
            }
        }

        return events;
    }
}
