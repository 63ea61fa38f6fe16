using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// What became of an order wakes the strategy that gave it, and, where it was filled, those who read what is held.
public sealed partial class CandleDriver
{
    private void ProcessExecution(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        log.BeginEvent();
        // The fills inside a candle from outside are known at its end and come before it: what ends with it is not over yet.
        AdvanceTo(log, e.Time.AddNanoseconds(-1));
        NoteTime(log, e.Time);
        log.BeginCycle();
        if (feed.Orders.TryGetValue(e.Execution.Strategy, out Source? orders))
        {
            // Time does not go back: a report that was overtaken belongs to the moment at which it came.
            Timestamp now = log.Header.Time;
            EnterSession(log, feed, now);
            log.Write(orders, now, in e.Execution);
            log.Run(orders.Bit | CountFill(log, feed, now, in e.Execution), now);
        }
    }

    /// <summary>Adds a fill to what is held of the symbol.</summary>
    /// <returns>The source that it concerns; 0 where it concerns none.</returns>
    private static ulong CountFill(EngineLog log, SymbolFeed feed, Timestamp now, in Execution execution)
    {
        if (feed.Position is not { } source || execution.IsFill == 0)
        {
            return 0;
        }

        NetPosition position = log.At<Cell<NetPosition>>(source.Cell).Value;
        position.Add(execution.Quantity, execution.Price);
        log.Write(source, now, in position);
        return source.Bit;
    }
}
