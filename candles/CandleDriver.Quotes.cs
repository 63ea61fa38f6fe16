using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// What nodes see of quotes: of each side the last that is known.
public sealed partial class CandleDriver
{
    /// <summary>Writes a quote for those who ask for it.</summary>
    /// <returns>The source that was written.</returns>
    private static ulong TakeQuote(EngineLog log, SymbolFeed feed, Timestamp time, in Quote quote)
    {
        if (feed.Quotes is null && feed.Flow == 0)
        {
            return 0;
        }

        Quote whole = quote;
        if ((quote.Bid.Raw == 0) != (quote.Ask.Raw == 0))
        {
            // Where only one side is said the other has not changed; a quote without both says that nobody quotes.
            Quote known = Known(log, feed);
            (whole.Bid, whole.BidSize) = quote.Bid.Raw != 0 ? (quote.Bid, quote.BidSize) : (known.Bid, known.BidSize);
            (whole.Ask, whole.AskSize) = quote.Ask.Raw != 0 ? (quote.Ask, quote.AskSize) : (known.Ask, known.AskSize);
        }

        return WriteQuote(log, feed, time, in whole);
    }

    /// <summary>The bid and ask that came with a trade: a quote of its moment, unless they are known already.</summary>
    private static ulong TakeQuote(EngineLog log, SymbolFeed feed, Timestamp time, in QuotedTick tick)
    {
        if ((feed.Quotes is null && feed.Flow == 0) || (tick.Bid.Raw | tick.Ask.Raw) == 0)
        {
            return 0;
        }

        Quote known = Known(log, feed);
        Quote quote = known;
        // A size is that of the price it was said with.
        if (tick.Bid.Raw != 0 && tick.Bid != known.Bid)
        {
            (quote.Bid, quote.BidSize) = (tick.Bid, default);
        }

        if (tick.Ask.Raw != 0 && tick.Ask != known.Ask)
        {
            (quote.Ask, quote.AskSize) = (tick.Ask, default);
        }

        return WriteQuote(log, feed, time, in quote);
    }

    /// <summary>The newest quote: in the cell of its source, where some node reads it, or beside the flow of candles.</summary>
    private static Quote Known(EngineLog log, SymbolFeed feed) =>
        feed.Flow != 0 ? log.At<SymbolFlow>(feed.Flow).Quote : log.At<Cell<Quote>>(feed.Quotes!.Cell).Value;

    private static ulong WriteQuote(EngineLog log, SymbolFeed feed, Timestamp time, in Quote quote)
    {
        if (feed.Flow != 0)
        {
            log.At<SymbolFlow>(feed.Flow).Take(in quote, time);
        }

        if (feed.Quotes is not { } quotes)
        {
            return 0;
        }

        log.Write(quotes, time, in quote);
        return quotes.Bit;
    }
}
