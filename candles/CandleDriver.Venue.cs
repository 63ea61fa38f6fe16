using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// The venue's own numbers: what was seen already, and what is missing.
public sealed partial class CandleDriver
{
    /// <summary>Begins the event of a tick with venue numbers, unless it was seen before; tells of a hole before it.</summary>
    private bool BeginNumbered(EngineLog log, SymbolFeed feed, in InputEvent e, out bool afterGap)
    {
        afterGap = false;
        if (!IsNew(log, feed, in e, out DataGap gap))
        {
            log.At<DriverState>(state).DuplicateTicks++;
            return false;
        }

        log.BeginEvent();
        if (gap.Received != 0)
        {
            afterGap = true;
            TellGap(log, in e, gap);
        }

        return true;
    }

    private void TellGap(EngineLog log, in InputEvent e, DataGap gap)
    {
        log.At<DriverState>(state).Gaps++;
        log.Outbox.Add(graph.DriverChannel(e.Symbol, 1), e.Time, in gap);
    }

    /// <summary>Marks the bars of a symbol that have begun.</summary>
    private void Mark(EngineLog log, int symbol, CandleFlags flag)
    {
        Mark(log, frames, symbol, flag);
        Mark(log, counted, symbol, flag);
    }

    private static void Mark(EngineLog log, Frame[] among, int symbol, CandleFlags flag)
    {
        foreach (Frame frame in among)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (frame.Symbol == symbol && FormingBar.IsOpen(in bar))
            {
                bar.Flags |= flag;
            }
        }
    }

    /// <summary>
    /// A tick with venue numbers is new unless its sequence is not above the last, or its trade id is among the last
    /// 4 096. Without either nothing is a duplicate: equal rows are common and real.
    /// </summary>
    private static bool IsNew(EngineLog log, SymbolFeed feed, in InputEvent e, out DataGap gap)
    {
        gap = default;
        ref VenueNumbers venue = ref log.At<VenueNumbers>(feed.Venue);
        if (e.Tick.Sequence == 0)
        {
            return Remember(log, feed.Venue, e.Tick.TradeId);
        }

        if (e.Tick.Sequence <= venue.LastSequence)
        {
            return false;
        }

        if (venue.LastSequence != 0 && e.Tick.Sequence > venue.LastSequence + 1)
        {
            gap = new DataGap { Expected = venue.LastSequence + 1, Received = e.Tick.Sequence };
        }

        venue.LastSequence = e.Tick.Sequence;
        return true;
    }

    private static bool Remember(EngineLog log, int offset, long id)
    {
        ref VenueNumbers venue = ref log.At<VenueNumbers>(offset);
        Span<long> ids = MemoryMarshal.CreateSpan(ref log.At<long>(offset + Unsafe.SizeOf<VenueNumbers>()), VenueNumbers.Remembered);

        // Ids mostly rise; only one that does not needs the search.
        if (venue.Count > 0 && id <= venue.HighestId && ids[..venue.Count].Contains(id))
        {
            return false;
        }

        venue.HighestId = venue.Count == 0 ? id : Math.Max(id, venue.HighestId);
        ids[venue.Next] = id;
        venue.Next = (venue.Next + 1) % VenueNumbers.Remembered;
        venue.Count = Math.Min(venue.Count + 1, VenueNumbers.Remembered);
        return true;
    }
}
