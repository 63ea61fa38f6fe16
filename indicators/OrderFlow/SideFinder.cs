using Pawl.Candles;
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

/// <summary>How a node tells who began a trade.</summary>
/// <param name="Rule">The rule where the venue does not say.</param>
/// <param name="MaxQuoteAge">Milliseconds after which a quote tells nothing.</param>
internal readonly record struct SideRules(SideRule Rule, long MaxQuoteAge)
{
    public const string RuleDoc = "what tells the aggressor where the venue does not";
    public const string AgeDoc = "a quote older than so many milliseconds tells nothing";
    public const string LagDoc = "the quote that counts is the one that stood so many milliseconds before the trade, where trades are reported late";
}

/// <summary>Tells who began a trade, with the quotes that a node reads and the rule that it chose.</summary>
internal struct SideFinder
{
    private AggressorFinder finder;
    private QuoteDelay quotes;

    /// <param name="lag">By how many milliseconds quotes are ahead of trades.</param>
    /// <param name="l">The node's memory.</param>
    public static SideFinder Over(long lag, ref Layout l) => new() { quotes = QuoteDelay.Of(lag, ref l) };

    /// <summary>Takes the quote of this cycle, if it has one; before the trade.</summary>
    public void See(In<Quote> newest, in Ctx c) => quotes.See(newest, in c);

    /// <summary>The side of the next trade, and what told it.</summary>
    /// <param name="tick">The trade.</param>
    /// <param name="newest">The quotes, where they are wired.</param>
    /// <param name="market">The instrument and its session.</param>
    /// <param name="c">The cycle.</param>
    /// <param name="rules">The node's.</param>
    public (AggressorSide Side, TradeRule Rule) Find(in Tick tick, In<Quote> newest, in Market market, in Ctx c, SideRules rules)
    {
        AggressorRule rule = rules.Rule == SideRule.Instrument ? market.Aggressor : (AggressorRule)((int)rules.Rule - 1);
        Quote quote = quotes.Standing(rules.MaxQuoteAge, newest, in c);
        return finder.Find(in tick, in quote, market.SessionOpen, rule);
    }
}
