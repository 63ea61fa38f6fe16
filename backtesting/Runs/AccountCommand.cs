using Pawl.Backtesting.Results;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>What a person asks of an account: to stop what makes positions larger, or to go on.</summary>
/// <param name="Id">Its number; each is obeyed once.</param>
/// <param name="Halts">Whether to stop.</param>
/// <param name="Scope">What is meant.</param>
/// <param name="Target">The strategy or the symbol; empty for all.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record AccountCommand(long Id, bool Halts, RiskScope Scope, string Target, string Reason);

// What people ask for, between two pieces.
public sealed partial class TradingAccount
{
    /// <summary>The last command that was obeyed.</summary>
    public long LastCommand { get; private set; }

    /// <summary>When something happened last.</summary>
    public Timestamp Newest => newest;

    /// <summary>Obeys a command: entries that stand in its scope are taken back, what protects a position stays.</summary>
    /// <returns>Whether what it is about is known here.</returns>
    public bool Obey(AccountCommand command, Timestamp time)
    {
        ArgumentNullException.ThrowIfNull(command);
        LastCommand = Math.Max(LastCommand, command.Id);
        OrdersChanged = true;
        int index = command.Scope switch
        {
            RiskScope.Strategy => Array.IndexOf(strategies, command.Target),
            RiskScope.Symbol => Array.FindIndex(symbols, s => s.Name == command.Target),
            _ => 0,
        };
        if (index < 0)
        {
            return false;
        }

        Control message = new()
        {
            Command = command.Halts ? ControlCommand.Halt : ControlCommand.Resume,
            Target = Text64.From(command.Target),
            By = Text64.From(command.Reason),
        };
        results.Message(command.Scope == RiskScope.Symbol ? command.Target : "", command.Scope == RiskScope.Strategy ? command.Target : "", time, in message);
        if (command.Halts)
        {
            account.Kill(command.Scope, index, time);
        }
        else
        {
            account.Risk.Arm(command.Scope, index);
        }

        Describe(time);
        return true;
    }
}
