using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The rule by which a node tells aggressors apart.</summary>
public enum SideRule
{
    /// <summary>That of the instrument: quote, then tick, unless it says otherwise.</summary>
    Instrument,
    QuoteThenTick,
    Quote,
    Tick,

    /// <summary>Only what the venue says.</summary>
    Venue,
}

/// <summary>Tells who began a trade, and by which rule: the venue where it says so, else the quote, else the direction of the price.</summary>
internal struct SideFinder
{
    public const string RuleDoc = "what tells the aggressor where the venue does not";
    public const string AgeDoc = "a quote older than so many milliseconds tells nothing";

    private TickRule tickRule;

    /// <summary>The side of the next trade, and what told it.</summary>
    /// <param name="tick">The trade.</param>
    /// <param name="quotes">The quotes, where they are wired.</param>
    /// <param name="market">The instrument and its session.</param>
    /// <param name="c">The cycle.</param>
    /// <param name="chosen">The node's rule.</param>
    /// <param name="maxAge">Milliseconds.</param>
    public (AggressorSide Side, TradeRule Rule) Find(in Tick tick, In<Quote> quotes, in Market market, in Ctx c, SideRule chosen, long maxAge)
    {
        // Every trade moves the tick rule, whoever decides.
        AggressorSide byTick = tickRule.Classify(tick.Price, market.SessionOpen);
        if (tick.Side != AggressorSide.Unknown)
        {
            return (tick.Side, TradeRule.Venue);
        }

        AggressorRule rule = chosen == SideRule.Instrument ? market.Aggressor : (AggressorRule)((int)chosen - 1);
        if (rule is AggressorRule.QuoteThenTick or AggressorRule.Quote && c.Has(quotes)
            && (ulong)(c.Time.Nanoseconds - c.TimeOf(quotes).Nanoseconds) <= (ulong)(maxAge * 1_000_000)
            && QuoteRule.Classify(tick.Price, in c.Value(quotes)) is var byQuote and not AggressorSide.Unknown)
        {
            return (byQuote, TradeRule.Quote);
        }

        return rule is AggressorRule.QuoteThenTick or AggressorRule.Tick && byTick != AggressorSide.Unknown
            ? (byTick, TradeRule.Tick)
            : (AggressorSide.Unknown, TradeRule.None);
    }
}
