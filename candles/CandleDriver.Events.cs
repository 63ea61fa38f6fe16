using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// One event: closings up to its time, then the event itself, then a cycle for each further bar that it completes.
public sealed partial class CandleDriver
{
    private void ProcessOne(EngineLog log, in InputEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Tick:
                ProcessTick(log, feeds[e.Symbol], in e);
                break;
            case EventKind.Quote:
                ProcessQuote(log, feeds[e.Symbol], in e);
                break;
            case EventKind.Candle:
                ProcessCandle(log, feeds[e.Symbol], in e);
                break;
            case EventKind.Clock:
                log.BeginEvent();
                AdvanceTo(log, e.Time);
                log.BeginCycle();
                break;
            case EventKind.Control:
                ProcessControl(log, in e);
                break;
            case EventKind.Roll:
                ProcessRoll(log, feeds[e.Symbol], in e);
                break;
            case EventKind.Fill or EventKind.OrderUpdate:
                ProcessExecution(log, feeds[e.Symbol], in e);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(e), e.Kind, "unknown kind of event");
        }
    }

    private void ProcessTick(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        bool afterGap = false;
        if ((e.Tick.Sequence | e.Tick.TradeId) == 0)
        {
            log.BeginEvent();
        }
        else if (!BeginNumbered(log, feed, in e, out afterGap))
        {
            return;
        }

        if (!afterGap && (e.Flags & InputEvent.AfterGap) != 0)
        {
            afterGap = true;
            TellGap(log, in e, default);
        }

        if (afterGap)
        {
            // Trades are missing: no bar that has begun can be said to be whole.
            Mark(log, e.Symbol, CandleFlags.Incomplete);
        }

        if (e.Time < log.At<DriverState>(state).Second)
        {
            ReportLate(log, e.Symbol, e.Time, e.Tick.Price, e.Tick.Size);
            return;
        }

        AdvanceTo(log, e.Time);
        log.BeginCycle();
        if (e.Tick.Size.Raw == 0 && feed.From != CandleSource.Index)
        {
            log.At<DriverState>(state).ZeroTicks++;
        }
        else if (!Counts(log, feed, e.Time))
        {
            log.At<DriverState>(state).OutsideTicks++;
        }
        else
        {
            TakeTick(log, feed, in e, afterGap);
        }
    }

    private void TakeTick(EngineLog log, SymbolFeed feed, in InputEvent e, bool afterGap)
    {
        ulong concerned = (e.Flags & InputEvent.HasQuote) != 0 ? TakeQuote(log, feed, e.Time, in e.QuotedTick) : 0;
        CandleFlags flags = afterGap ? CandleFlags.Incomplete : CandleFlags.None;
        if (feed.Flow != 0)
        {
            log.At<SymbolFlow>(feed.Flow).Take(in e.Tick, e.Time, feed.Instrument, ref log.At<SymbolState>(feed.State).Hint);
        }

        if (feed.Ticks is { } ticks)
        {
            log.Write(ticks, e.Time, in e.Tick);
            concerned |= ticks.Bit;
        }

        if (feed.From == CandleSource.Trade)
        {
            AddTrade(log, feed, in e);
            concerned |= Count(log, feed, e.Time, e.Tick.Price, e.Tick.Size, flags);
        }
        else if (feed.From == CandleSource.Index)
        {
            concerned |= AddQuoted(log, feed, e.Time, e.Tick.Price, flags);
        }

        if (afterGap)
        {
            Mark(log, e.Symbol, CandleFlags.Incomplete);
        }

        EnterSession(log, feed, e.Time);
        log.Run(concerned, e.Time);
        if (feed.Splits)
        {
            CloseFurther(log, feed, e.Time, e.Tick.Price, flags);
        }
    }

    private void ProcessQuote(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        log.BeginEvent();
        bool afterGap = (e.Flags & InputEvent.AfterGap) != 0;
        if (afterGap)
        {
            TellGap(log, in e, default);
            Mark(log, e.Symbol, CandleFlags.Incomplete);
        }

        bool makesCandles = QuotedPrice.Makes(feed.From);
        Price price = makesCandles ? QuotedPrice.Of(in e.Quote, feed.From) : default;
        if (makesCandles && e.Time < log.At<DriverState>(state).Second)
        {
            ReportLate(log, e.Symbol, e.Time, price, Quantity.Zero);
            return;
        }

        AdvanceTo(log, e.Time);
        log.BeginCycle();
        if (!Counts(log, feed, e.Time))
        {
            log.At<DriverState>(state).OutsideTicks++;
            return;
        }

        ulong concerned = TakeQuote(log, feed, e.Time, in e.Quote);
        if (price.Raw != 0)
        {
            concerned |= AddQuoted(log, feed, e.Time, price, afterGap ? CandleFlags.Incomplete : CandleFlags.None);
        }

        if (afterGap)
        {
            Mark(log, e.Symbol, CandleFlags.Incomplete);
        }

        EnterSession(log, feed, e.Time);
        log.Run(concerned, e.Time);
    }

    private ulong AddQuoted(EngineLog log, SymbolFeed feed, Timestamp time, Price price, CandleFlags flags)
    {
        ref int hint = ref log.At<SymbolState>(feed.State).Hint;
        foreach (Frame frame in feed.Leaves)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            ForgetFlow(log, frame);
            FormingBar.AddQuoted(ref bar, frame, time, price, ref hint);
            Await(log, bar.CloseTime);
        }

        return Count(log, feed, time, price, Quantity.Zero, flags);
    }

    private void ReportLate(EngineLog log, int symbol, Timestamp time, Price price, Quantity size)
    {
        log.At<DriverState>(state).LateTicks++;
        LateTick late = new() { Price = price, Size = size, NewestTime = log.Header.Time };
        log.BeginCycle();
        log.Outbox.Add(graph.DriverChannel(symbol, 0), time, in late);
    }

    /// <summary>A candle from outside: it becomes the bar of its own frame and part of the frames above that no bar of its frame feeds.</summary>
    private void ProcessCandle(EngineLog log, SymbolFeed feed, in InputEvent e)
    {
        Candle candle = e.Candle;
        Timestamp anchor = feed.Instrument.Sessions.AnchorOf(in candle, e.TimeFrame);
        log.BeginEvent();
        // A label's day may open after midnight UTC: what ends before that is over. Never beyond the event's own time.
        AdvanceTo(log, anchor > candle.Start ? Earlier(anchor, candle.CloseTime) : candle.Start);
        foreach (Frame frame in frames)
        {
            if (frame.Symbol == e.Symbol && frame.TimeFrame > e.TimeFrame && (frame.Lower is null || frame.Lower.TimeFrame < e.TimeFrame))
            {
                Fold(log, feed, frame, in candle, anchor);
            }
        }

        CloseWith(log, feed, e.TimeFrame, in candle, anchor);
        NoteTime(log, candle.CloseTime);
    }

    private static Timestamp Earlier(Timestamp left, Timestamp right) => left < right ? left : right;

    private void Fold(EngineLog log, SymbolFeed feed, Frame frame, in Candle candle, Timestamp anchor)
    {
        ref Candle bar = ref log.At<Candle>(frame.Bar);
        ForgetFlow(log, frame);
        FormingBar.Add(ref bar, frame, in candle, frame.IsEpoch ? candle.Start : anchor, ref log.At<SymbolState>(feed.State).Hint);
        Await(log, bar.CloseTime);
    }

    /// <summary>Whether candles of a frame can be folded into every larger frame of a symbol; if not, the first that is in the way.</summary>
    public bool Accepts(int symbol, TimeFrame frame, out TimeFrame obstacle)
    {
        var rule = new BarRule(frame, feeds[symbol].Instrument);
        Frame? first = frames.FirstOrDefault(f => f.Symbol == symbol && f.TimeFrame > frame && !rule.MayFeed(f.Rule));
        obstacle = first?.TimeFrame ?? default;
        return first is null;
    }
}
