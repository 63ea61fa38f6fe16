using Pawl.Host.Replay.Storing;
using Pawl.Host.Paper;

namespace Pawl.Host.Replay.Live;

/// <summary>What a live run did in this process.</summary>
/// <param name="Store">The file that it is kept in.</param>
/// <param name="Run">Its number there.</param>
/// <param name="Before">How many events of the source were stored before.</param>
/// <param name="Logs">Its logs, by name.</param>
/// <param name="Ended">What it came to at the end of the data; null where it was stopped before.</param>
internal sealed record LiveRunSummary(string Store, long Run, long Before, IReadOnlyList<StoredLogRun> Logs, ReplaySummary? Ended)
{
    /// <summary>What was traded; null where nothing was to be.</summary>
    public PaperTrading? Trading { get; init; }

    /// <summary>How many events of the source are stored now.</summary>
    public long Events => Logs.Sum(l => l.Position.FromSource);
}
