using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>What a store has of a log that goes on.</summary>
/// <param name="Log">The log.</param>
/// <param name="Pipelines">What computed it.</param>
/// <param name="Recalls">Whether what it said is shown again.</param>
/// <param name="GoesOn">Whether its source goes on behind what is stored; else it begins anew, and is compared.</param>
internal sealed record StoredBefore(StoredLog Log, IPipelines? Pipelines, bool Recalls, bool GoesOn = false);
