using System.CommandLine;
using System.CommandLine.Invocation;

namespace Pawl.Host.Commands;

/// <summary>Prints what a command does, how it is called, its options and examples.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    private const int Widest = 100;
    private const int Gap = 2;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, Console.Out, Console.IsOutputRedirected);
        return 0;
    }

    public static void Write(Command command, TextWriter to, bool redirected)
    {
        bool plain = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
        int width = redirected ? Widest : Math.Clamp(Console.WindowWidth, 40, Widest);
        bool isRoot = command is RootCommand;
        foreach (string line in Wrap(isRoot ? command.Description! : $"pawl {command.Name}: {command.Description}", width))
        {
            to.WriteLine(line);
        }

        to.WriteLine();
        to.WriteLine($"{Heading("Usage:", plain)} {Usage(command)}");
        Section("Commands", [.. command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? ""))]);
        Section("Arguments", [.. command.Arguments.Select(a => (a.HelpName ?? a.Name, a.Description ?? ""))]);
        Section("Options", [.. command.Options.Where(o => !o.Hidden).Select(o => (Signature(o), o.Description ?? ""))]);
        if (command is Verb { Examples: { Count: > 0 } examples })
        {
            to.WriteLine();
            to.WriteLine(Heading("Examples:", plain));
            foreach (string example in examples)
            {
                to.WriteLine("  " + example);
            }
        }

        void Section(string title, (string Name, string Text)[] rows)
        {
            if (rows.Length == 0)
            {
                return;
            }

            to.WriteLine();
            to.WriteLine(Heading(title + ":", plain));
            int names = rows.Max(r => r.Name.Length) + Gap;
            foreach ((string name, string text) in rows)
            {
                string start = "  " + name.PadRight(names);
                foreach (string line in Wrap(text, Math.Max(30, width - start.Length)))
                {
                    to.WriteLine(start + line);
                    start = new string(' ', start.Length);
                }
            }
        }
    }

    private static string Heading(string text, bool plain) => plain ? text : $"\u001b[1m{text}\u001b[0m";

    private static string Usage(Command command)
    {
        if (command is RootCommand)
        {
            return "pawl COMMAND [OPTIONS]";
        }

        IEnumerable<string> arguments = command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name);
        IEnumerable<string> required = command.Options.Where(o => o.Required).Select(o => $"{o.Name} {o.HelpName}{(o.AllowMultipleArgumentsPerToken ? "…" : "")}");
        return string.Join(' ', [$"pawl {command.Name}", .. arguments, .. required, "[OPTIONS]"]);
    }

    private static string Signature(Option option)
    {
        string shortName = option.Aliases.FirstOrDefault(a => a.Length == 2 && a != "-?") is { } alias ? alias + ", " : "    ";
        return $"{shortName}{option.Name}{(option.HelpName is null ? "" : " " + option.HelpName)}";
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : line + " " + word;
        }

        yield return line;
    }
}
