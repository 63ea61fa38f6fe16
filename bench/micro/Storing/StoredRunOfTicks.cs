using Pawl.Candles;
using Pawl.Engine;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Bench;

/// <summary>A log that is run with a store, piece by piece, as a replay does it: while one piece is committed the next is computed.</summary>
internal sealed class StoredRunOfTicks(Graph pipeline, InputEvent[] events, Durability durability)
{
    /// <summary>Events in a commit of a replay.</summary>
    public const int PieceEvents = 32 * 1024;

    public static RunDescription Description { get; } = new("bench", "bench", "made up", "", ReadOnlyMemory<byte>.Empty, "bench");

    public static LogExecutor NewLog(Graph graph, LogTag tag) =>
        new(new LogComputation(EngineLog.Create(graph, "SPY"), new CandleDriver(graph), default), tag);

    /// <param name="path">A file that is not there yet.</param>
    /// <param name="saves">Whether the state is stored at the end.</param>
    public void Write(string path, bool saves)
    {
        using SqliteStore store = SqliteStore.Open(path, new StoreOptions { Durability = durability });
        using IRun run = store.Begin(Description);
        LogExecutor log = NewLog(pipeline, new LogTag(1));
        LogBatch[] batches = [log.CreateBatch(), log.CreateBatch()];
        Task pending = Task.CompletedTask;
        for (int at = 0, piece = 0; at < events.Length; at += PieceEvents, piece++)
        {
            LogBatch batch = batches[piece % 2];
            log.Begin(batch);
            log.Process(events.AsSpan(at, Math.Min(PieceEvents, events.Length - at)), batch);
            bool isLast = at + PieceEvents >= events.Length;
            if (isLast && saves)
                batch.Snapshot = Snapshot.Take(log, run.Epoch);
            pending.GetAwaiter().GetResult();
            pending = Task.Run(() => run.Commit([batch], isLast));
        }

        pending.GetAwaiter().GetResult();
    }

    /// <summary>Recovers the log of a store from what is stored alone; returns how many events were processed again.</summary>
    public static long Recover(Graph graph, string path)
    {
        using StoreReader store = StoreReader.Open(path);
        StoredLog stored = store.LogsOf(store.Runs()[0])["SPY"];
        return LogRecovery.Recover(stored, NewLog(graph, stored.Tag)).Replayed;
    }
}
