using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "delta",
    "volume",
    "Volume of a bar by aggressor: what was bought, what was sold, and what nobody can tell.",
    Formula = "sums of the sizes of the bar's trades by side; delta = buy − sell; buy + sell + neutral = volume of the bar; a trade that a volume bar "
        + "cuts counts in each bar with its part. The side is the venue's; where it gives none, the quote rule (at the ask or above buy, at the bid "
        + "or below sell, inside by the nearer side; not by a quote that is too old, locked or crossed), then the tick rule (above the last other "
        + "price of the session buy, below it sell, before any change neutral)",
    Source = "C. M. C. Lee and M. J. Ready, Inferring Trade Direction from Intraday Data, 1991",
    Version = 3)]
public readonly struct Delta : INodeKind<Delta.Parameters, Delta.State, TradeInputs, DeltaVolume>
{
    public struct Parameters
    {
        [Param("instrument", SideRules.RuleDoc)]
        public SideRule Rule;

        [Param(0, 86_400_000, 5_000, SideRules.AgeDoc)]
        public int MaxQuoteAge;

        [Param(0, 60_000, 0, SideRules.LagDoc)]
        public long QuoteLag;

        internal readonly SideRules Sides => new(Rule, MaxQuoteAge);
    }

    public struct State
    {
        internal TradeFlow Flow;
        internal SideVolumes Volumes;
        internal QuantitySum ByVenue;
        internal QuantitySum ByQuote;
        internal QuantitySum ByTick;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Flow = TradeFlow.Over(p.QuoteLag, ref l);

    public static bool Step(in Parameters p, ref State s, in TradeInputs x, in Ctx c, out DeltaVolume y)
    {
        for (int part = 0; s.Flow.Next(ref part, in x, in c, p.Sides, out BarTrade trade);)
        {
            Add(ref s, in trade);
        }

        y = default;
        if (!c.Updated(x.Candle))
        {
            return false;
        }

        y = new DeltaVolume
        {
            BarTime = c.Value(x.Candle).Start,
            Buy = s.Volumes.Buy,
            Sell = s.Volumes.Sell,
            Neutral = s.Volumes.Neutral,
            Delta = s.Volumes.Delta,
            ByVenue = s.ByVenue,
            ByQuote = s.ByQuote,
            ByTick = s.ByTick,
        };
        s.Flow.Close();
        s.Volumes = default;
        (s.ByVenue, s.ByQuote, s.ByTick) = (default, default, default);
        return true;
    }

    private static void Add(ref State s, in BarTrade trade)
    {
        s.Volumes.Add(in trade);
        switch (trade.Rule)
        {
            case TradeRule.Venue:
                s.ByVenue += trade.Size;
                break;
            case TradeRule.Quote:
                s.ByQuote += trade.Size;
                break;
            case TradeRule.Tick:
                s.ByTick += trade.Size;
                break;
        }
    }
}
