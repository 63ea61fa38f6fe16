using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Host.Paper;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Commands;

/// <summary>What a command of the kill switch is about.</summary>
internal enum KillScope
{
    Global,
    Account,
    Strategy,
    Symbol,
}

/// <summary><c>pawl kill-switch</c>: stops what makes positions larger, in a run that goes on or that is started later.</summary>
internal static class KillSwitchCommand
{
    private const int MostReason = 64;

    /// <summary>Makes the store that the examples are about.</summary>
    private const string MakeStore = "pawl run -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --store paper.db";

    public static Command Create() => new Verb("kill-switch", "Stop what makes positions larger, within a second also in a run that goes on, and arm it again. It survives every restart.")
    {
        Change("on", "Send nothing that makes a position larger, and take back entries that stand. Stops, targets and exits stay and pass.", halts: true),
        Change("off", "Arm again what the switch, or a limit, has stopped: a person's act, to be taken once the reason is known and gone.", halts: false),
        Status(),
    };

    private static Verb Change(string name, string description, bool halts)
    {
        Option<string> store = DbCommand.Store();
        ParsedOption<KillScope> scope = Options.Choice<KillScope>("--scope", "What is meant: everything (global, the default), the accounts, one strategy, or one symbol.");
        Option<string?> target = new("--target") { Description = "With --scope strategy or symbol: which; with account, which where there are several.", HelpName = "NAME" };
        Option<string?> reason = new("--reason") { Description = "Why, for the log of the account; at most 64 characters.", HelpName = "TEXT" };
        Verb command = new(name, description)
        {
            Examples = [MakeStore, $"pawl kill-switch {name} --store paper.db --reason \"looks wrong\"", $"pawl kill-switch {name} --store paper.db --scope strategy --target cross"],
        };
        foreach (Option option in (Option[])[store, scope, target, reason])
        {
            command.Add(option);
        }

        command.SetAction(parsed => Run(
            parsed.GetValue(store)!, halts, parsed.GetValue(scope) ?? KillScope.Global, parsed.GetValue(target) ?? "", parsed.GetValue(reason) ?? ""));
        return command;
    }

    private static int Run(string path, bool halts, KillScope scope, string target, string reason)
    {
        if (scope is KillScope.Strategy or KillScope.Symbol && target.Length == 0)
        {
            throw new UsageException($"--scope {Word(scope)} needs --target NAME");
        }

        if (scope is KillScope.Global && target.Length > 0)
        {
            throw new UsageException($"--target {Shown.Of(target)}: say with --scope whether it is an account, a strategy or a symbol");
        }

        if (reason.Length > MostReason || target.Length > MostReason)
        {
            throw new UsageException($"--reason and --target have at most {MostReason} characters");
        }

        using StoredCommands commands = StoredCommands.Open(path, writes: true);
        commands.Add(halts ? "halt" : "resume", Word(scope), target, reason);
        string what = target.Length > 0 ? $"{Word(scope)} {target}" : Word(scope);
        Console.Out.WriteLine($"{path}: {(halts ? "on" : "off")}, {what}; a run of this store obeys within a second, or when it starts");
        if (!halts && File.Exists(KillSwitch.HaltFileOf(path)))
        {
            Console.Out.WriteLine($"{KillSwitch.HaltFileOf(path)} is there and keeps everything halted; remove it, then say this again");
        }

        return 0;
    }

    private static Verb Status()
    {
        Option<string> store = DbCommand.Store();
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("status", "Show what is halted by the switch, since when and why, and what the accounts last said of themselves.")
        {
            Examples = [MakeStore, "pawl kill-switch status --store paper.db", "pawl kill-switch status --store paper.db --json"],
            Json = KillSwitchStatus.Fields,
        };
        command.Add(store);
        command.Add(json);
        command.SetAction(parsed =>
        {
            KillSwitchStatus status = KillSwitchStatus.Of(parsed.GetValue(store)!);
            if (parsed.GetValue(json))
            {
                status.WriteJson();
            }
            else
            {
                status.WriteText(Console.Out);
            }

            return 0;
        });
        return command;
    }

    private static string Word(KillScope scope) => scope.ToString().ToLowerInvariant();
}
