using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// The roll of a continuous future: what ends by then closes, and another contract's prices and numbers follow.
public sealed partial class CandleDriver
{
    private void ProcessRoll(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        log.BeginEvent();
        AdvanceTo(log, e.Time);
        Mark(log, e.Symbol, CandleFlags.Rolled);
        // The next contract's trades have sequence numbers and ids of their own.
        log.At<VenueNumbers>(feed.Venue) = default;
        log.BeginCycle();
        Roll roll = new()
        {
            FromContract = e.Roll.From.ToText64(),
            ToContract = e.Roll.To.ToText64(),
            FromClose = e.Roll.FromClose,
            ToClose = e.Roll.ToClose,
            Offset = e.Roll.Offset,
            Factor = e.Roll.Factor,
        };
        log.Outbox.Add(graph.DriverChannel(e.Symbol, 2), e.Time, in roll);
    }
}
