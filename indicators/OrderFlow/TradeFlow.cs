using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>What the kinds of order flow look at.</summary>
public struct TradeInputs
{
    [Input("the trades")]
    public In<Tick> Tick;

    [Input("the bars; each closing ends one and begins the next", Awaited = false)]
    public In<Candle> Candle;

    [Input("bid and ask, for the rule that tells the aggressor by them", Optional = true)]
    public In<Quote> Quote;

    public In<Market> Market;
}

/// <summary>The trades of the bar that is forming, each with its side.</summary>
internal struct TradeFlow
{
    private SideFinder sides;
    private BarTrades trades;

    /// <inheritdoc cref="SideFinder.Over"/>
    public static TradeFlow Over(long lag, ref Layout l) => new() { sides = SideFinder.Over(lag, ref l) };

    /// <summary>The parts of trades that this cycle brings into the bar: of the trade before what was left, then the newest.</summary>
    /// <param name="part">Counts them; 0 at first.</param>
    /// <param name="x">The node's inputs.</param>
    /// <param name="c">The cycle.</param>
    /// <param name="rules">What tells the side.</param>
    /// <param name="trade">The part.</param>
    public bool Next(ref int part, in TradeInputs x, in Ctx c, SideRules rules, out BarTrade trade)
    {
        bool isNew = c.Updated(x.Tick);
        bool closes = c.Updated(x.Candle);
        ref readonly Candle candle = ref c.Value(x.Candle);
        if (part == 0)
        {
            part = 1;
            sides.See(x.Quote, in c);
            if (trades.TakeRest(closes && !isNew, in candle, out trade))
            {
                return true;
            }
        }

        trade = default;
        if (part == 2 || !isNew)
        {
            return false;
        }

        part = 2;
        ref readonly Tick tick = ref c.Value(x.Tick);
        (AggressorSide side, TradeRule by) = sides.Find(in tick, x.Quote, in c.Value(x.Market), in c, rules);
        return trades.Take(new BarTrade(tick.Price, tick.Size, side, by, 1), closes, in candle, out trade);
    }

    /// <summary>The bar has been said.</summary>
    public void Close() => trades.Close();
}
