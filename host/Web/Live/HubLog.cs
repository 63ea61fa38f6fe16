namespace Pawl.Host.Web.Live;

/// <summary>How much the hub knows of a log.</summary>
internal sealed class HubLog
{
    /// <summary>All outputs of later events are known, or have been and lie in no window any more.</summary>
    public long CoveredAfter { get; set; }

    /// <summary>The newest output.</summary>
    public (long Sequence, long Index) Newest { get; set; }

    /// <summary>Whether outputs were dropped because the hub was behind.</summary>
    public bool HasHole { get; set; }
}
