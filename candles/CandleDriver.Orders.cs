using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// What became of an order wakes the strategy that gave it, and nobody else.
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
            log.Run(orders.Bit, now);
        }
    }
}
