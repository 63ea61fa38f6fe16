using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Pawl.Ingestion;

namespace Pawl.Host.Commands;

/// <summary>Runs a command line; every failure is one clear line on standard error, never a stack trace.</summary>
internal static class CommandRunner
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUse = 2;

    public static int Run(RootCommand root, string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        root.Options.OfType<HelpOption>().Single().Action = new Help();
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        if (args.Length == 0)
        {
            Help.Write(root, new Page(Console.Error, Console.IsErrorRedirected));
            return WrongUse;
        }

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Error(WrongUseOf(parsed));
            return WrongUse;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException e)
        {
            Error(e.Message);
            return WrongUse;
        }
        catch (FailureException e)
        {
            foreach (string line in e.Lines)
            {
                Error(line);
            }

            return Failure;
        }
        catch (IngestionException e)
        {
            Error(e.Message);
            return Failure;
        }
        catch (OperationCanceledException)
        {
            Error("stopped");
            return Failure;
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            // The reader of our output has seen enough, as 'head' does.
            return Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error(e.Message);
            return Failure;
        }
    }

    private static bool IsClosedPipe(IOException e) => e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);

    /// <summary>What is wrong with a command line, in one line.</summary>
    private static string WrongUseOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string help = command is RootCommand ? "see 'pawl --help'" : $"see 'pawl {command.Name} --help'";
        if (parsed.UnmatchedTokens.Count == 0)
        {
            return string.Join("; ", parsed.Errors.Select(e => e.Message.TrimEnd('.')).Append(help));
        }

        string unknown = parsed.UnmatchedTokens[0];
        return unknown.StartsWith('-')
            ? $"{Options.Unknown(unknown, command)}; {help}"
            : $"unknown {(command.Subcommands.Count > 0 ? "command" : "argument")} '{unknown}'{Options.Meant(unknown, command.Subcommands)}; {help}";
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            Console.WriteLine("pawl " + typeof(CommandRunner).Assembly.GetName().Version!.ToString(3));
            return 0;
        }
    }

    private static void Error(string line) => Console.Error.WriteLine("pawl: " + line);
}
