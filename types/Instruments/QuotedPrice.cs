namespace Pawl.Types;

/// <summary>The price of a quote that candles are made of.</summary>
public static class QuotedPrice
{
    /// <summary>Whether candles are made of quotes.</summary>
    public static bool Makes(CandleSource from) => from is CandleSource.Bid or CandleSource.Ask or CandleSource.Mid;

    /// <summary>Bid, ask, or half of both; zero where a side that it needs is missing.</summary>
    public static Price Of(in Quote quote, CandleSource from)
    {
        if (from != CandleSource.Mid)
        {
            return from == CandleSource.Bid ? quote.Bid : quote.Ask;
        }

        if (quote.Bid.Raw == 0 || quote.Ask.Raw == 0)
        {
            return default;
        }

        // Half to even: of two neighbours the one whose last bit is 0. No overflow: the sum is never formed.
        long half = (quote.Bid.Raw >> 1) + (quote.Ask.Raw >> 1) + (quote.Bid.Raw & quote.Ask.Raw & 1);
        bool tie = ((quote.Bid.Raw ^ quote.Ask.Raw) & 1) != 0;
        return new Price(tie ? half + (half & 1) : half);
    }
}
