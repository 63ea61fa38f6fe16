namespace Pawl.Host.Configuration.Settings;

/// <summary>Where settings come from; the later overrides the earlier.</summary>
public sealed record SettingSources
{
    /// <summary>Path of the file; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>Environment variables with their values.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Texts such as <c>engine.threads=4</c> from the command line.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];
}
