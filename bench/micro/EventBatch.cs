using Pawl.Bench.Baselines;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench;

/// <summary>Trades as input events.</summary>
public static class EventBatch
{
    /// <summary>All of them, in memory.</summary>
    public static InputEvent[] Of(ReadOnlySpan<RawTick> ticks)
    {
        InputEvent[] events = Room(ticks.Length);
        Fill(events, ticks);
        return events;
    }

    /// <summary>Room for trades that come a batch at a time: what they have in common is there already.</summary>
    public static InputEvent[] Room(int count)
    {
        var events = new InputEvent[count];
        events.AsSpan().Fill(new InputEvent { Kind = EventKind.Tick });
        return events;
    }

    /// <summary>Writes what trades differ in.</summary>
    public static void Fill(Span<InputEvent> room, ReadOnlySpan<RawTick> ticks)
    {
        room = room[..ticks.Length];
        for (int i = 0; i < room.Length; i++)
        {
            Fill(ref room[i], in ticks[i]);
        }
    }

    /// <summary>Writes what a trade differs in from others.</summary>
    public static void Fill(ref InputEvent to, in RawTick tick)
    {
        to.Time = new Timestamp(tick.Time);
        to.Tick.Price = new Price(tick.Price);
        to.Tick.Size = new Quantity(tick.Size);
    }
}
