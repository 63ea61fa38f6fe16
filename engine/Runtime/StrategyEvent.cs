using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What a strategy says.</summary>
public enum StrategyEventKind : long
{
    Signal,
    Transition,
    Position,
    Risk,
}

/// <summary>
/// One thing that a strategy says: a <see cref="TradeSignal"/>, a <see cref="StateTransition"/>, a <see cref="PositionUpdate"/> or a
/// <see cref="RiskMetric"/>. So a strategy is one node with one output in order, and each message is published as what it is.
/// </summary>
[Union(typeof(TradeSignal), typeof(StateTransition), typeof(PositionUpdate), typeof(RiskMetric))]
[StructLayout(LayoutKind.Sequential)]
public struct StrategyEvent
{
    private StrategyEventKind kind;
    private Room room;

    public readonly StrategyEventKind Kind => kind;

    public static implicit operator StrategyEvent(in TradeSignal signal) => Of(StrategyEventKind.Signal, in signal);

    public static implicit operator StrategyEvent(in StateTransition transition) => Of(StrategyEventKind.Transition, in transition);

    public static implicit operator StrategyEvent(in PositionUpdate position) => Of(StrategyEventKind.Position, in position);

    public static implicit operator StrategyEvent(in RiskMetric risk) => Of(StrategyEventKind.Risk, in risk);

    /// <summary>The signal, where it is one.</summary>
    public readonly bool TryGet(out TradeSignal signal) => TryGet(StrategyEventKind.Signal, out signal);

    /// <summary>The transition, where it is one.</summary>
    public readonly bool TryGet(out StateTransition transition) => TryGet(StrategyEventKind.Transition, out transition);

    /// <summary>The position, where it is one.</summary>
    public readonly bool TryGet(out PositionUpdate position) => TryGet(StrategyEventKind.Position, out position);

    /// <summary>The risk, where it is one.</summary>
    public readonly bool TryGet(out RiskMetric risk) => TryGet(StrategyEventKind.Risk, out risk);

    private readonly bool TryGet<T>(StrategyEventKind wanted, out T message)
        where T : unmanaged
    {
        message = kind == wanted ? Unsafe.As<Room, T>(ref Unsafe.AsRef(in room)) : default;
        return kind == wanted;
    }

    private static StrategyEvent Of<T>(StrategyEventKind kind, in T message)
        where T : unmanaged
    {
        StrategyEvent e = new() { kind = kind };
        Unsafe.As<Room, T>(ref e.room) = message;
        return e;
    }

    /// <summary>As long as the longest of them, a signal.</summary>
    [InlineArray(16)]
    private struct Room
    {
        private long first;
    }
}
