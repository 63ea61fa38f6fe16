using Pawl.Engine;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Store;

/// <summary>
/// What every program does that stores a run: opens the store, recovers each log, goes on where it ends, commits, saves states
/// now and then, and tells the world only what was committed. Planted defects replace single steps of it.
/// </summary>
internal class StoreProgram(StoreScenario scenario, DiskProgram program) : IDisposable
{
    private readonly Dictionary<string, LogExecutor> logs = new(StringComparer.Ordinal);
    private SqliteStore? store;
    private IRun? run;
    private AccountInStore? account;
    private int commits;

    /// <summary>How far the logs are, as the world was told commit by commit.</summary>
    public List<(string Log, LogPosition At)> Told { get; } = [];

    public static string PathOn(DiskProgram program) => $"file:/store.db?vfs={program.Vfs}";

    /// <summary>Opens the store and recovers what is in it.</summary>
    public void Open()
    {
        store = SqliteStore.Open(PathOn(program), new StoreOptions { Durability = scenario.Durability, Command = "test" });
        RunDescription what = StoreScenario.Description;
        StoredRun? newest = store.Newest(what.Kind, what.Pipeline, what.Data);
        run = newest is null ? store.Begin(what, StoreScenario.Stored) : store.Resume(newest);
        account = scenario.HasAccount ? new AccountInStore(run.Accounts.GetValueOrDefault("paper")) : null;
        foreach (string name in scenario.Logs.Keys)
        {
            StoredLog? stored = run.Logs.GetValueOrDefault(name);
            LogExecutor log = StoreScenario.NewLog(name, stored?.Tag ?? new LogTag((UInt128)name.GetHashCode(StringComparison.Ordinal)));
            if (stored is not null)
            {
                LogRecovery.Recover(stored, log, StoreScenario.Pipelines);
                if (log.Position != stored.Tail)
                {
                    throw new InvalidOperationException($"log {name} was recovered to {log.Position}, and the store says {stored.Tail}");
                }
            }

            logs.Add(name, log);
        }
    }

    public LogPosition PositionOf(string log) => logs[log].Position;

    /// <summary>Goes on to the end, or for some commits.</summary>
    public void Run(int atMost = int.MaxValue)
    {
        while (!run!.IsFinished && atMost-- > 0)
        {
            List<LogBatch> batches = [.. logs.Values.Select(Next).Where(b => !b.IsEmpty)];
            Commit(batches, finishes: logs.Values.All(IsAtEnd));
            Told.AddRange(batches.Select(b => (b.Log.Name, b.To)));
        }
    }

    /// <summary>Shuts down; may be opened again.</summary>
    public virtual void Close() => Dispose();

    public void Dispose()
    {
        run?.Dispose();
        store?.Dispose();
        (run, store) = (null, null);
        logs.Clear();
        GC.SuppressFinalize(this);
    }

    protected virtual void Commit(IReadOnlyCollection<LogBatch> batches, bool finishes) => run!.Commit(batches, finishes, account?.Take(batches));

    /// <summary>The same in two commits, which is wrong.</summary>
    protected void CommitApart(IReadOnlyCollection<LogBatch> batches, bool finishes)
    {
        run!.Commit(batches, finishes: false);
        run.Commit([], finishes, account?.Take(batches));
    }

    protected virtual ReadOnlyMemory<byte> TakeSnapshot(LogExecutor log) => Snapshot.Take(log, run!.Epoch);

    private bool IsAtEnd(LogExecutor log) => log.Position.Records == scenario.Events(log.Log.Name);

    private LogBatch Next(LogExecutor log)
    {
        LogBatch batch = log.CreateBatch();
        log.Begin(batch);
        if (!IsChanged(log) && scenario.Changes(log.Log.Name) && log.Position.Records == scenario.ChangeAt)
        {
            Change(log, batch);
        }

        Process(log, batch);
        if (!batch.IsEmpty && ++commits % scenario.SnapshotEvery == 0)
        {
            batch.Snapshot = TakeSnapshot(log);
        }

        return batch;
    }

    private static bool IsChanged(LogExecutor log) => log.Computation.Pipeline == StoreScenario.After;

    /// <summary>Goes on with the other pipeline, warmed up over what is stored.</summary>
    private void Change(LogExecutor log, LogBatch batch)
    {
        using StoreReader reader = StoreReader.Open(PathOn(program));
        StoredLog stored = reader.LogsOf(reader.Runs()[0])[log.Log.Name];
        log.Change(StoreScenario.Pipelines.Begin(log.Log.Name, StoreScenario.After), stored.Inputs, batch);
    }

    /// <summary>Processes the next events of a log; those that were made here one by one.</summary>
    private void Process(LogExecutor log, LogBatch batch)
    {
        InputEvent[] all = scenario.Logs[log.Log.Name];
        int from = (int)log.Position.Records - (IsChanged(log) ? 1 : 0);
        int to = Math.Min(all.Length, from + scenario.BatchEvents);
        to = !IsChanged(log) && scenario.Changes(log.Log.Name) ? Math.Min(to, scenario.ChangeAt!.Value) : to;
        int ticks = Math.Min(to, all.Length - 1);
        if (from < ticks)
        {
            log.Process(all.AsSpan(from..ticks), batch);
        }

        if (from < to && to == all.Length)
        {
            log.Process(all.AsSpan(^1..), batch, EventMarks.Own);
        }
    }
}
