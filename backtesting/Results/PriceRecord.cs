using Pawl.Backtesting.Statistics;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>
/// What a symbol cost over time: bars for a picture, in bounded memory, and the last price of each trading day. Trades count where
/// there are any, else candles, else the middle of quotes.
/// </summary>
/// <param name="instrument">Says which trading day it is.</param>
public sealed class PriceRecord(Instrument instrument)
{
    private const long Bucket = 60 * Timestamp.NanosecondsPerSecond;

    private readonly List<DayPrice> days = [];
    private BoundedBars bars = new();
    private EventKind source = EventKind.None;
    private TimeFrame frame;
    private Timestamp from;
    private Timestamp to;
    private long bucket = long.MinValue;
    private long open;
    private long high;
    private long low;
    private long close;
    private int hint;

    /// <summary>The bars so far; <see cref="Finish"/> adds the last.</summary>
    public IReadOnlyList<PictureBar> Bars => bars.Bars;

    /// <summary>The first price, from which a benchmark counts; 0 before it.</summary>
    public double First { get; private set; }

    /// <summary>Decimals of its prices.</summary>
    public int Decimals { get; private set; }

    /// <summary>The last price of each trading day.</summary>
    public IReadOnlyList<DayPrice> Days => days;

    /// <summary>Takes an event of the symbol.</summary>
    public void Take(in InputEvent e)
    {
        if (e.Kind is not (EventKind.Tick or EventKind.Candle or EventKind.Quote))
        {
            return;
        }

        if (e.Kind != source && !Takes(e.Kind))
        {
            return;
        }

        switch (e.Kind)
        {
            case EventKind.Tick:
                Price(e.Time, e.Tick.Price.Raw, e.Tick.Price.Raw, e.Tick.Price.Raw, e.Tick.Price.Raw);
                break;
            case EventKind.Candle when frame == default || e.TimeFrame == frame:
                frame = e.TimeFrame;
                Price(e.Time.AddNanoseconds(-1), e.Candle.Open.Raw, e.Candle.High.Raw, e.Candle.Low.Raw, e.Candle.Close.Raw);
                break;
            case EventKind.Quote when e.Quote.Bid.Raw > 0 && e.Quote.Ask.Raw > 0:
                long middle = (e.Quote.Bid.Raw + e.Quote.Ask.Raw) / 2;
                Price(e.Time, middle, middle, middle, middle);
                break;
        }
    }

    /// <summary>Ends the last bar.</summary>
    public void Finish()
    {
        if (bucket == long.MinValue)
        {
            return;
        }

        NoteDecimals(high);
        NoteDecimals(low);
        NoteDecimals(close);
        bars.Add(new PictureBar(from, to, ToDouble(open), ToDouble(high), ToDouble(low), ToDouble(close)));
        TradingDay day = instrument.Sessions.NextOrCurrent(to, ref hint).Day;
        DayPrice last = new(day, to, ToDouble(close));
        if (days.Count > 0 && days[^1].Day.Number >= day.Number)
        {
            days[^1] = last with { Day = days[^1].Day };
        }
        else
        {
            days.Add(last);
        }

        bucket = long.MinValue;
    }

    /// <summary>What says more of what was paid takes the place of what said less.</summary>
    private bool Takes(EventKind kind)
    {
        int worth = WorthOf(kind);
        if (worth < WorthOf(source))
        {
            return false;
        }

        source = kind;
        bars = new BoundedBars();
        days.Clear();
        (bucket, First, hint) = (long.MinValue, 0, 0);
        return true;
    }

    private static int WorthOf(EventKind kind) => kind switch
    {
        EventKind.Tick => 3,
        EventKind.Candle => 2,
        EventKind.Quote => 1,
        _ => 0,
    };

    private void Price(Timestamp time, long first, long highest, long lowest, long last)
    {
        long at = time.Nanoseconds / Bucket;
        if (at == bucket)
        {
            high = Math.Max(high, highest);
            low = Math.Min(low, lowest);
            close = last;
            to = time > to ? time : to;
            return;
        }

        Finish();
        if (First == 0)
        {
            First = ToDouble(first);
        }

        (bucket, from, to, open, high, low, close) = (at, time, time, first, highest, lowest, last);
    }

    private void NoteDecimals(long price)
    {
        long unit = Types.Price.Scale;
        int decimals = 0;
        while (price % unit != 0 && unit > 1)
        {
            (unit, decimals) = (unit / 10, decimals + 1);
        }

        Decimals = Math.Max(Decimals, decimals);
    }

    private static double ToDouble(long raw) => new Price(raw).ToDouble();
}

/// <summary>The last price of a trading day.</summary>
public sealed record DayPrice(TradingDay Day, Timestamp Time, double Price);
