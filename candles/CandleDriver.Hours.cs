using System.Runtime.CompilerServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// Which ticks and quotes count, where an instrument leaves some hours out.
public sealed partial class CandleDriver
{
    /// <summary>Whether ticks and quotes of a moment count: looked up once for each stretch in which all do or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Counts(EngineLog log, SymbolFeed feed, Timestamp time)
    {
        if (feed.Calendar is null)
        {
            return true;
        }

        ref SymbolState known = ref log.At<SymbolState>(feed.State);
        return time >= known.From && time < known.To ? known.Counts != 0 : LookUp(ref known, feed.Calendar, time);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool LookUp(ref SymbolState known, TradingCalendar calendar, Timestamp time)
    {
        bool counts = calendar.TryFind(time, ref known.Hint, out TradingSession session);
        known.Counts = counts ? 1 : 0;
        known.From = counts ? session.Open : calendar.Previous(time).Close;
        known.To = counts ? session.Close : session.Open;
        return counts;
    }
}
