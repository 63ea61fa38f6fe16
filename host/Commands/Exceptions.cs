namespace Pawl.Host.Commands;

/// <summary>The command line asks for something that cannot be done; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A command failed; each line is one finding with its place and remedy.</summary>
internal sealed class FailureException(IReadOnlyList<string> lines) : Exception(lines.Count > 0 ? lines[0] : "failed")
{
    public FailureException(string line) : this([line])
    {
    }

    public IReadOnlyList<string> Lines { get; } = lines;
}
