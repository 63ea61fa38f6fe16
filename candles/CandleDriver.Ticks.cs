using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// Plain ticks, which nearly all ticks of a candle pipeline are: without venue numbers, of a symbol whose ticks concern only time bars.
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
            if (!IsPlain(in e, events[0].Symbol) || e.Time < log.At<DriverState>(state).Second || !Counts(log, feed, e.Time))
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(in InputEvent e, int symbol) =>
        e.Tick.Size.Raw > 0 && ((e.Head ^ InputEvent.HeadOf(EventKind.Tick, symbol)) | e.Tick.Sequence | e.Tick.TradeId) == 0;

    /// <summary>
    /// Plain ticks that only change forming bars, all of which are open: they lie in the second that is already open,
    /// where no frame can end and no session open or close.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="feed">The symbol's.</param>
    /// <param name="events">The events that come.</param>
    /// <param name="begun">1 where the first event has its number already.</param>
    /// <returns>How many events were taken from the front.</returns>
    private int TakeQuietTicks(EngineLog log, SymbolFeed feed, ReadOnlySpan<InputEvent> events, int begun)
    {
        ref BlockHeader header = ref log.Header;
        int symbol = feed.Symbol;
        long second = log.At<DriverState>(state).Second.Nanoseconds;
        Vector128<long> highest = Vector128.Create(header.Time.Nanoseconds, long.MinValue);
        Vector128<long> lowest = Vector128.Create(long.MaxValue);
        ulong volume = 0;
        long carries = 0;
        int i = 0;
        for (; i < events.Length; i++)
        {
            ref readonly InputEvent e = ref events[i];
            if ((ulong)(e.Time.Nanoseconds - second) >= Second || !IsPlain(in e, symbol))
            {
                break;
            }

            // Time and price lie side by side. Without branches, only the end of the run can be guessed wrong by the processor.
            Vector128<long> timeAndPrice = Vector128.LoadUnsafe(in Unsafe.As<Timestamp, long>(ref Unsafe.AsRef(in e.Time)));
            highest = Vector128.Max(highest, timeAndPrice);
            lowest = Vector128.Min(lowest, timeAndPrice);
            ulong size = (ulong)e.Tick.Size.Raw;
            volume += size;
            carries += volume < size ? 1 : 0;
        }

        if (i > 0)
        {
            foreach (Frame frame in feed.Leaves)
            {
                FormingBar.AddMany(
                    ref log.At<Candle>(frame.Bar), new Price(highest[1]), new Price(lowest[1]), events[i - 1].Tick.Price, new QuantitySum(volume, carries), i);
            }

            header.Sequence += i - begun;
            header.Cycle += i;
            header.Time = new Timestamp(highest[0]);
        }

        return i;
    }

    /// <summary>Whether the ticks of the open second count, and find all bars open.</summary>
    private bool AreQuiet(EngineLog log, SymbolFeed feed)
    {
        foreach (Frame frame in feed.Leaves)
        {
            if (!FormingBar.IsOpen(in log.At<Candle>(frame.Bar)))
            {
                return false;
            }
        }

        return Counts(log, feed, log.At<DriverState>(state).Second);
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
            FormingBar.Add(ref bar, frame, e.Time, e.Tick.Price, e.Tick.Size, ref hint);
            Await(log, bar.CloseTime);
        }
    }
}
