namespace Pawl.Host.Replay.Storing;

/// <summary>When states are saved, beside the end of a run.</summary>
/// <param name="Events">After so many events of a log.</param>
/// <param name="Time">After this time, all logs that have had events since.</param>
internal sealed record SnapshotPolicy(long Events, TimeSpan Time);

/// <summary>A node that is told to begin anew.</summary>
/// <param name="Symbol">Index into the log's symbols.</param>
/// <param name="Node">Its id.</param>
internal readonly record struct NodeReset(int Symbol, string Node);
