using System.Runtime.CompilerServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// Closing bars: in the order of time; all that end at one instant close in one cycle, the smaller frame first.
public sealed partial class CandleDriver
{
    /// <summary>Closes everything that ends at or before a time.</summary>
    private void AdvanceTo(EngineLog log, Timestamp time)
    {
        if (log.At<DriverState>(state).NextClose <= time)
        {
            CloseUpTo(log, time);
        }

        NoteTime(log, time);
    }

    private void CloseUpTo(EngineLog log, Timestamp time)
    {
        if (fillsGaps && !log.IsScratch)
        {
            CloseAndFill(log, time);
            return;
        }

        while (log.At<DriverState>(state).NextClose is var next && next <= time)
        {
            if (nests)
            {
                CloseNested(log, next);
            }
            else
            {
                CloseAt(log, next, []);
            }
        }
    }

    private void CloseAndFill(EngineLog log, Timestamp time)
    {
        // Nobody has more frames than the stack can hold, unless to see what happens.
        Span<int> synthetic = frames.Length <= 1024 ? stackalloc int[frames.Length] : new int[frames.Length];
        synthetic.Clear();
        while (log.At<DriverState>(state).NextClose is var next && next <= time)
        {
            CloseAt(log, next, synthetic);
        }
    }

    /// <summary>Moves the newest time and the newest whole second; time never goes back.</summary>
    private void NoteTime(EngineLog log, Timestamp time)
    {
        ref DriverState s = ref log.At<DriverState>(state);
        ulong ahead = (ulong)(time.Nanoseconds - s.Second.Nanoseconds);
        if (time >= s.Second && ahead >= Second)
        {
            if (s.Second == Timestamp.MinValue)
            {
                StartClocks(log, time);
            }

            // Always divided: by a constant that is less than a wrong guess of what comes next.
            s.Second = time.StartOfSecond();
        }

        if (time > log.Header.Time || log.Header.Sequence == 1)
        {
            log.Header.Time = time;
        }
    }

    /// <summary>Remembers that something ends at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Await(EngineLog log, Timestamp end)
    {
        ref DriverState s = ref log.At<DriverState>(state);
        if (end < s.NextClose)
        {
            s.NextClose = end;
        }
    }

    /// <summary>Closes everything that ends at an instant.</summary>
    /// <param name="log">The log.</param>
    /// <param name="instant">The earliest at which something ends.</param>
    /// <param name="synthetic">Counts the bars without a trade that this event made, by frame; empty where none are to be made.</param>
    private void CloseAt(EngineLog log, Timestamp instant, Span<int> synthetic)
    {
        log.BeginCycle();
        ulong concerned = 0;
        Timestamp next = FormingBar.Never;
        for (int i = 0; i < frames.Length; i++)
        {
            Frame frame = frames[i];
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (bar.CloseTime != instant)
            {
                next = bar.CloseTime < next ? bar.CloseTime : next;
                continue;
            }

            EnterSession(log, feeds[frame.Symbol], bar.Start);
            concerned |= Confirm(log, frame, instant, in bar);
            if (!synthetic.IsEmpty && frame.FillsGaps)
            {
                FillGap(log, frame, ref bar, instant, ref synthetic[i]);
                next = bar.CloseTime < next ? bar.CloseTime : next;
            }
            else
            {
                FormingBar.Close(ref bar);
            }
        }

        foreach (Clock clock in clocks)
        {
            ref Timestamp boundary = ref log.At<Timestamp>(clock.Next);
            if (boundary == instant)
            {
                EnterSession(log, feeds[clock.Source.Symbol], instant.AddNanoseconds(-1));
                log.Write(clock.Source, instant, in instant);
                concerned |= clock.Source.Bit;
                boundary = NextBoundary(log, clock, instant);
            }

            next = boundary < next ? boundary : next;
        }

        log.At<DriverState>(state).NextClose = next;
        log.Run(concerned, instant);
    }

    /// <summary>
    /// <see cref="CloseAt"/> where frames nest: an awaited bar lies inside the awaited ones of all larger frames, so none of these
    /// ends before it, and nothing beyond the first that goes on is looked at.
    /// </summary>
    private void CloseNested(EngineLog log, Timestamp instant)
    {
        log.BeginCycle();
        ulong concerned = 0;
        Timestamp next = FormingBar.Never;
        foreach (Frame frame in frames)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (bar.CloseTime == instant)
            {
                EnterSession(log, feeds[frame.Symbol], bar.Start);
                concerned |= Confirm(log, frame, instant, in bar);
                FormingBar.Close(ref bar);
            }
            else if (FormingBar.IsAwaited(in bar))
            {
                next = bar.CloseTime;
                break;
            }
        }

        log.At<DriverState>(state).NextClose = next;
        log.Run(concerned, instant);
    }

    /// <summary>Closes an outside candle together with the bars of its symbol that end with it.</summary>
    private void CloseWith(EngineLog log, SymbolFeed feed, TimeFrame own, in Candle candle, Timestamp anchor)
    {
        log.BeginCycle();
        EnterSession(log, feed, anchor);
        Timestamp instant = candle.CloseTime;
        ulong concerned = 0;
        foreach (Frame frame in frames)
        {
            if (frame.Symbol != feed.Symbol)
            {
                continue;
            }

            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (frame.TimeFrame == own)
            {
                bar = candle;
                ForgetFlow(log, frame);
            }

            if (bar.CloseTime <= instant)
            {
                concerned |= ConfirmWith(log, frame, instant, ref bar);
            }
        }

        FindNextClose(log);
        log.Run(concerned, instant);
    }

    /// <summary>Looks for the earliest instant at which something closes.</summary>
    private void FindNextClose(EngineLog log)
    {
        ref DriverState s = ref log.At<DriverState>(state);
        s.NextClose = FormingBar.Never;
        foreach (Frame frame in frames)
        {
            Await(log, log.At<Candle>(frame.Bar).CloseTime);
        }

        foreach (Clock clock in clocks)
        {
            Await(log, log.At<Timestamp>(clock.Next));
        }
    }

    /// <summary>A bar that ends with an outside candle. What trades made of the time inside is unknown, so no smaller bar is said to be without any.</summary>
    private static ulong ConfirmWith(EngineLog log, Frame frame, Timestamp instant, ref Candle bar)
    {
        if (FormingBar.IsSynthetic(in bar))
        {
            FormingBar.Close(ref bar);
            return 0;
        }

        ulong concerned = Confirm(log, frame, instant, in bar);
        FormingBar.Close(ref bar);
        if (frame.IsEpoch)
        {
            // An outside candle need not begin on a boundary; the bars that are counted on from it do.
            bar.Start = frame.TimeFrame.StartOf(bar.Start);
        }

        if (frame.FillsGaps)
        {
            AwaitNext(log, frame, ref bar, instant);
        }

        return concerned;
    }

    /// <summary>Hands a finished bar to the graph and to the frames that are built from it.</summary>
    private static ulong Confirm(EngineLog log, Frame frame, Timestamp instant, in Candle bar)
    {
        Say(log, frame, instant, in bar);
        if (FormingBar.IsSynthetic(in bar))
        {
            return frame.Source.Bit;
        }

        foreach (Frame higher in frame.Higher)
        {
            if (higher.Flow != 0)
            {
                AddFlow(log, frame, higher, begins: !FormingBar.IsOpen(in log.At<Candle>(higher.Bar)));
            }

            FormingBar.Add(ref log.At<Candle>(higher.Bar), higher, in bar, bar.Start, ref log.At<SymbolState>(frame.SymbolState).Hint);
        }

        return frame.Source.Bit;
    }

    private void StartClocks(EngineLog log, Timestamp time)
    {
        foreach (Clock clock in clocks)
        {
            Timestamp boundary = clock.Rule.At(time, ref log.At<SymbolState>(feeds[clock.Source.Symbol].State).Hint).End;
            log.At<Timestamp>(clock.Next) = boundary;
            Await(log, boundary);
        }
    }

    private Timestamp NextBoundary(EngineLog log, Clock clock, Timestamp boundary) => clock.Rule.IsEpoch
        ? FormingBar.EndOf(boundary, clock.Source.TimeFrame.Nanoseconds)
        : clock.Rule.At(boundary, ref log.At<SymbolState>(feeds[clock.Source.Symbol].State).Hint).End;
}
