using Pawl.Types;

namespace Pawl.Trading;

// What the market says. Positions are valued anew only where there are any.
public sealed partial class Ledger
{
    /// <summary>A trade, or the close of a bar.</summary>
    /// <returns>Whether the equity may have changed.</returns>
    public bool OnPrice(int symbol, Timestamp time, Price price)
    {
        ref Mark mark = ref _marks[symbol];
        bool moved = price != mark.Price;
        mark.TakeTrade(price, time);
        return moved && Held(symbol);
    }

    /// <inheritdoc cref="OnPrice"/>
    public bool OnQuote(int symbol, Timestamp time, Price bid, Price ask) => _marks[symbol].TakeQuote(bid, ask, time) && Held(symbol);

    /// <summary>
    /// The price that an order's price is compared with: the side of a fresh quote that it would be filled at, else the last
    /// trade or close; zero where nothing is known.
    /// </summary>
    public Price Reference(int symbol, TradeDirection side, Timestamp now, long freshFor)
    {
        ref readonly Mark mark = ref _marks[symbol];
        if (mark.HasQuote && now.Nanoseconds - mark.QuoteTime.Nanoseconds <= freshFor) return side == TradeDirection.Buy ? mark.Ask : mark.Bid;
        return mark.IsKnown ? mark.Price : Price.Zero;
    }

    private bool Held(int symbol)
    {
        if (_totals[symbol].Net.Raw == 0) return false;
        Revalue(symbol);
        return true;
    }
}
