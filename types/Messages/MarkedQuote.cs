using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A quote with what follows from its sides.</summary>
[Message("quote", 1, "The best bid and ask: of each side the last that is known.", Group = MessageGroup.MarketData, Subject = "ticks.raw.{symbol}", Table = "quotes")]
[StructLayout(LayoutKind.Sequential)]
public struct MarkedQuote
{
    public Quote Quote;

    [Field("ask minus bid, below 0 where they are crossed; null where a side is not known", NullWhen = long.MinValue)]
    public Price Spread;

    [Field("whether bid and ask are normal, locked (equal) or crossed (the bid is higher); null where a side is not known", NullWhen = QuoteMark.Unknown)]
    public QuoteMark Mark;

    /// <summary>What follows from a quote.</summary>
    public static MarkedQuote Of(in Quote quote)
    {
        Long128 spread = (Long128)quote.Ask.Raw - quote.Bid.Raw;
        bool isKnown = quote.Bid.Raw != 0 && quote.Ask.Raw != 0;
        return new MarkedQuote
        {
            Quote = quote,
            // Prices so far apart that their distance is no price are not known to be quotes of one thing.
            Spread = new Price(isKnown && spread > long.MinValue && spread <= long.MaxValue ? (long)spread : long.MinValue),
            Mark = !isKnown ? QuoteMark.Unknown : spread > 0 ? QuoteMark.Normal : spread == 0 ? QuoteMark.Locked : QuoteMark.Crossed,
        };
    }
}

/// <summary>How bid and ask lie to each other.</summary>
public enum QuoteMark : long
{
    /// <summary>A side is missing.</summary>
    Unknown,

    /// <summary>The bid is below the ask.</summary>
    Normal,

    /// <summary>They are equal.</summary>
    Locked,

    /// <summary>The bid is above the ask.</summary>
    Crossed,
}
