using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary>A command with examples, which its help shows.</summary>
internal sealed class Verb(string name, string summary) : Command(name, summary)
{
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What it prints with <c>--json</c>, for the reference page; a list begins with <c>[]</c>.</summary>
    public IReadOnlyList<JsonField> Json { get; init; } = [];
}
