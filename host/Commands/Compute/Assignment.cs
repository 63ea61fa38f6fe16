using Pawl.Engine;
using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary>A <c>NAME=VALUE</c> of the command line.</summary>
internal sealed record Assignment(string Option, string Name, string Value)
{
    /// <summary>Where it was written, for errors.</summary>
    public Place Place => new(Option == "--source" ? $"--source {Shown.Of(Value)}" : $"{Option} {Shown.Of($"{Name}={Value}")}", 0, 0);

    /// <summary>All values of an option.</summary>
    public static IEnumerable<Assignment> All(string option, IEnumerable<string>? texts)
    {
        foreach (string text in texts ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            yield return equals > 0
                ? new Assignment(option, text[..equals].Trim(), text[(equals + 1)..].Trim())
                : throw new UsageException($"{option} {Shown.Of(text)}: write NAME=VALUE");
        }
    }
}
