using Pawl.Engine;
using Pawl.Host.Verification;

namespace Pawl.Host.Explaining;

/// <summary>Events that were read from files, all of them held in memory.</summary>
internal sealed class EventsInMemory(TapeLog tape) : IEventHistory
{
    private const int PageEvents = 4096;

    private readonly List<InputEvent[]> pages = [];

    public int Count { get; private set; }

    public ref readonly InputEvent this[int position] => ref pages[position / PageEvents][position % PageEvents];

    public void Add(ReadOnlySpan<InputEvent> events)
    {
        foreach (ref readonly InputEvent e in events)
        {
            if (Count % PageEvents == 0)
            {
                pages.Add(new InputEvent[PageEvents]);
            }

            pages[^1][Count++ % PageEvents] = e;
        }
    }

    public ReadOnlySpan<InputEvent> From(int position) =>
        pages[position / PageEvents].AsSpan(position % PageEvents, Math.Min(PageEvents - (position % PageEvents), Count - position));

    public (EngineLog Log, int Position) StateBefore(int position) => (tape.Begin(), 0);
}
