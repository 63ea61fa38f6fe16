using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Strategies;

[Kind(
    "rsi_reversal",
    "strategies",
    "Buys when momentum turns up out of an oversold market, sells when it turns down out of an overbought one.",
    Formula = "Long: RSI falls below oversold: a set-up. It crosses back above within setup_bars: entry. In a trade it exits when RSI reaches middle from its side. "
        + "Short is mirrored at overbought. An RSI of a market that has not moved (high = low since the bar before) is no signal. "
        + "stop is percent of the close of the bar that entered; an entry that is not filled within setup_bars of the set-up is given up",
    Source = "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978; the exit at the middle is common usage",
    ComparedWith = "the rule applied to whole series")]
public readonly struct RsiReversal
    : IEventKind<RsiReversal.Parameters, RsiReversal.State, RsiReversal.Inputs, StrategyEvent>
{
    public struct Parameters
    {
        [Param("0", "1000000000", "1", "quantity of an entry; 0 leaves it to the account")]
        public Quantity Size;

        [Param("both", "which positions it may open")]
        public Sides Sides;

        [Param(1, 10_000, 10, "bars within which a set-up must be entered")]
        public int SetupBars;

        [Param(0, 100, 30, "below it the market is oversold")]
        public double Oversold;

        [Param(0, 100, 70, "above it the market is overbought")]
        public double Overbought;

        [Param(0, 100, 50, "a trade ends when RSI reaches it")]
        public double Middle;

        [Param(0, 100, 2, "distance of the stop in percent of the price; 0: none")]
        public double Stop;
    }

    public struct Inputs
    {
        [Input("the bars that it trades")]
        public In<Candle> Candle;

        [Input("how strong the market is, 0 to 100; without it rsi of the same bars", Default = "rsi")]
        public In<double> Rsi;

        public In<Execution> Orders;

        public In<Market> Market;
    }

    public struct State
    {
        internal StrategyMachine Machine;
        internal TradeDirection Side;
        internal Price Before;
        internal long HasBefore;
    }

    public static string? Validate(in Parameters p) =>
        p.Oversold < p.Middle && p.Middle < p.Overbought ? null : $"oversold {p.Oversold}, middle {p.Middle} and overbought {p.Overbought} must rise in this order";

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        if (c.Updated(x.Orders))
        {
            s.Machine.Take(in c.Value(x.Orders), c.Value(x.Market).Multiplier, ref e);
        }

        if (!c.Updated(x.Candle))
        {
            return;
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        s.Machine.Pass(c.Time, candle.Close, ref e);
        bool isFlat = s.HasBefore != 0 && candle.High == candle.Low && candle.Close == s.Before;
        (s.Before, s.HasBefore) = (candle.Close, 1);
        double rsi = c.Value(x.Rsi);
        if (!isFlat && !double.IsNaN(rsi))
        {
            Judge(in p, ref s, in candle, rsi, c.Time, ref e);
        }
    }

    private static void Judge(in Parameters p, ref State s, in Candle candle, double rsi, Timestamp now, ref Emitter<StrategyEvent> e)
    {
        if (s.Machine.TryWatch(out Watching watching))
        {
            TradeDirection? side = rsi < p.Oversold ? TradeDirection.Buy : rsi > p.Overbought ? TradeDirection.Sell : null;
            if (side is { } found && p.Sides.Allow(found))
            {
                s.Side = found;
                watching.SetUp(found == TradeDirection.Buy ? "RSI is oversold" : "RSI is overbought", Bars.After(in candle, now, p.SetupBars), ref e);
            }
        }
        else if (s.Machine.TryCloseWatch(out CloseWatching closeWatching))
        {
            bool back = s.Side == TradeDirection.Buy ? rsi >= p.Oversold : rsi <= p.Overbought;
            if (back)
            {
                closeWatching.Enter(
                    new Entry(s.Side, candle.Close) { Size = p.Size, Stop = s.Side.BetterByPercent(candle.Close, -p.Stop), Reason = "RSI turned back" }, ref e);
            }
        }
        else if (s.Machine.TryInTrade(out InTrade trade))
        {
            if (trade.Position.Quantity.Raw > 0 ? rsi >= p.Middle : rsi <= p.Middle)
            {
                trade.Exit("RSI is back in the middle", ref e);
            }
        }
    }
}
