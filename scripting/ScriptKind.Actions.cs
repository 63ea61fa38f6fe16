using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Scripting;

// What a script wants, done through the machine, which decides what may be.
public sealed partial class ScriptKind
{
    /// <summary>How long a set-up is good for where the script does not say.</summary>
    private const double DefaultPatience = 86_400;

    private const double MostSeconds = 1e9;

    private void Act(scoped in ScriptAction action, ref ScriptState s, double price, ReadOnlySpan<char> reason, Timestamp now, ref Emitter<StrategyEvent> e)
    {
        ref StrategyMachine machine = ref s.Machine;
        switch (action.Kind)
        {
            case ScriptActionKind.CloseWatch when machine.TryWatch(out Watching watching):
                watching.SetUp(reason, Until(in action, now), ref e);
                break;
            case ScriptActionKind.Enter when machine.TryWatch(out Watching watching):
                watching.SetUp(reason, Until(in action, now), ref e);
                Enter(in action, ref s, price, reason, ref e);
                break;
            case ScriptActionKind.Enter when machine.State == MachineState.CloseWatch:
                Enter(in action, ref s, price, reason, ref e);
                break;
            case ScriptActionKind.Watch when machine.TryCloseWatch(out CloseWatching closeWatching):
                closeWatching.Void(reason, ref e);
                break;
            case ScriptActionKind.Exit when machine.TryInTrade(out InTrade trade):
                trade.Exit(reason, ref e);
                break;
            case ScriptActionKind.Adjust when machine.TryInTrade(out InTrade trade):
                Adjust(in action, ref s, trade, reason, ref e);
                break;
            case ScriptActionKind.None or ScriptActionKind.CloseWatch or ScriptActionKind.Watch when machine.State != MachineState.InTrade:
                break;
            case ScriptActionKind.None:
                break;
            default:
                throw Wrong(machine.State == MachineState.InTrade
                    ? $"{DefaultReason(action.Kind)}: a position is held; exit comes first"
                    : $"{DefaultReason(action.Kind)}: no position is held");
        }
    }

    private void Enter(scoped in ScriptAction action, ref ScriptState s, double price, ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        if (s.Machine.TryCloseWatch(out CloseWatching closeWatching) && !closeWatching.HasEntered)
        {
            Entry entry = EntryOf(in action, price, reason);
            closeWatching.Enter(in entry, ref e);
            (s.Stop, s.Target) = (Or0(action.Stop), Or0(action.Target));
        }
    }

    private void Adjust(scoped in ScriptAction action, ref ScriptState s, scoped InTrade trade, scoped ReadOnlySpan<char> reason, ref Emitter<StrategyEvent> e)
    {
        if (!double.IsNaN(action.Stop))
        {
            trade.MoveStop(PriceOf(action.Stop, "stop"), reason, ref e);
            s.Stop = action.Stop;
        }

        if (!double.IsNaN(action.Target))
        {
            trade.MoveTarget(PriceOf(action.Target, "target"), reason, ref e);
            s.Target = action.Target;
        }
    }

    private Entry EntryOf(scoped in ScriptAction action, double price, ReadOnlySpan<char> reason) =>
        new(action.Side > 0 ? TradeDirection.Buy : TradeDirection.Sell, PriceOf(double.IsNaN(action.Limit) ? price : action.Limit, "the price"))
        {
            Stop = double.IsNaN(action.Stop) ? null : PriceOf(action.Stop, "stop"),
            Target = double.IsNaN(action.Target) ? null : PriceOf(action.Target, "target"),
            Size = double.IsNaN(action.Size) ? default : new Quantity(PriceOf(action.Size, "size").Raw),
            Confidence = double.IsNaN(action.Confidence) ? 1 : action.Confidence,
            Reason = reason,
        };

    private static Timestamp Until(in ScriptAction action, Timestamp now) =>
        now.AddNanoseconds((long)(Math.Min(MostSeconds, double.IsNaN(action.Within) ? DefaultPatience : action.Within) * Timestamp.NanosecondsPerSecond));

    private Price PriceOf(double value, string what) => TryPrice(value, out Price price) ? price : throw Wrong($"{what} {value:R} is no price");

    /// <summary>The nearest price; what was a price before it was a number comes back as it was.</summary>
    private static bool TryPrice(double value, out Price price)
    {
        const double Most = 9e10;
        bool isPrice = Math.Abs(value) < Most;
        price = isPrice ? new Price((long)Math.Round(value * Price.Scale)) : default;
        return isPrice;
    }

    private static double Or0(double value) => double.IsNaN(value) ? 0 : value;

    private static ScriptPosition PositionOf(in ScriptState s, Quantity multiplier)
    {
        bool isFlat = s.Machine.Position.IsFlat;
        ScriptPosition position = default;
        position[0] = s.Machine.Position.Quantity.ToDouble();
        position[1] = isFlat ? double.NaN : s.Machine.Position.AveragePrice(multiplier).ToDouble();
        position[2] = isFlat || s.Stop == 0 ? double.NaN : s.Stop;
        position[3] = isFlat || s.Target == 0 ? double.NaN : s.Target;
        return position;
    }

    internal static string DefaultReason(ScriptActionKind kind) => kind switch
    {
        ScriptActionKind.CloseWatch => "close_watch",
        ScriptActionKind.Watch => "watch",
        ScriptActionKind.Enter => "enter",
        ScriptActionKind.Adjust => "adjust",
        _ => "exit",
    };

    private ScriptException Wrong(string message) => new($"{file.FileName}: {message}");
}
