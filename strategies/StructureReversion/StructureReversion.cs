using Pawl.Engine;
using Pawl.Indicators;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Strategies;

[Kind(
    "structure_reversion",
    "strategies",
    "Goes back to the volume-weighted average price from an over-extended move, while structure shows no trend.",
    Formula = "Ranging: no break of structure with the trend in the last quiet_bars bars. A close at least reach deviations from VWAP while ranging is a set-up to go back. "
        + "It is entered at the first later close within reach deviations, and is void at a break with the trend, or after setup_bars. "
        + "stop = the extreme since the set-up ∓ stop_atr·ATR; in a trade a close at or beyond VWAP exits",
    Source = "reversion to VWAP and its bands, common usage; structure as in break_of_structure",
    ComparedWith = "a worked example")]
public readonly struct StructureReversion
    : IEventKind<StructureReversion.Parameters, StructureReversion.State, StructureReversion.Inputs, StrategyEvent>
{
    public struct Parameters
    {
        [Param("0", "1000000000", "1", "quantity of an entry; 0 leaves it to the account")]
        public Quantity Size;

        [Param("both", "which positions it may open")]
        public Sides Sides;

        [Param(1, 10_000, 6, "bars within which a set-up must be entered")]
        public int SetupBars;

        [Param(0, 100_000, 10, "bars without a break with the trend that make a range")]
        public long QuietBars;

        [Param(0.1, 100, 2, "deviations from the average that are over-extended")]
        public double Reach;

        [Param(0, 100, 0.5, "distance of the stop beyond the extreme, in average true ranges")]
        public double StopAtr;
    }

    public struct Inputs
    {
        [Input("the bars that it trades")]
        public In<Candle> Candle;

        [Input("the average and its deviation; without it vwap of the same bars", Default = "vwap")]
        public In<Vwap.Output> Vwap;

        [Input("the breaks; without it break_of_structure of the same bars", Awaited = false, Default = "break_of_structure")]
        public InEvents<BreakOfStructure> Breaks;

        [Input("how far price usually goes; without it atr of the same bars", Default = "atr")]
        public In<double> Range;

        public In<Execution> Orders;

        public In<Market> Market;
    }

    public struct State
    {
        internal StrategyMachine Machine;
        internal TradeDirection Side;
        internal Price Extreme;

        /// <summary>Bars since structure last broke with the trend.</summary>
        internal long Quiet;
    }

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
        s.Quiet++;
        foreach (ref readonly BreakOfStructure found in c.Events(x.Breaks))
        {
            s.Quiet = found.Kind == BreakKind.Bos ? 0 : s.Quiet;
        }

        ref readonly Vwap.Output vwap = ref c.Value(x.Vwap);
        if (!double.IsNaN(vwap.Vwap) && vwap.Deviation > 0)
        {
            Judge(in p, ref s, in candle, in vwap, c.Value(x.Range), c.Time, ref e);
        }
    }

    private static void Judge(in Parameters p, ref State s, in Candle candle, in Vwap.Output vwap, double range, Timestamp now, ref Emitter<StrategyEvent> e)
    {
        double away = (candle.Close.ToDouble() - vwap.Vwap) / vwap.Deviation;
        if (s.Machine.TryWatch(out Watching watching))
        {
            TradeDirection side = away > 0 ? TradeDirection.Sell : TradeDirection.Buy;
            if (Math.Abs(away) >= p.Reach && s.Quiet > p.QuietBars && p.Sides.Allow(side))
            {
                (s.Side, s.Extreme) = (side, Far(in candle, side));
                watching.SetUp("over-extended in a range", Bars.After(in candle, now, p.SetupBars), ref e);
            }
        }
        else if (s.Machine.TryCloseWatch(out CloseWatching closeWatching))
        {
            Price far = Far(in candle, s.Side);
            s.Extreme = s.Side.IsBeyond(s.Extreme, far) ? far : s.Extreme;
            if (s.Quiet == 0)
            {
                closeWatching.Void("structure broke with the trend", ref e);
            }
            else if (-s.Side.Sign() * away < p.Reach && !double.IsNaN(range))
            {
                closeWatching.Enter(
                    new Entry(s.Side, candle.Close) { Size = p.Size, Stop = s.Side.Better(s.Extreme, -p.StopAtr * range), Reason = "back within the band" }, ref e);
            }
        }
        else if (s.Machine.TryInTrade(out InTrade trade) && Math.Sign(trade.Position.Quantity.Raw) * away >= 0)
        {
            trade.Exit("back at the average", ref e);
        }
    }

    private static Price Far(in Candle candle, TradeDirection side) => side == TradeDirection.Buy ? candle.Low : candle.High;
}
