using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// One event: closings up to its time, then the event itself.
public sealed partial class CandleDriver
{
    private void ProcessOne(EngineLog log, in InputEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Tick:
                ProcessTick(log, in e);
                break;
            case EventKind.Quote:
                log.BeginEvent();
                AdvanceTo(log, e.Time);
                log.BeginCycle();
                Tell(log, quotes[e.Symbol], e.Time, in e.Quote);
                break;
            case EventKind.Candle:
                ProcessCandle(log, in e);
                break;
            case EventKind.Clock:
                log.BeginEvent();
                AdvanceTo(log, e.Time);
                log.BeginCycle();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(e), e.Kind, "unknown kind of event");
        }
    }

    private void ProcessTick(EngineLog log, in InputEvent e)
    {
        ref DriverState s = ref log.At<DriverState>(state);
        if ((e.Tick.Sequence | e.Tick.TradeId) == 0)
        {
            log.BeginEvent();
        }
        else if (!BeginNumbered(log, ref s, in e))
        {
            return;
        }

        if (e.Time < s.Second)
        {
            ReportLate(log, ref s, in e);
            return;
        }

        AdvanceTo(log, e.Time);
        log.BeginCycle();
        if (e.Tick.Size.Raw == 0)
        {
            log.At<DriverState>(state).ZeroTicks++;
            return;
        }

        foreach (Frame frame in leaves[e.Symbol])
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            FormingBar.Add(ref bar, frame, e.Time, e.Tick.Price, e.Tick.Size);
            Await(log, bar.CloseTime);
        }

        Tell(log, ticks[e.Symbol], e.Time, in e.Tick);
    }

    /// <summary>Begins the event of a tick with venue numbers, unless it was seen before; tells of a hole before it.</summary>
    private bool BeginNumbered(EngineLog log, ref DriverState s, in InputEvent e)
    {
        if (!IsNew(log, in e, out DataGap gap))
        {
            s.DuplicateTicks++;
            return false;
        }

        log.BeginEvent();
        if (gap.Received != 0)
        {
            s.Gaps++;
            log.Outbox.Add(graph.DriverChannel(e.Symbol, 1), e.Time, in gap);
        }

        return true;
    }

    private void ReportLate(EngineLog log, ref DriverState s, in InputEvent e)
    {
        s.LateTicks++;
        LateTick late = new() { Price = e.Tick.Price, Size = e.Tick.Size, NewestTime = log.Header.Time };
        log.BeginCycle();
        log.Outbox.Add(graph.DriverChannel(e.Symbol, 0), e.Time, in late);
    }

    /// <summary>A candle from outside: it becomes the bar of its own frame and part of the frames above that no bar of its frame feeds.</summary>
    private void ProcessCandle(EngineLog log, in InputEvent e)
    {
        Candle candle = e.Candle;
        log.BeginEvent();
        AdvanceTo(log, candle.Start);
        foreach (Frame frame in frames)
        {
            if (frame.Symbol == e.Symbol && frame.TimeFrame > e.TimeFrame && (frame.Lower is null || frame.Lower.TimeFrame < e.TimeFrame))
            {
                ref Candle bar = ref log.At<Candle>(frame.Bar);
                FormingBar.Add(ref bar, frame, in candle);
                Await(log, bar.CloseTime);
            }
        }

        CloseWith(log, e.Symbol, e.TimeFrame, in candle);
        NoteTime(log, candle.CloseTime);
    }

    /// <summary>Whether candles of a frame can be folded into every larger frame of a symbol; if not, the first that is in the way.</summary>
    public bool Accepts(int symbol, TimeFrame frame, out TimeFrame obstacle)
    {
        Frame? first = frames.FirstOrDefault(f => f.Symbol == symbol && f.TimeFrame > frame && !frame.Divides(f.TimeFrame));
        obstacle = first?.TimeFrame ?? default;
        return first is null;
    }

    private static void Tell<T>(EngineLog log, Source? source, Timestamp time, in T value) where T : unmanaged
    {
        if (source is not null)
        {
            log.Write(source, time, in value);
            log.Run(source.Bit, time);
        }
    }

    /// <summary>
    /// A tick with venue numbers is new unless its sequence is not above the last, or its trade id is among the last
    /// 4 096. Without either nothing is a duplicate: equal rows are common and real.
    /// </summary>
    private bool IsNew(EngineLog log, in InputEvent e, out DataGap gap)
    {
        gap = default;
        int offset = venues + (e.Symbol * VenueBytes);
        ref VenueNumbers venue = ref log.At<VenueNumbers>(offset);
        if (e.Tick.Sequence != 0)
        {
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

        return Remember(log, offset, e.Tick.TradeId);
    }

    private static bool Remember(EngineLog log, int offset, long id)
    {
        ref VenueNumbers venue = ref log.At<VenueNumbers>(offset);
        Span<long> ids = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref log.At<long>(offset + System.Runtime.CompilerServices.Unsafe.SizeOf<VenueNumbers>()), VenueNumbers.Remembered);

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
