using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Host.Web;

namespace Pawl.Host.Commands;

/// <summary><c>pawl key</c>: makes a key for the API. Only its hash is kept.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "Whose it is: letters, digits, '_' and '-'." };
        Option<bool> orders = new("--orders") { Description = "Let it see orders, their fills and the account, too." };
        Option<bool> trade = new("--trade") { Description = "Let it trade, too: see orders, stop and allow trading." };
        Option<bool> ingest = new("--ingest") { Description = "Let it bring ticks to an ingestion gateway, and nothing else." };
        Option<bool> hmac = new("--hmac") { Description = "With --ingest: it is never sent, but signs what it sends. The line that is kept holds the key itself." };
        Verb command = new("key", "Make a key for the API: the line to keep goes to standard output, the key to standard error, once.")
        {
            Examples = ["pawl key desk >> keys.txt", "pawl key blotter --orders >> keys.txt", "pawl key risk --trade >> keys.txt", "pawl key feed --ingest >> keys.txt", "pawl key plant --ingest --hmac >> keys.txt", "pawl run -p config/pipelines/demo.yaml -d simulated --store live.db --serve --set web.keys=keys.txt"],
        };
        command.Add(name);
        command.Add(orders);
        command.Add(trade);
        command.Add(ingest);
        command.Add(hmac);
        command.SetAction(parsed =>
        {
            string whose = parsed.GetValue(name)!;
            if (whose.Length > 64 || !whose.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            {
                throw new UsageException($"NAME {Shown.Of(whose)}: write up to 64 letters, digits, '_' and '-'");
            }

            if (parsed.GetValue(ingest) && (parsed.GetValue(orders) || parsed.GetValue(trade)))
            {
                throw new UsageException("--ingest: a key that brings ticks does nothing else; make another key for the rest");
            }

            if (parsed.GetValue(hmac))
            {
                return parsed.GetValue(ingest) ? Tell(whose, ApiKeys.MakeSecret(whose)) : throw new UsageException("--hmac: only what brings ticks is signed; write --ingest, too");
            }

            Right rights = parsed.GetValue(ingest) ? Right.Ingest : parsed.GetValue(trade) ? Right.Read | Right.Orders | Right.Trade : parsed.GetValue(orders) ? Right.Read | Right.Orders : Right.Read;
            return Tell(whose, ApiKeys.Make(whose, rights));
        });
        return command;
    }

    private static int Tell(string whose, (string Key, string Line) made)
    {
        Console.Out.WriteLine(made.Line);
        Console.Error.WriteLine(made.Line.Contains(made.Key, StringComparison.Ordinal)
            ? $"the key of {whose}, by which it signs; keep the line from others, for it holds the same: {made.Key}"
            : $"the key of {whose}, which nobody can show again: {made.Key}");
        return 0;
    }
}
