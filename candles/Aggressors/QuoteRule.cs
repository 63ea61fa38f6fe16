using Pawl.Types;

namespace Pawl.Candles;

/// <summary>Tells the aggressor of a trade by the quote before it.</summary>
internal static class QuoteRule
{
    /// <summary>At or above the ask a buy, at or below the bid a sell, inside by the nearer side; unknown in the middle, and where a side is missing or the quote is locked or crossed.</summary>
    public static AggressorSide Classify(Price price, in Quote quote)
    {
        if (quote.Bid.Raw == 0 || quote.Ask.Raw == 0 || quote.Bid >= quote.Ask)
        {
            return AggressorSide.Unknown;
        }

        // Outside of the spread one distance is negative or zero and thereby the smaller.
        Long128 aboveBid = (Long128)price.Raw - quote.Bid.Raw;
        Long128 belowAsk = (Long128)quote.Ask.Raw - price.Raw;
        return belowAsk < aboveBid ? AggressorSide.Buy : aboveBid < belowAsk ? AggressorSide.Sell : AggressorSide.Unknown;
    }
}
