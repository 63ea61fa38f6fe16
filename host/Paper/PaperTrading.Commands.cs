using Pawl.Backtesting.Runs;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Paper;

// What people ask for takes effect between two pieces of the input, before anything of the next one.
internal sealed partial class PaperTrading
{
    private void Obey(Timestamp next)
    {
        if (request.Commands is not { } commands)
        {
            return;
        }

        Timestamp time = account!.Newest == Timestamp.MinValue ? next : account.Newest;
        foreach (AccountCommand command in commands.Look(account.LastCommand))
        {
            if (command.Scope == RiskScope.Account && command.Target.Length > 0 && command.Target != name)
            {
                continue;
            }

            bool isKnown = account.Obey(command, time);
            request.Findings.WriteLine(isKnown ? $"account {name}: {Describe(command)}" : $"account {name}: there is no {Words(command.Scope)} '{command.Target}' here; nothing changed");
        }

        if (commands.IsHaltedByFile && account.Account.Risk.StateOf(RiskScope.Global).State != TradingState.Halted)
        {
            AccountCommand halt = new(account.LastCommand, true, RiskScope.Global, "", $"the file {Path.GetFileName(commands.HaltFile)} is there");
            account.Obey(halt, time);
            request.Findings.WriteLine($"account {name}: {Describe(halt)}");
        }
    }

    private static string Describe(AccountCommand command)
    {
        string what = command.Scope is RiskScope.Global or RiskScope.Account ? "all of it" : $"{Words(command.Scope)} {command.Target}";
        string why = command.Reason.Length > 0 ? $" ({command.Reason})" : "";
        return command.Halts ? $"halted, {what}{why}; what protects a position stays" : $"armed again, {what}{why}";
    }

    private static string Words(RiskScope scope) => scope.ToString().ToLowerInvariant();
}
