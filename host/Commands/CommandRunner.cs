using System.CommandLine;
using System.Globalization;
using Pawl.Host.Configuration;
using Pawl.Ingestion;
using Pawl.Recovery;

namespace Pawl.Host.Commands;

/// <summary>Runs a command line; every failure is one clear line on standard error, never a stack trace.</summary>
internal static class CommandRunner
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUse = 2;
    private const int LongestLine = 600;

    public static int Run(RootCommand root, string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Invoke(root, args);
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
        catch (Exception e) when (e is IngestionException or StoreException)
        {
            Error(e.Message);
            return Failure;
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            // The reader of our output has seen enough, as 'head' does.
            return Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error(e.Message.StartsWith("No space left", StringComparison.Ordinal) ? e.Message + "; free some, or write elsewhere" : e.Message);
            return Failure;
        }
        catch (Exception e) when (e is OutOfMemoryException || e.InnerException is OutOfMemoryException)
        {
            Error("out of memory; allow more of it, or compute fewer symbols and nodes at once; 'pawl doctor' tells the limit");
            return Failure;
        }
        catch (Exception e)
        {
            Error($"a mistake of the program, please report it: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}");
            return Failure;
        }
    }

    /// <summary>Tells that a signal ended the command; returns the exit code.</summary>
    public static int Stopped()
    {
        Error("stopped; unfinished files end in .partial");
        return Interruption.ExitCode;
    }

    private static int Invoke(RootCommand root, string[] args)
    {
        if (args.Length == 0)
        {
            Help.Write(root, new Page(Console.Error, Console.IsErrorRedirected));
            return WrongUse;
        }

        // Arguments that begin with @ name no files of further arguments: what stands in a file is not told by accident.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (TypedDash.In(args) is { } dash)
        {
            throw new UsageException(dash);
        }

        return parsed.Errors.Count == 0 || parsed.Action is { ClearsParseErrors: true }
            ? parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false })
            : throw new UsageException(WrongUseOf(parsed));
    }

    private static bool IsClosedPipe(IOException e) => e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);

    /// <summary>What is wrong with a command line, in one line.</summary>
    private static string WrongUseOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string help = command is RootCommand ? "see 'pawl --help'" : $"see 'pawl {Verb.Path(command)} --help'";
        if (parsed.UnmatchedTokens.Count == 0)
        {
            return string.Join("; ", parsed.Errors.Select(e => e.Message.TrimEnd('.')).Append(help));
        }

        string unknown = parsed.UnmatchedTokens[0];
        return unknown.StartsWith('-')
            ? $"{Options.Unknown(unknown, command)}; {help}"
            : $"unknown {(command.Subcommands.Count > 0 ? "command" : "argument")} {Shown.Of(unknown)}{Options.Meant(unknown, command.Subcommands)}; {help}";
    }

    /// <summary>Writes one line, whatever was typed: without control characters, and cut in the middle, as its end is the remedy.</summary>
    private static void Error(string line)
    {
        string shown = Shown.Plain(line.Length <= LongestLine ? line : $"{line[..(LongestLine / 2)]}…{line[^(LongestLine / 2)..]}", 6 * LongestLine);
        try
        {
            Console.Error.WriteLine("pawl: " + shown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told; the exit code still says it.
        }
    }
}
