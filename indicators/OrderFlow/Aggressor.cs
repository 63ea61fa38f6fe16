using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "aggressor",
    "volume",
    "The side of each trade, and which rule told it.",
    Formula = "the venue's side; else the quote rule, then the tick rule, as of delta",
    Source = "C. M. C. Lee and M. J. Ready, Inferring Trade Direction from Intraday Data, 1991",
    Version = 2)]
public readonly struct Aggressor : INodeKind<Aggressor.Parameters, Aggressor.State, Aggressor.Inputs, Aggressor.Output>
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

    public struct Inputs
    {
        [Input("the trades")]
        public In<Tick> Tick;

        [Input("bid and ask, for the rule that tells the aggressor by them", Optional = true)]
        public In<Quote> Quote;

        public In<Market> Market;
    }

    public struct State
    {
        internal SideFinder Sides;
    }

    public struct Output
    {
        [Field("price of the trade")]
        public Price Price;

        [Field("quantity traded")]
        public Quantity Size;

        [Field("side that took liquidity", NullWhen = AggressorSide.Unknown)]
        public AggressorSide Side;

        [Field("what told the side")]
        public TradeRule Rule;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Sides = SideFinder.Over(p.QuoteLag, ref l);

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out Output y)
    {
        y = default;
        s.Sides.See(x.Quote, in c);
        if (!c.Updated(x.Tick))
        {
            return false;
        }

        ref readonly Tick tick = ref c.Value(x.Tick);
        (y.Price, y.Size) = (tick.Price, tick.Size);
        (y.Side, y.Rule) = s.Sides.Find(in tick, x.Quote, in c.Value(x.Market), in c, p.Sides);
        return true;
    }
}
