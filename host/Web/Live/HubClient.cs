namespace Pawl.Host.Web.Live;

/// <summary>Somebody who gets what the hub says.</summary>
public sealed class HubClient
{
    /// <summary>How many patterns a client may have.</summary>
    public const int MostPatterns = 50;

    public ClientQueue Queue { get; init; } = new();

    /// <summary>What it wants. Only the hub's thread looks at it.</summary>
    public List<SubjectPattern> Patterns { get; } = [];

    /// <summary>Whether orders concern it, which have a right of their own.</summary>
    public bool SeesOrders { get; init; } = true;

    /// <summary>Whether it may be told what is said on a subject.</summary>
    public bool MaySee(string subject) => SeesOrders || !subject.StartsWith(Subject.Orders, StringComparison.Ordinal);

    /// <summary>Whether it wants what a stream says on a subject, be it by that or by the stream's other name.</summary>
    public bool Wants(HubStream stream, string subject) => MaySee(subject) && Patterns.Exists(p => p.Matches(subject) || (stream.OtherName is { } name && p.Matches(name)));
}
