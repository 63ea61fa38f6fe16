using Pawl.Types;

namespace Pawl.Candles;

/// <summary>Tells who began a trade, and by which rule: the venue where it says so, else the quote, else the direction of the price.</summary>
public struct AggressorFinder
{
    private TickRule tickRule;

    /// <summary>The side of the next trade, and what told it.</summary>
    /// <param name="tick">The trade.</param>
    /// <param name="quote">The quote that stood then; <see langword="default"/> where there is none, or none that is young enough.</param>
    /// <param name="sessionOpen">When the trade's session began: the tick rule forgets what was before.</param>
    /// <param name="rule">What may tell it where the venue does not.</param>
    public (AggressorSide Side, TradeRule Rule) Find(in Tick tick, in Quote quote, Timestamp sessionOpen, AggressorRule rule)
    {
        // Every trade moves the tick rule, whoever decides.
        AggressorSide byTick = tickRule.Classify(tick.Price, sessionOpen);
        if (tick.Side != AggressorSide.Unknown)
        {
            return (tick.Side, TradeRule.Venue);
        }

        if (rule is AggressorRule.QuoteThenTick or AggressorRule.Quote && QuoteRule.Classify(tick.Price, in quote) is var byQuote and not AggressorSide.Unknown)
        {
            return (byQuote, TradeRule.Quote);
        }

        return rule is AggressorRule.QuoteThenTick or AggressorRule.Tick && byTick != AggressorSide.Unknown
            ? (byTick, TradeRule.Tick)
            : (AggressorSide.Unknown, TradeRule.None);
    }
}
