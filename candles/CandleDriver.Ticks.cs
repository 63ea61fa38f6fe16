using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// Plain ticks, which nearly all ticks are: without venue numbers, of a symbol whose ticks concern only time bars and nodes that read them.
public sealed partial class CandleDriver
{
    /// <summary>Takes plain ticks from the front.</summary>
    /// <returns>How many events were taken.</returns>
    private int TakePlainTicks(EngineLog log, ReadOnlySpan<InputEvent> events)
    {
        SymbolFeed feed = feeds[events[0].Symbol];
        if (!feed.IsPlain)
        {
            return 0;
        }

        int i = AreQuiet(log, feed) ? TakeQuietTicks(log, feed, events, begun: 0) : 0;
        while (i < events.Length)
        {
            ref readonly InputEvent e = ref events[i];
            if (!PlainRun.IsPlain(in e, feed.TickHead) || e.Time < log.At<DriverState>(state).Second || !Counts(log, feed, e.Time)
                || (feed.Ticks is not null && IsNewSession(log, feed, e.Time)))
            {
                return i;
            }

            log.BeginEvent();
            AdvanceTo(log, e.Time);
            OpenBars(log, feed, in e);
            i += TakeQuietTicks(log, feed, events[i..], begun: 1);
        }

        return i;
    }

    /// <summary>
    /// Plain ticks that close nothing and find all bars open: they lie in the second that is already open, where no frame can
    /// end and no session open or close.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="feed">The symbol's.</param>
    /// <param name="events">The events that come.</param>
    /// <param name="begun">1 where the first event has its number already.</param>
    /// <returns>How many events were taken from the front.</returns>
    private int TakeQuietTicks(EngineLog log, SymbolFeed feed, ReadOnlySpan<InputEvent> events, int begun)
    {
        PlainRun.Take(events, feed.TickHead, log.At<DriverState>(state).Second, out PlainRun run);
        if (run.Count > 0)
        {
            foreach (Frame frame in feed.Leaves)
            {
                FormingBar.AddRun(ref log.At<Candle>(frame.Bar), in run);
            }

            ref BlockHeader header = ref log.Header;
            header.Time = run.Newest > header.Time ? run.Newest : header.Time;
            if (feed.Ticks is { } ticks)
            {
                // No node sees a bar that is forming, so the bars may be ahead of it.
                log.RunTicks(ticks, events[..run.Count], begun);
            }
            else
            {
                header.Sequence += run.Count - begun;
                header.Cycle += run.Count;
            }
        }

        return run.Count;
    }

    /// <summary>Whether the ticks of the open second count, and find all bars open and its session begun.</summary>
    private bool AreQuiet(EngineLog log, SymbolFeed feed)
    {
        foreach (Frame frame in feed.Leaves)
        {
            if (!FormingBar.IsOpen(in log.At<Candle>(frame.Bar)))
            {
                return false;
            }
        }

        Timestamp second = log.At<DriverState>(state).Second;
        return Counts(log, feed, second) && (feed.Ticks is null || !IsNewSession(log, feed, second));
    }

    /// <summary>Makes sure that all bars are open, without the trade that opens them.</summary>
    private void OpenBars(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        foreach (Frame frame in feed.Leaves)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (!FormingBar.IsOpen(in bar))
            {
                FormingBar.Open(ref bar, frame, e.Time, e.Tick.Price, ref log.At<SymbolState>(frame.SymbolState).Hint);
                Await(log, bar.CloseTime);
            }
        }
    }

    private void AddTrade(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        ref int hint = ref log.At<SymbolState>(feed.State).Hint;
        foreach (Frame frame in feed.Leaves)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (frame.Flow != 0)
            {
                AddFlow(log, feed, frame, begins: !FormingBar.IsOpen(in bar), e.Tick.Price, e.Tick.Size);
            }

            FormingBar.Add(ref bar, frame, e.Time, e.Tick.Price, e.Tick.Size, ref hint);
            Await(log, bar.CloseTime);
        }
    }
}
