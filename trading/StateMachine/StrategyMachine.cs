using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What the machine knows of the order that is to open a position.</summary>
internal enum EntryOrder : long
{
    None,

    /// <summary>It was asked for; nothing was heard of it.</summary>
    Asked,

    /// <summary>It was accepted and may be filled.</summary>
    Working,

    /// <summary>It is to be cancelled; it may still be filled.</summary>
    GivenUp,

    /// <summary>It is to be cancelled, and nothing was heard of it yet.</summary>
    Recalled,
}

/// <summary>
/// The state of a strategy on one symbol: watch → close_watch → in_trade → watch, and from close_watch back to watch. It follows fills,
/// not wishes: in_trade begins with the first fill and ends when the position is flat. A strategy gets hold of <see cref="Watching"/>,
/// <see cref="CloseWatching"/> or <see cref="InTrade"/>, each of which offers just what that state allows; the transitions into and
/// out of in_trade are nobody's to make. Unmanaged: it lies in the log's block and in every snapshot.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct StrategyMachine
{
    private MachineState state;
    private EntryOrder entry;
    private long exitAsked;
    private Timestamp deadline;
    private Position position;
    private Price mark;
    private Price stop;
    private Price target;
    private Quantity size;
    private QuantitySum highest;

    public readonly MachineState State => state;

    /// <summary>What is held, from the strategy's own fills.</summary>
    public readonly Position Position => position;

    /// <summary>Whether an entry was asked for that may still be filled.</summary>
    public readonly bool AwaitsEntry => entry != EntryOrder.None;

    /// <summary>In watch, with no order of a set-up before it left.</summary>
    [UnscopedRef]
    public bool TryWatch(out Watching watching)
    {
        bool is_ = state == MachineState.Watch && entry == EntryOrder.None;
        watching = is_ ? new Watching(ref this) : default;
        return is_;
    }

    /// <summary>In close_watch.</summary>
    [UnscopedRef]
    public bool TryCloseWatch(out CloseWatching closeWatching)
    {
        bool is_ = state == MachineState.CloseWatch;
        closeWatching = is_ ? new CloseWatching(ref this) : default;
        return is_;
    }

    /// <summary>In a trade.</summary>
    [UnscopedRef]
    public bool TryInTrade(out InTrade inTrade)
    {
        bool is_ = state == MachineState.InTrade;
        inTrade = is_ ? new InTrade(ref this) : default;
        return is_;
    }

    /// <summary>Time has passed, at a price: a set-up may be over its time.</summary>
    /// <param name="now">The time of the cycle.</param>
    /// <param name="price">What is held is valued at it.</param>
    /// <param name="e">Takes what there is to say.</param>
    public void Pass(Timestamp now, Price price, ref Emitter<StrategyEvent> e)
    {
        mark = price;
        if (state != MachineState.CloseWatch || now < deadline)
        {
            return;
        }

        switch (entry)
        {
            case EntryOrder.Working:
                GiveUp("the entry was not filled in time", ref e);
                break;
            case EntryOrder.None:
                Go(MachineState.Watch, "the set-up is over its time", ref e);
                break;
            case EntryOrder.Asked or EntryOrder.Recalled:
                // Nobody listens: no broker runs, or none answers. A fill that comes all the same is accounted.
                entry = EntryOrder.None;
                Go(MachineState.Watch, "the entry was not answered", ref e);
                break;
        }
    }

    /// <summary>One of the strategy's orders was filled, or stands elsewhere.</summary>
    /// <param name="execution">What happened.</param>
    /// <param name="multiplier">What one unit of price is worth for a quantity of 1.</param>
    /// <param name="e">Takes what there is to say.</param>
    public void Take(in Execution execution, Quantity multiplier, ref Emitter<StrategyEvent> e)
    {
        if (execution.IsFill != 0)
        {
            TakeFill(in execution, multiplier, ref e);
        }
        else
        {
            TakeUpdate(in execution, ref e);
        }
    }

    internal void SetUp(scoped ReadOnlySpan<char> reason, Timestamp until, ref Emitter<StrategyEvent> e)
    {
        deadline = until;
        Go(MachineState.CloseWatch, reason, ref e);
    }

    internal void Enter(scoped in Entry order, ref Emitter<StrategyEvent> e)
    {
        entry = EntryOrder.Asked;
        mark = order.Price;
        (stop, target, size) = (order.Stop ?? default, order.Target ?? default, order.Size);
        Say(SignalKind.Entry, order.Side, order.Price, order.Stop, order.Target, order.Size, order.Confidence, order.Reason, ref e);
    }

    internal void Void(scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        if (entry == EntryOrder.None)
        {
            Go(MachineState.Watch, reason, ref e);
        }
        else
        {
            GiveUp(reason, ref e);
        }
    }

    internal void Exit(scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        if (exitAsked == 0)
        {
            exitAsked = 1;
            Say(SignalKind.Exit, Against, mark, null, null, default, 1, reason, ref e);
        }
    }

    internal void MoveStop(Price to, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        stop = to;
        Say(SignalKind.Stop, Against, mark, to, null, default, 1, reason, ref e);
    }

    internal void MoveTarget(Price to, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        target = to;
        Say(SignalKind.Target, Against, mark, null, to, default, 1, reason, ref e);
    }

    /// <summary>What the size of the entry leaves to be filled.</summary>
    private readonly Quantity Room => new(Math.Max(0, size.Raw - Math.Abs(position.Quantity.Raw)));

    /// <summary>The side that makes what is held smaller.</summary>
    private readonly TradeDirection Against => position.Quantity.Raw < 0 ? TradeDirection.Buy : TradeDirection.Sell;

    private void TakeFill(in Execution fill, Quantity multiplier, ref Emitter<StrategyEvent> e)
    {
        bool wasFlat = position.IsFlat;
        mark = fill.Price;
        position.Apply(fill.Quantity, fill.Price, multiplier, fill.Fee.ToLong128());
        if (fill.Purpose == OrderPurpose.Entry && fill.State == OrderState.Filled)
        {
            entry = EntryOrder.None;
        }

        if (wasFlat && !position.IsFlat)
        {
            if (state == MachineState.Watch)
            {
                Go(MachineState.CloseWatch, "a fill that was not expected", ref e);
            }

            Go(MachineState.InTrade, "the entry was filled", ref e);
        }

        SayPosition(multiplier, ref e);
        if (position.IsFlat && state == MachineState.InTrade)
        {
            exitAsked = 0;
            Go(MachineState.Watch, ReasonOf(fill.Purpose), ref e);
            if (entry is EntryOrder.Asked or EntryOrder.Working)
            {
                // The rest of an entry that was filled in part must not open the position again.
                GiveUp("the position is closed", ref e);
            }
        }
    }

    private void TakeUpdate(in Execution update, ref Emitter<StrategyEvent> e)
    {
        bool ended = update.State is OrderState.Canceled or OrderState.Rejected or OrderState.Expired;
        if (update.Purpose == OrderPurpose.Entry)
        {
            if (ended)
            {
                entry = EntryOrder.None;
                if (state == MachineState.CloseWatch && position.IsFlat)
                {
                    Go(MachineState.Watch, ReasonOf(update.State), ref e);
                }
            }
            else
            {
                entry = entry switch { EntryOrder.Asked => EntryOrder.Working, EntryOrder.Recalled => EntryOrder.GivenUp, _ => entry };
            }
        }
        else if (update.Purpose == OrderPurpose.Exit && ended)
        {
            exitAsked = 0;
        }
    }

    private void GiveUp(scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        if (entry is EntryOrder.Asked or EntryOrder.Working)
        {
            entry = entry == EntryOrder.Asked ? EntryOrder.Recalled : EntryOrder.GivenUp;
            Say(SignalKind.Exit, Against, mark, null, null, default, 1, reason, ref e);
        }
    }

    private void Go(MachineState to, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        StateTransition transition = new() { From = state, To = to, Reason = Text64.From(reason) };
        state = to;
        e.Emit(transition);
    }

    private readonly void Say(
        SignalKind kind, TradeDirection side, Price price, Price? stop, Price? target, Quantity size, double confidence, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e) =>
        e.Emit(new TradeSignal
        {
            Kind = kind,
            Side = side,
            Price = price,
            Stop = stop ?? Price.MinValue,
            Target = target ?? Price.MinValue,
            Size = size,
            Confidence = confidence,
            State = state,
            Reason = Text64.From(reason),
        });

    private void SayPosition(Quantity multiplier, ref Emitter<StrategyEvent> e)
    {
        QuantitySum unrealized = QuantitySum.FromLong128(position.Unrealized(mark, multiplier));
        e.Emit(new PositionUpdate
        {
            Quantity = position.Quantity,
            AveragePrice = position.IsFlat ? Price.MinValue : position.AveragePrice(multiplier),
            MarkPrice = mark,
            RealizedProfit = position.Realized,
            UnrealizedProfit = unrealized,
            Fees = position.Fees,
        });
        QuantitySum equity = position.Realized + unrealized - position.Fees;
        highest = equity > highest ? equity : highest;
        e.Emit(new RiskMetric
        {
            StopLoss = position.IsFlat || stop.Raw == 0 ? Price.MinValue : stop,
            TakeProfit = position.IsFlat || target.Raw == 0 ? Price.MinValue : target,
            Exposure = QuantitySum.FromLong128(Long128.Abs(Amounts.Value(mark, position.Quantity, multiplier))),
            Drawdown = highest - equity,
            ExposureRoom = QuantitySum.FromLong128(Amounts.Value(mark, Room, multiplier)),
            LossRoom = stop.Raw == 0 ? QuantitySum.Zero : QuantitySum.FromLong128(Long128.Max(0, Amounts.Value(mark, position.Quantity, multiplier) - Amounts.Value(stop, position.Quantity, multiplier))),
            PositionRoom = Room,
        });
    }

    private static ReadOnlySpan<char> ReasonOf(OrderPurpose role) => role switch
    {
        OrderPurpose.Stop => "the stop was filled",
        OrderPurpose.Target => "the target was filled",
        _ => "the position is closed",
    };

    private static ReadOnlySpan<char> ReasonOf(OrderState state) => state switch
    {
        OrderState.Rejected => "the entry was rejected",
        OrderState.Expired => "the entry expired",
        _ => "the entry was canceled",
    };
}
