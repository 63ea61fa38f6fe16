using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary>A command with examples, which its help shows.</summary>
internal sealed class Verb(string name, string summary) : Command(name, summary)
{
    public IReadOnlyList<string> Examples { get; init; } = [];
}
