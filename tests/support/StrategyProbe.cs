using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>What a test makes a strategy try, as the whole part of a bar's close.</summary>
public enum ProbeMove
{
    Wait = 100,
    SetUp,
    SetUpAndEnter,
    Enter,
    Void,
    Exit,
    MoveStop,
}

/// <summary>A strategy without an idea: it tries what the close of each bar says, through the machine like any other.</summary>
[Kind("probe", "tests", "tries what the close says")]
public readonly struct StrategyProbe : IEventKind<None, StrategyMachine, StrategyProbe.Inputs, StrategyEvent>
{
    /// <summary>A set-up is over after so many nanoseconds.</summary>
    public const long Patience = 180_000_000_000;

    public struct Inputs
    {
        public In<Candle> Candle;
        public In<Execution> Orders;
        public In<Market> Market;
    }

    public static void Step(in None p, ref StrategyMachine s, in Inputs x, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        if (c.Updated(x.Orders))
        {
            s.Take(in c.Value(x.Orders), c.Value(x.Market).Multiplier, ref e);
        }

        if (c.Updated(x.Candle))
        {
            Price close = c.Value(x.Candle).Close;
            s.Pass(c.Time, close, ref e);
            Try((ProbeMove)(close.Raw / Price.Scale), ref s, close, c.Time, ref e);
        }
    }

    private static void Try(ProbeMove move, ref StrategyMachine s, Price close, Timestamp now, ref Emitter<StrategyEvent> e)
    {
        Entry entry = new(TradeDirection.Buy, close) { Size = new Quantity(4 * Quantity.Scale), Stop = new Price(90 * Price.Scale), Reason = "tried" };
        if (move is ProbeMove.SetUp or ProbeMove.SetUpAndEnter && s.TryWatch(out Watching watching))
        {
            watching.SetUp("tried", now.AddNanoseconds(Patience), ref e);
            if (move == ProbeMove.SetUpAndEnter && s.TryCloseWatch(out CloseWatching found))
            {
                found.Enter(in entry, ref e);
            }
        }

        if (s.TryCloseWatch(out CloseWatching closeWatching) && move == ProbeMove.Enter)
        {
            closeWatching.Enter(in entry, ref e);
        }
        else if (s.TryCloseWatch(out closeWatching) && move == ProbeMove.Void)
        {
            closeWatching.Void("tried", ref e);
        }

        if (s.TryInTrade(out InTrade trade) && move == ProbeMove.Exit)
        {
            trade.Exit("tried", ref e);
        }
        else if (s.TryInTrade(out trade) && move == ProbeMove.MoveStop)
        {
            trade.MoveStop(close, "tried", ref e);
        }
    }
}
