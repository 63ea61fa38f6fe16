using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Pawl.Host.Commands;

/// <summary>The reference page of the command line, in Markdown.</summary>
public static class CommandPage
{
    private const string Introduction = """
        # Command line

        `pawl VERB --help` prints what stands here of a verb. In a clone of the repository the program is `./pawl`.

        - Exit codes: 0 success; 1 failure, such as a mistake in a file or a full disk; 2 wrong use, such as an unknown option;
          130 after Ctrl-C and 143 after SIGTERM, which end `pawl run` with 0.
        - A mistake is one line on standard error: place, value and remedy. Results go to standard output.
        - The files of `replay --out` get their names when they are whole; while they are written, and after a run that ended
          early, their names end in `.partial`.
        - Colours and bars appear on terminals alone, and not where `NO_COLOR` is set or `TERM` is `dumb`.
        - An argument that begins with `@` is taken as it stands. What follows `--` is no option.
        - Settings and their variables are in [configuration.md](configuration.md).

        With `--json` a verb prints one JSON document. Its fields are listed below: `[]` is each entry of a list, `*` any name.
        Fields may be added, and none is renamed or removed without a line in the changelog.

        """;

    /// <summary>All verbs of a command line.</summary>
    public static string Write(RootCommand root)
    {
        StringBuilder page = new(Introduction);
        Markdown.Table(page, ["verb", "does"], root.Subcommands.Where(c => !c.Hidden).Select(c => (string[])[$"[{c.Name}](#pawl-{c.Name})", c.Description ?? ""]));
        Write(page, "pawl", root, VersionAction.Fields, "`pawl --version --json`");
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden))
        {
            Write(page, "##", command);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, string level, Command command)
    {
        string path = Verb.Path(command);
        page.Append(CultureInfo.InvariantCulture, $"\n{level} pawl {path}\n\n{command.Description}\n");
        if (command.Subcommands.Count == 0)
        {
            Write(page, path, command, (command as Verb)?.Json ?? [], $"`pawl {path} --json`");
        }

        foreach (Command own in command.Subcommands)
        {
            Write(page, level + "#", own);
        }
    }

    private static void Write(StringBuilder page, string name, Command command, IReadOnlyList<JsonField> fields, string printing)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n```\n{Help.Usage(command)}\n```\n");
        Markdown.Table(page, ["argument", "meaning"], command.Arguments.Select(a => (string[])[$"`{a.HelpName ?? a.Name}`", a.Description ?? ""]));
        Markdown.Table(page, ["option", "meaning"], command.Options.Where(o => !o.Hidden).Select(o => (string[])[$"`{Help.Signature(o).Trim()}`", o.Description ?? ""]));
        IReadOnlyList<string> examples = Help.ExamplesOf(command);
        if (examples.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"\nExamples of `{name}`:\n\n```\n{string.Join('\n', examples)}\n```\n");
        }

        Markdown.Table(page, [$"{printing} prints", "meaning"], fields.Select(f => (string[])[$"`{f.Path}`", f.Meaning]));
    }
}
