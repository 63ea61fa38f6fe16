using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// The forming bar, evaluated on a copy: what would be said if the bar ended now.
public sealed partial class CandleDriver
{
    /// <summary>
    /// Evaluates the forming bar of a frame as if it ended without a further trade. The outputs are in the scratch log's
    /// outbox: those of the frame at the returned end are its preview. The log itself stays as it was, byte for byte.
    /// </summary>
    /// <param name="log">The log, between two events.</param>
    /// <param name="scratch">A log made by <see cref="EngineLog.CreateScratch"/>; used again and again.</param>
    /// <param name="symbol">Index into the log's symbols.</param>
    /// <param name="frame">A time frame of the graph.</param>
    /// <param name="end">The end of the forming bar.</param>
    /// <returns>False when no bar of the frame is forming.</returns>
    public bool Preview(EngineLog log, EngineLog scratch, int symbol, TimeFrame frame, out Timestamp end)
    {
        end = FrameOf(symbol, frame) is { } found ? FormingEnd(log, found) : FormingBar.Never;
        if (end == FormingBar.Never)
        {
            return false;
        }

        log.CopyTo(scratch, MayCloseBy(log, end));
        DropSynthetic(scratch);
        scratch.BeginEvent();
        AdvanceTo(scratch, end);
        return true;
    }

    /// <summary>
    /// A second log in the same state, in which no bar without a trade is awaited or made: what it says when a clock event ends
    /// the forming bar of a frame is what <see cref="Preview"/> has to say.
    /// </summary>
    public EngineLog ForkUnfilled(EngineLog log)
    {
        if (!fillsGaps)
        {
            return log.Fork();
        }

        EngineLog fork = log.ForkScratch();
        DropSynthetic(fork);
        return fork;
    }

    /// <summary>The bars of trades, volume and range that are forming, as they are; they end with no instant, so the close time is that of the log.</summary>
    public IEnumerable<(Source Source, FlowCandle Bar)> FormingCounted(EngineLog log)
    {
        foreach (Frame frame in counted)
        {
            Candle bar = log.At<Candle>(frame.Bar);
            if (FormingBar.IsAwaited(in bar))
            {
                bar.CloseTime = log.Header.Time;
                bar.Trades = feeds[frame.Symbol].From == CandleSource.Trade ? bar.Trades : -1;
                yield return (frame.Source, frame.Flow != 0 ? FlowOf(log, frame).Of(in bar) : FlowCandle.Unknown(in bar));
            }
        }
    }

    /// <summary>When something closes next: a clock event before that would change nothing.</summary>
    public Timestamp NextClose(EngineLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return log.At<DriverState>(state).NextClose;
    }

    /// <summary>The end of the last bar that is forming; null when none is.</summary>
    public Timestamp? LastOpenEnd(EngineLog log)
    {
        Timestamp? last = null;
        foreach (Frame frame in frames)
        {
            Timestamp end = FormingEnd(log, frame);
            if (end != FormingBar.Never && (last is null || end > last))
            {
                last = end;
            }
        }

        return last;
    }

    /// <summary>When the forming bar of a frame ends: its own end, or that of the bar which a forming smaller bar will open.</summary>
    private static Timestamp FormingEnd(EngineLog log, Frame frame)
    {
        // A copy: asking leaves the log as it is.
        int hint = log.At<SymbolState>(frame.SymbolState).Hint;
        for (Frame? lower = frame; lower is not null; lower = lower.Lower)
        {
            ref readonly Candle bar = ref log.At<Candle>(lower.Bar);
            if (FormingBar.IsOpen(in bar))
            {
                return lower == frame ? bar.CloseTime : frame.Rule.At(bar.Start, ref hint).End;
            }
        }

        return FormingBar.Never;
    }

    private Frame? FrameOf(int symbol, TimeFrame timeFrame)
    {
        foreach (Frame frame in frames)
        {
            if (frame.Symbol == symbol && frame.TimeFrame == timeFrame)
            {
                return frame;
            }
        }

        return null;
    }

    private ulong MayCloseBy(EngineLog log, Timestamp end)
    {
        ulong sources = 0;
        foreach (Frame frame in frames)
        {
            if (FormingEnd(log, frame) <= end)
            {
                sources |= frame.Source.Bit;
            }
        }

        foreach (Clock clock in clocks)
        {
            if (log.At<Timestamp>(clock.Next) <= end)
            {
                sources |= clock.Source.Bit;
            }
        }

        return sources;
    }

    /// <summary>Sources that never had a value and have none forming, and the ids of the nodes that read them.</summary>
    public IEnumerable<(Source Source, IReadOnlyList<string> Nodes)> Starved(EngineLog log)
    {
        foreach (Source source in graph.Sources)
        {
            bool forming = source.Kind == ReferenceKind.Candle && FrameOf(source.Symbol, source.TimeFrame) is { } frame
                && FormingEnd(log, frame) != FormingBar.Never;
            if (log.At<long>(source.Cell) == 0 && !forming && source.Kind is not (ReferenceKind.Clock or ReferenceKind.Orders or ReferenceKind.Position))
            {
                yield return (source, [.. graph.ReadersOf(source).Select(n => n.Id)]);
            }
        }
    }
}
