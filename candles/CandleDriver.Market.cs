using System.Runtime.CompilerServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// What kinds know of the session and the instrument: kept for the symbols that some node asks it of.
public sealed partial class CandleDriver
{
    /// <summary>Sees to it that the session of a moment has begun; looked up once for each session.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EnterSession(EngineLog log, SymbolFeed feed, Timestamp time)
    {
        if (IsNewSession(log, feed, time))
        {
            BeginSession(log, feed, time);
        }
    }

    /// <summary>Whether a node asks for the session of a moment and the one that is known is over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNewSession(EngineLog log, SymbolFeed feed, Timestamp time) =>
        feed.Market != 0 && (time >= log.At<Cell<Market>>(feed.Market).Value.SessionClose || log.At<Cell<Market>>(feed.Market).Cycle == 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BeginSession(EngineLog log, SymbolFeed feed, Timestamp time)
    {
        Market market = Market.Of(feed.Instrument, time, ref log.At<SymbolState>(feed.State).Hint);
        log.SetMarket(feed.Symbol, time, in market);
    }
}
