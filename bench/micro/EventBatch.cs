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
        var events = new InputEvent[ticks.Length];
        Fill(events, ticks);
        return events;
    }

    /// <summary>Writes each trade into the event at its place, as a reader of files does.</summary>
    public static void Fill(Span<InputEvent> events, ReadOnlySpan<RawTick> ticks)
    {
        for (int i = 0; i < ticks.Length; i++)
            Write(ref events[i], in ticks[i]);
    }

    public static void Write(ref InputEvent to, in RawTick tick)
    {
        to.Kind = EventKind.Tick;
        to.Flags = 0;
        to.Symbol = 0;
        to.Time = new Timestamp(tick.Time);
        to.Tick.Price = new Price(tick.Price);
        to.Tick.Size = new Quantity(tick.Size);
        to.Tick.Side = AggressorSide.Unknown;
        to.Tick.TradeId = 0;
        to.Tick.Sequence = 0;
    }
}
