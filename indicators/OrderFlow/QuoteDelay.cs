using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>
/// The quote that stood some time ago, for trades that are reported late. Quotes wait until they are old enough; beyond its
/// room the oldest of those that wait are passed over. They are remembered from the first trade on. Without a delay there is nothing to remember and the newest quote counts.
/// </summary>
internal struct QuoteDelay
{
    /// <summary>How many quotes may wait.</summary>
    private const int Room = 4096;

    private Ring<PastQuote> past;
    private PastQuote standing;
    private long waiting;
    private long delay;

    private struct PastQuote
    {
        public Timestamp Time;
        public Price Bid;
        public Price Ask;
    }

    public static QuoteDelay Of(long milliseconds, ref Layout l) => new() { delay = milliseconds * 1_000_000, past = milliseconds > 0 ? l.Ring<PastQuote>(Room) : default };

    /// <summary>Remembers the newest quote, if there is one.</summary>
    public void See(In<Quote> quotes, in Ctx c)
    {
        if (delay > 0 && c.Updated(quotes))
        {
            ref readonly Quote quote = ref c.Value(quotes);
            c.Open(ref past).Push(new PastQuote { Time = c.Time, Bid = quote.Bid, Ask = quote.Ask });
            waiting = Math.Min(waiting + 1, Room);
        }
    }

    /// <summary>The quote that stood a delay ago and was not too old then; <see langword="default"/> where there is none.</summary>
    public Quote Standing(long maxAge, In<Quote> quotes, in Ctx c)
    {
        if (delay == 0)
        {
            return c.Has(quotes) && IsYoung(c.TimeOf(quotes), c.Time, maxAge) ? c.Value(quotes) : default;
        }

        Timestamp at = c.Time > Timestamp.MinValue.AddNanoseconds(delay) ? c.Time.AddNanoseconds(-delay) : Timestamp.MinValue;
        RingView<PastQuote> known = c.Open(ref past);
        while (waiting > 0 && known[(int)waiting - 1].Time <= at)
        {
            standing = known[(int)waiting - 1];
            waiting--;
        }

        return IsYoung(standing.Time, at, maxAge) ? new Quote { Bid = standing.Bid, Ask = standing.Ask } : default;
    }

    private static bool IsYoung(Timestamp quoted, Timestamp at, long maxAge) => (ulong)(at.Nanoseconds - quoted.Nanoseconds) <= (ulong)(maxAge * 1_000_000);
}
