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
            Help.Write(root, Console.Error, Console.IsErrorRedirected);
            return WrongUse;
        }

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Error(error.Message);
            }

            Error($"see 'pawl {string.Join(' ', Path(parsed.CommandResult))}--help'");
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

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.Parent is System.CommandLine.Parsing.CommandResult)
        {
            yield return result.Command.Name + " ";
        }
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
