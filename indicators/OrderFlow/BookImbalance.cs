using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Which imbalance of a bar is told.</summary>
public enum BookSample
{
    /// <summary>The mean over the bar, each quote weighed by how long it stood.</summary>
    Mean,

    /// <summary>That of the last quote.</summary>
    Close,
}

[Kind(
    "book_imbalance",
    "volume",
    "How much the size at the bid outweighs the size at the ask, over a bar.",
    Formula = "(bid_size − ask_size)/(bid_size + ask_size) of the best bid and ask: the mean over the bar, weighed by time, or the last one; "
        + "null where no quote had sizes. Alert where |value| ≥ threshold",
    Source = "R. Cont, A. Kukanov and S. Stoikov, The Price Impact of Order Book Events, 2014 (best level)")]
public readonly struct BookImbalance : INodeKind<BookImbalance.Parameters, BookImbalance.State, BookImbalance.Inputs, Imbalance>
{
    public struct Parameters
    {
        [Param("mean", "which value of the bar is told")]
        public BookSample Sample;

        // Keeps the fields in whole words.
        [Param(0, 100, 60, "from how many percent on it is an alert")]
        public int AlertPercent;
    }

    public struct Inputs
    {
        [Input("bid and ask with their sizes")]
        public In<Quote> Quote;

        [Input("the bars; each closing ends one and begins the next", Awaited = false)]
        public In<Candle> Candle;
    }

    public struct State
    {
        internal double Value;
        internal double Sum;
        internal double Seconds;
        internal Timestamp Since;
        internal QuantitySum Size;
        internal long Quotes;
    }

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out Imbalance y)
    {
        Pass(ref s, c.Time);
        if (c.Updated(x.Quote))
        {
            ref readonly Quote quote = ref c.Value(x.Quote);
            s.Quotes++;
            s.Size = (QuantitySum)quote.BidSize + quote.AskSize;
            s.Value = HasSizes(in s) ? ((QuantitySum)quote.BidSize - quote.AskSize).ToDouble() / s.Size.ToDouble() : double.NaN;
        }

        y = default;
        if (!c.Updated(x.Candle) || s.Quotes == 0)
        {
            return false;
        }

        double value = p.Sample == BookSample.Mean && s.Seconds > 0 ? s.Sum / s.Seconds : s.Value;
        y = new Imbalance
        {
            BarTime = c.Value(x.Candle).Start,
            Kind = ImbalanceKind.Book,
            Value = value,
            Volume = s.Size,
            Flags = Math.Abs(value) * 100 >= p.AlertPercent ? ImbalanceFlags.Alert : ImbalanceFlags.None,
        };
        (s.Sum, s.Seconds) = (0, 0);
        return true;
    }

    private static bool HasSizes(in State s) => s.Size > QuantitySum.Zero;

    /// <summary>The quote has stood until now.</summary>
    private static void Pass(ref State s, Timestamp now)
    {
        if (HasSizes(in s) && now > s.Since)
        {
            double seconds = (now.Nanoseconds - s.Since.Nanoseconds) / 1e9;
            s.Sum += s.Value * seconds;
            s.Seconds += seconds;
        }

        s.Since = now;
    }
}
