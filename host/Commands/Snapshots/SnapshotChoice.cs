using System.Globalization;
using Pawl.Engine;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Host.Commands;

/// <summary>Which saved state of a store is meant.</summary>
/// <param name="Path">The store.</param>
/// <param name="Run">Its run; the newest that has any where it is null.</param>
/// <param name="Log">Its log; may be null where there is one only.</param>
/// <param name="Sequence">The event after which it was taken; the newest where it is null.</param>
internal sealed record SnapshotChoice(string Path, int? Run, string? Log, long? Sequence)
{
    /// <summary>The one that is meant, and the one before it where there is one.</summary>
    /// <exception cref="StoreException">There is none, or it is not clear which.</exception>
    public (StoredSnapshot Snapshot, StoredSnapshot? Before) Find()
    {
        using StoreReader store = StoreReader.Open(Path);
        StoredSnapshot[] all = [.. StoredSnapshot.In(store)];
        StoredSnapshot[] ofRun = [.. all.Where(s => s.Run == (Run ?? all.LastOrDefault()?.Run))];
        string[] logs = [.. ofRun.Select(s => s.Log).Distinct(StringComparer.Ordinal)];
        if (Log is null && logs.Length > 1)
        {
            throw new StoreException($"{Path}: run {ofRun[0].Run} has the logs {string.Join(", ", logs)}; say which with --log");
        }

        StoredSnapshot[] ofLog = [.. ofRun.Where(s => Log is null || s.Log == Log)];
        int index = Sequence is null ? ofLog.Length - 1 : Array.FindLastIndex(ofLog, s => s.Sequence == Sequence);
        return index < 0 ? throw None(ofLog) : (ofLog[index], index > 0 ? ofLog[index - 1] : null);
    }

    /// <summary>What is saved in a snapshot.</summary>
    /// <exception cref="StoreException">It cannot be used.</exception>
    public static SavedState StateOf(string path, StoredSnapshot snapshot) => snapshot.State
        ?? throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"{path}: the snapshot of log {snapshot.Log} at event {snapshot.Sequence} cannot be used: {snapshot.Damage}"));

    private StoreException None(StoredSnapshot[] ofLog)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{(Run is null ? "" : $" of run {Run}")}{(Log is null ? "" : $" of log {Log}")}");
        return ofLog.Length == 0
            ? new StoreException($"{Path}: there is no snapshot{place}; 'pawl snapshot list --store {Path}' shows all")
            : new StoreException(string.Create(CultureInfo.InvariantCulture, $"{Path}: there is no snapshot{place} at event {Sequence}; there are those at {string.Join(", ", ofLog.Select(s => s.Sequence.ToString(CultureInfo.InvariantCulture)))}"));
    }
}
