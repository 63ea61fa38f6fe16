using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary>A command with examples, which its help shows. A verb may have verbs of its own: <c>pawl db query</c>.</summary>
internal sealed class Verb(string name, string summary) : Command(name, summary)
{
    private readonly IReadOnlyList<string> examples = [];

    /// <summary>Its own, or those of its verbs.</summary>
    public IReadOnlyList<string> Examples
    {
        get => examples.Count > 0 ? examples : [.. Subcommands.OfType<Verb>().SelectMany(v => v.Examples).Distinct(StringComparer.Ordinal)];
        init => examples = value;
    }

    /// <summary>What it prints with <c>--json</c>, for the reference page; a list begins with <c>[]</c>.</summary>
    public IReadOnlyList<JsonField> Json { get; init; } = [];

    /// <summary>The words that call a command, without the program's name.</summary>
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{Path(parent)} {command.Name}" : command.Name;
}
