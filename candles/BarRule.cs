using Pawl.Types;

namespace Pawl.Candles;

/// <summary>A bar's place in time.</summary>
/// <param name="Start">Its first moment, and the key it is known by.</param>
/// <param name="End">The first moment after it.</param>
/// <param name="IsCut">Whether the session's close made it shorter than its frame.</param>
internal readonly record struct BarSpan(Timestamp Start, Timestamp End, bool IsCut);

/// <summary>Where the time bars of one frame of one instrument begin and end. A pure function of time.</summary>
internal sealed class BarRule
{
    private enum Counting
    {
        /// <summary>By length from 1970-01-01 in UTC.</summary>
        Epoch,

        /// <summary>By length from the open of the session.</summary>
        Session,
        TradingDays,
        TradingWeeks,
    }

    // Monday 1969-12-29, from which weeks are counted, lies three days before the epoch.
    private const int EpochWeekday = 3;

    private readonly TimeFrame frame;
    private readonly TradingCalendar calendar;
    private readonly Counting counting;

    public BarRule(TimeFrame frame, Instrument instrument)
    {
        this.frame = frame;
        calendar = instrument.Sessions;
        counting = frame.IsIntraday
            ? instrument.Align == BarAlignment.Session ? Counting.Session : Counting.Epoch
            : calendar.IsAlwaysOpen ? Counting.Epoch
            : frame.Unit == TimeUnit.Day ? Counting.TradingDays : Counting.TradingWeeks;
    }

    /// <summary>Whether bars follow each other without pause, all of one length.</summary>
    public bool IsEpoch => counting == Counting.Epoch;

    /// <summary>The bar that a moment belongs to.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="hint">The calendar's, see <see cref="TradingCalendar.TryFind"/>.</param>
    public BarSpan At(Timestamp time, ref int hint) => counting switch
    {
        Counting.Epoch => AtEpoch(time),
        Counting.Session => InSession(time, ref hint),
        _ => OfDay(calendar.DayOf(time, ref hint)),
    };

    /// <summary>The first bar after another that touches an open session; false where time ends.</summary>
    public bool TryNext(Timestamp end, ref int hint, out BarSpan next)
    {
        TradingSession session = calendar.NextOrCurrent(end, ref hint);
        next = session.Open > end ? At(session.Open, ref hint) : At(end, ref hint);
        if (counting == Counting.Epoch && session.Open > end && AtEpoch(end) is var touching && touching.End > session.Open)
        {
            next = touching;
        }

        return next.End > end && next.End < FormingBar.Last;
    }

    /// <summary>Whether no bar of this rule lies in two bars of a larger one, whatever the time.</summary>
    public bool IsPartOf(BarRule larger) => (counting, larger.counting) switch
    {
        (Counting.Epoch, Counting.Epoch) => frame.Divides(larger.frame),
        (Counting.Session, Counting.Session) => larger.frame.Nanoseconds % frame.Nanoseconds == 0,
        (Counting.Session, Counting.TradingDays or Counting.TradingWeeks) => true,
        // Sessions open and close at whole seconds; whole minutes are not certain in a time zone's early years.
        (Counting.Epoch, _) => frame.Nanoseconds == Timestamp.NanosecondsPerSecond,
        (Counting.TradingDays, Counting.TradingWeeks) => frame.Count == 1,
        (Counting.TradingDays, Counting.TradingDays) or (Counting.TradingWeeks, Counting.TradingWeeks) => larger.frame.Count % frame.Count == 0,
        _ => false,
    };

    /// <summary>Whether candles of this rule that come from outside may be folded into bars of a larger one: as <see cref="IsPartOf"/>, and parts of a minute fit sessions.</summary>
    public bool MayFeed(BarRule larger) =>
        IsPartOf(larger) || (counting == Counting.Epoch && larger.counting != Counting.Epoch && 60 * Timestamp.NanosecondsPerSecond % frame.Nanoseconds == 0);

    private BarSpan AtEpoch(Timestamp time)
    {
        Timestamp start = frame.StartOf(time);
        return new BarSpan(start, FormingBar.EndOf(start, frame.Nanoseconds), false);
    }

    private BarSpan InSession(Timestamp time, ref int hint)
    {
        TradingSession session = calendar.NextOrCurrent(time, ref hint);
        bool closed = time < session.Open;
        if (closed)
        {
            Timestamp close = calendar.Previous(time).Close;
            session = new TradingSession(close, session.Open, close, close, session.Day);
        }

        (Timestamp start, Timestamp end) = session.BarAt(time, frame.Nanoseconds);
        return new BarSpan(start, end, !closed && end.Nanoseconds - start.Nanoseconds < frame.Nanoseconds);
    }

    private BarSpan OfDay(TradingDay day)
    {
        int first = counting == Counting.TradingDays
            ? Floor(day.Number, (int)frame.Count)
            : Floor(day.Monday.Number + EpochWeekday, 7 * (int)frame.Count) - EpochWeekday;
        int days = counting == Counting.TradingDays ? (int)frame.Count : 7 * (int)frame.Count;
        calendar.TryBounds(new TradingDay(first), new TradingDay(first + days - 1), out Timestamp start, out Timestamp end);
        return new BarSpan(start, end, false);
    }

    private static int Floor(int value, int by)
    {
        int rest = value % by;
        return value - (rest < 0 ? rest + by : rest);
    }
}
