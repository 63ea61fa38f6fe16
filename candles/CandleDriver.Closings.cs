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
        while (log.At<DriverState>(state).NextClose is var next && next <= time)
        {
            CloseAt(log, next);
        }

        NoteTime(log, time);
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
            s.Second = new Timestamp(time.Nanoseconds - FloorModulo(time.Nanoseconds, Second));
        }

        if (time > log.Header.Time || log.Header.Sequence == 1)
        {
            log.Header.Time = time;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long FloorModulo(long value, long by)
    {
        long rest = value % by;
        return rest < 0 ? rest + by : rest;
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

    private void CloseAt(EngineLog log, Timestamp instant)
    {
        log.BeginCycle();
        ulong concerned = 0;
        Timestamp next = FormingBar.Never;
        foreach (Frame frame in frames)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (bar.CloseTime != instant)
            {
                next = bar.CloseTime < next ? bar.CloseTime : next;
                continue;
            }

            concerned |= Confirm(log, frame, instant, in bar);
            FormingBar.Close(ref bar);
        }

        foreach ((Source source, int at) in clocks)
        {
            ref Timestamp boundary = ref log.At<Timestamp>(at);
            if (boundary == instant)
            {
                log.Write(source, instant, in instant);
                concerned |= source.Bit;
                boundary = source.TimeFrame.EndOf(instant);
            }

            next = boundary < next ? boundary : next;
        }

        log.At<DriverState>(state).NextClose = next;
        log.Run(concerned, instant);
    }

    /// <summary>Closes an outside candle together with the bars of its symbol that end with it.</summary>
    private void CloseWith(EngineLog log, int symbol, TimeFrame own, in Candle candle)
    {
        log.BeginCycle();
        Timestamp instant = candle.CloseTime;
        ulong concerned = 0;
        Timestamp next = FormingBar.Never;
        foreach (Frame frame in frames)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (frame.Symbol == symbol)
            {
                if (frame.TimeFrame == own)
                {
                    bar = candle;
                }

                if (bar.CloseTime <= instant)
                {
                    concerned |= Confirm(log, frame, instant, in bar);
                    FormingBar.Close(ref bar);
                    if (frame.TimeFrame == own)
                    {
                        // An outside candle need not begin on a boundary; the bars that are counted on from it do.
                        bar.Start = own.StartOf(bar.Start);
                    }
                }
            }

            next = bar.CloseTime < next ? bar.CloseTime : next;
        }

        foreach ((_, int at) in clocks)
        {
            Timestamp boundary = log.At<Timestamp>(at);
            next = boundary < next ? boundary : next;
        }

        log.At<DriverState>(state).NextClose = next;
        log.Run(concerned, instant);
    }

    /// <summary>Hands a finished bar to the graph and to the frames that are built from it.</summary>
    private static ulong Confirm(EngineLog log, Frame frame, Timestamp instant, in Candle bar)
    {
        log.Write(frame.Source, instant, in bar);
        foreach (Frame higher in frame.Higher)
        {
            FormingBar.Add(ref log.At<Candle>(higher.Bar), higher, in bar);
        }

        return frame.Source.Bit;
    }

    private void StartClocks(EngineLog log, Timestamp time)
    {
        foreach ((Source source, int at) in clocks)
        {
            Timestamp boundary = source.TimeFrame.EndOf(source.TimeFrame.StartOf(time));
            log.At<Timestamp>(at) = boundary;
            Await(log, boundary);
        }
    }
}
