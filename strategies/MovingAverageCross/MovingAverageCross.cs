using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Strategies;

[Kind(
    "moving_average_cross",
    "strategies",
    "Buys when a fast average crosses above a slow one, sells when it crosses below.",
    Formula = "A cross is a change of the sign of fast − slow from one bar to the next; equal is below. It sets up and enters at once, in its direction. "
        + "In a trade the opposite cross exits, and enters on the other side as soon as the position is flat, at the price of that moment. "
        + "stop and target are percent of the close of the bar that crossed; an entry that is not filled within entry_bars is given up",
    Source = "common usage; the strategy that everyone tries first",
    ComparedWith = "the rule applied to whole series")]
public readonly struct MovingAverageCross
    : IEventKind<MovingAverageCross.Parameters, MovingAverageCross.State, MovingAverageCross.Inputs, StrategyEvent>
{
    public struct Parameters
    {
        [Param("0", "1000000000", "1", "quantity of an entry; 0 leaves it to the account")]
        public Quantity Size;

        [Param("both", "which positions it may open")]
        public Sides Sides;

        [Param(1, 10_000, 3, "bars after which an entry that is not filled is given up")]
        public int EntryBars;

        [Param(0, 100, 0, "distance of the stop in percent of the price; 0: none")]
        public double Stop;

        [Param(0, 1000, 0, "distance of the target in percent of the price; 0: none")]
        public double Target;
    }

    public struct Inputs
    {
        [Input("the bars that it trades")]
        public In<Candle> Candle;

        [Input("the average that follows faster")]
        public In<double> Fast;

        [Input("the average that follows more slowly")]
        public In<double> Slow;

        public In<Execution> Orders;

        public In<Market> Market;
    }

    public struct State
    {
        internal StrategyMachine Machine;

        /// <summary>1 where fast is above slow, −1 where it is not, 0 before the first pair.</summary>
        internal long Side;

        /// <summary>The side of a cross that was not acted on yet: 1, −1, or 0.</summary>
        internal long Wanted;
    }

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        if (c.Updated(x.Orders))
        {
            s.Machine.Take(in c.Value(x.Orders), c.Value(x.Market).Multiplier, ref e);
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        if (c.Updated(x.Candle))
        {
            s.Machine.Pass(c.Time, candle.Close, ref e);
            LookForCross(ref s, c.Value(x.Fast), c.Value(x.Slow));
        }

        Act(in p, ref s, in candle, c.Time, ref e);
    }

    private static void LookForCross(ref State s, double fast, double slow)
    {
        if (double.IsNaN(fast) || double.IsNaN(slow))
        {
            return;
        }

        long side = fast > slow ? 1 : -1;
        s.Wanted = side == -s.Side ? side : s.Wanted;
        s.Side = side;
    }

    private static void Act(in Parameters p, ref State s, in Candle candle, Timestamp now, ref Emitter<StrategyEvent> e)
    {
        if (s.Wanted == 0)
        {
            return;
        }

        TradeDirection side = s.Wanted > 0 ? TradeDirection.Buy : TradeDirection.Sell;
        if (s.Machine.TryInTrade(out InTrade trade))
        {
            if (trade.Position.Quantity.Raw > 0 != (side == TradeDirection.Buy))
            {
                trade.Exit("the averages crossed back", ref e);
            }
            else
            {
                s.Wanted = 0;
            }
        }
        else if (s.Machine.TryWatch(out Watching watching))
        {
            s.Wanted = 0;
            if (p.Sides.Allow(side))
            {
                ReadOnlySpan<char> reason = side == TradeDirection.Buy ? "fast crossed above slow" : "fast crossed below slow";
                watching.SetUp(reason, Bars.After(in candle, now, p.EntryBars), ref e);
                if (s.Machine.TryCloseWatch(out CloseWatching found))
                {
                    found.Enter(
                        new Entry(side, candle.Close) { Size = p.Size, Stop = side.BetterByPercent(candle.Close, -p.Stop), Target = side.BetterByPercent(candle.Close, p.Target), Reason = reason },
                        ref e);
                }
            }
        }
        else if (s.Machine.TryCloseWatch(out CloseWatching closeWatching))
        {
            closeWatching.Void("the averages crossed back", ref e);
        }
    }
}
