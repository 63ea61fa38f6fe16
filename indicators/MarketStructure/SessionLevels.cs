using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The prices that a session looks back to.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SessionPrices
{
    internal const long Unknown = long.MinValue;

    [Field("highest price of the trading day before", NullWhen = Unknown)]
    public Price PreviousDayHigh;

    [Field("lowest price of the trading day before", NullWhen = Unknown)]
    public Price PreviousDayLow;

    [Field("last price of the trading day before", NullWhen = Unknown)]
    public Price PreviousDayClose;

    [Field("highest price of the week before", NullWhen = Unknown)]
    public Price PreviousWeekHigh;

    [Field("lowest price of the week before", NullWhen = Unknown)]
    public Price PreviousWeekLow;

    [Field("highest price of the time after the opening; null until it is over", NullWhen = Unknown)]
    public Price OpeningHigh;

    [Field("lowest price of the time after the opening; null until it is over", NullWhen = Unknown)]
    public Price OpeningLow;
}

[Kind(
    "session_levels",
    "structure",
    "Highs and lows of the trading day and the week before, and of the time after the opening.",
    Formula = "A bar belongs to the trading day in which it begins, a day to the week of its Monday. The opening is that of the regular hours where the session has them, "
        + "else of the session; the bars that begin in the opening_minutes after it make its range, known from the bar on that ends it or comes after it; where no bar begins in them, as hourly bars counted from midnight do "
        + "after an opening at half past, it stays null, and a bar longer than they are counts as a whole. The week before is told from the first bar of the next one on. "
        + "Given at every bar; null is what is not known. Without an instrument days are those of UTC",
    Source = "previous day and week high and low; opening range (T. Crabel, Day Trading with Short Term Price Patterns, 1990)",
    ComparedWith = "hand-made days")]
public readonly struct SessionLevels : INodeKind<SessionLevels.Parameters, SessionLevels.State, SessionLevels.Inputs, SessionPrices>
{
    public struct Parameters
    {
        [Param(1, 1_440, 30, "length of the opening range in minutes")]
        public long OpeningMinutes;

        internal readonly long Opening => OpeningMinutes * 60 * Timestamp.NanosecondsPerSecond;
    }

    public struct Inputs
    {
        public In<Candle> Input;

        public In<Market> Market;
    }

    public struct State
    {
        internal SessionRanges Ranges;
        internal long Count;
    }

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out SessionPrices y)
    {
        ref readonly Candle bar = ref c.Value(x.Input);
        ref readonly Market market = ref c.Value(x.Market);
        s.Ranges.Enter(in bar, in market, p.Opening);
        Extent day = s.Ranges.PreviousDay;
        Extent week = s.Ranges.PreviousWeek;
        s.Ranges.Add(in bar, s.Count++, in market, p.Opening);
        y = new SessionPrices
        {
            PreviousDayHigh = Known(day.High.Price, day.Bars > 0),
            PreviousDayLow = Known(day.Low.Price, day.Bars > 0),
            PreviousDayClose = Known(day.Close, day.Bars > 0),
            PreviousWeekHigh = Known(week.High.Price, week.Bars > 0),
            PreviousWeekLow = Known(week.Low.Price, week.Bars > 0),
            OpeningHigh = Known(s.Ranges.Opening.High.Price, s.Ranges.IsOpened),
            OpeningLow = Known(s.Ranges.Opening.Low.Price, s.Ranges.IsOpened),
        };
        return true;
    }

    private static Price Known(Price price, bool isKnown) => isKnown ? price : new Price(SessionPrices.Unknown);
}
