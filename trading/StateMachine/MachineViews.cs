using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>A strategy that looks for an opportunity.</summary>
public readonly ref struct Watching
{
    internal readonly ref StrategyMachine Machine;

    internal Watching(ref StrategyMachine machine) => Machine = ref machine;
}

/// <summary>A strategy that has a set-up.</summary>
public readonly ref struct CloseWatching
{
    internal readonly ref StrategyMachine Machine;

    internal CloseWatching(ref StrategyMachine machine) => Machine = ref machine;

    /// <summary>Whether an entry was asked for already.</summary>
    public bool HasEntered => Machine.AwaitsEntry;
}

/// <summary>A strategy that manages a position.</summary>
public readonly ref struct InTrade
{
    internal readonly ref StrategyMachine Machine;

    internal InTrade(ref StrategyMachine machine) => Machine = ref machine;

    /// <summary>What is held.</summary>
    public Position Position => Machine.Position;
}

/// <summary>What a strategy can do in each of its states. They are extensions so that the compiler knows that nothing of them is kept.</summary>
public static class MachineActions
{
    /// <summary>A set-up exists: the conditions of an entry are judged from now on.</summary>
    /// <param name="watching">The state.</param>
    /// <param name="reason">Why.</param>
    /// <param name="until">When it is over, unless an entry is filled before.</param>
    /// <param name="e">Takes the transition.</param>
    public static void SetUp(this scoped Watching watching, scoped ReadOnlySpan<char> reason, Timestamp until, ref Emitter<StrategyEvent> e) =>
        watching.Machine.SetUp(reason, until, ref e);

    /// <summary>Asks for a position, once in a set-up. The trade begins with the first fill.</summary>
    public static void Enter(this scoped CloseWatching closeWatching, scoped in Entry entry, ref Emitter<StrategyEvent> e)
    {
        if (!closeWatching.HasEntered)
        {
            closeWatching.Machine.Enter(in entry, ref e);
        }
    }

    /// <summary>The set-up is void. Where an entry was asked for, it is cancelled first, and what becomes of it decides.</summary>
    public static void Void(this scoped CloseWatching closeWatching, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e) =>
        closeWatching.Machine.Void(reason, ref e);

    /// <summary>A new price for the stop.</summary>
    public static void MoveStop(this scoped InTrade trade, Price stop, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e) =>
        trade.Machine.MoveStop(stop, reason, ref e);

    /// <summary>A new price for the target.</summary>
    public static void MoveTarget(this scoped InTrade trade, Price target, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e) =>
        trade.Machine.MoveTarget(target, reason, ref e);

    /// <summary>Asks to close the position. The trade ends when it is flat; until then it is asked for once.</summary>
    public static void Exit(this scoped InTrade trade, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e) =>
        trade.Machine.Exit(reason, ref e);
}
