using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What is known of a symbol's market, and what the account's position is worth by it.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Mark
{
    /// <summary>The price that positions are valued at: the last trade or close; the middle of the quote where no trade was seen.</summary>
    public Price Price;

    /// <summary>The best bid; zero where none is known.</summary>
    public Price Bid;

    /// <summary>The best ask; zero where none is known.</summary>
    public Price Ask;

    /// <summary>When anything of it was last heard.</summary>
    public Timestamp Time;

    /// <summary>When the quote was heard.</summary>
    public Timestamp QuoteTime;

    /// <summary>The value of the account's position.</summary>
    public QuantitySum Value;

    private long _known;
    private long _traded;

    public readonly bool IsKnown => _known != 0;

    public readonly bool HasQuote => Bid.Raw > 0 && Ask.Raw > 0;

    internal void Take(Price price)
    {
        Price = price;
        _known = 1;
    }

    internal void TakeTrade(Price price, Timestamp time)
    {
        Take(price);
        _traded = 1;
        Time = time;
    }

    /// <returns>Whether the price changed.</returns>
    internal bool TakeQuote(Price bid, Price ask, Timestamp time)
    {
        Bid = bid;
        Ask = ask;
        Time = QuoteTime = time;
        if (_traded != 0 || !HasQuote) return false;
        // Half of both, rounded half to even; halves apart, so that the sum cannot overflow.
        long odd = (bid.Raw & 1) + (ask.Raw & 1), middle = (bid.Raw >> 1) + (ask.Raw >> 1) + (odd >> 1);
        if (odd == 1) middle += middle & 1;
        if (IsKnown && middle == Price.Raw) return false;
        Take(new Price(middle));
        return true;
    }
}
