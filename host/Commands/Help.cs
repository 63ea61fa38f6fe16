using System.CommandLine;
using System.CommandLine.Invocation;

namespace Pawl.Host.Commands;

/// <summary>Prints what a command does, how it is called, its options and examples.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, Page.OnConsole());
        return 0;
    }

    public static void Write(Command command, Page page)
    {
        page.Paragraph(command is RootCommand ? command.Description! : $"pawl {Verb.Path(command)}: {command.Description}");
        page.Line();
        page.Line($"{page.Heading("Usage:")} {Usage(command)}");
        page.Section("Commands", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? "")));
        page.Section("Arguments", command.Arguments.Select(a => (a.HelpName ?? a.Name, a.Description ?? "")));
        page.Section("Options", command.Options.Where(o => !o.Hidden).Select(o => (Signature(o), o.Description ?? "")));
        if (ExamplesOf(command) is { Count: > 0 } examples)
        {
            page.Line();
            page.Line(page.Heading("Examples:"));
            foreach (string example in examples)
            {
                page.Line("  " + example);
            }
        }
    }

    public static IReadOnlyList<string> ExamplesOf(Command command) => command is Verb verb ? verb.Examples : CommandLine.Examples;

    public static string Usage(Command command)
    {
        if (command is RootCommand)
        {
            return "pawl COMMAND [OPTIONS]";
        }

        if (command.Subcommands.Count > 0)
        {
            return $"pawl {Verb.Path(command)} COMMAND [OPTIONS]";
        }

        IEnumerable<string> arguments = command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name);
        IEnumerable<string> required = command.Options.Where(o => o.Required).Select(o => $"{o.Name} {o.HelpName}{(o.AllowMultipleArgumentsPerToken ? "…" : "")}");
        return string.Join(' ', [$"pawl {Verb.Path(command)}", .. arguments, .. required, "[OPTIONS]"]);
    }

    public static string Signature(Option option)
    {
        string shortName = option.Aliases.FirstOrDefault(a => a.Length == 2 && a != "-?") is { } alias ? alias + ", " : "    ";
        return $"{shortName}{option.Name}{(option.HelpName is null ? "" : " " + option.HelpName)}";
    }
}
