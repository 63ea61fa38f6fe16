using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>What a store has of a log that goes on.</summary>
/// <param name="Log">The log.</param>
/// <param name="Pipelines">What computed it.</param>
/// <param name="Recalls">Whether what it said is shown again.</param>
internal sealed record StoredBefore(StoredLog Log, IPipelines Pipelines, bool Recalls);
