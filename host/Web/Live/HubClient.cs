namespace Pawl.Host.Web.Live;

/// <summary>Somebody who gets what the hub says.</summary>
public sealed class HubClient
{
    /// <summary>How many patterns a client may have.</summary>
    public const int MostPatterns = 50;

    public ClientQueue Queue { get; init; } = new();

    /// <summary>What it wants. Only the hub's thread looks at it.</summary>
    public List<SubjectPattern> Patterns { get; } = [];

    public bool Wants(string subject) => Patterns.Exists(p => p.Matches(subject));
}
