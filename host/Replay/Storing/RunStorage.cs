using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Paper;
using Pawl.Ingestion;
using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>
/// The storing stage of a run. What the logs did in one piece of the input is one commit, made while the next piece is
/// computed; it is shown to anybody only afterwards.
/// </summary>
internal sealed class RunStorage(IRun run, SnapshotPolicy policy, PipelineOfRun pipeline) : IDisposable
{
    private long snapshotTaken = Stopwatch.GetTimestamp();

    private readonly List<StoredLogRun> logs = [];
    private Task pending = Task.CompletedTask;

    public IRun Run => run;

    /// <summary>Whether what a log said before this process is shown again.</summary>
    public bool Recalls { get; init; } = true;

    /// <summary>Input that was refused; null where reading ends with it.</summary>
    public DeadLetters? Letters { get; init; }

    /// <summary>Nodes of stored logs that begin anew.</summary>
    public Func<EngineLog, IEnumerable<NodeReset>> Resets { get; init; } = _ => [];

    /// <summary>Asked between events which scripts of a log have another version by now.</summary>
    public Func<EngineLog, IEnumerable<(int Symbol, LogCommand Command)>> Switches { get; init; } = _ => [];

    /// <summary>Told of each log that was stored before, once it is recovered.</summary>
    public Action<StoredLogRun> Recovered { get; init; } = _ => { };

    /// <summary>The account that trades meanwhile; null where there is none.</summary>
    public IAccountMessages? Trading { get; set; }

    /// <summary>How many events of the source are stored.</summary>
    public long Cursor => run.Logs.Values.Sum(l => l.Tail.FromSource);

    /// <summary>The logs that take part, in the order of their first events.</summary>
    public IReadOnlyList<StoredLogRun> Logs => logs;

    /// <summary>The logs that take part so far; any thread may ask.</summary>
    public IReadOnlyList<StoredLogRun> LogsSoFar()
    {
        lock (logs)
        {
            return [.. logs];
        }
    }

    /// <summary>Makes a log that is stored; one that the store has is recovered.</summary>
    public LogRun Open(EngineLog log, CandleDriver driver, SymbolInstruments instruments, ILogSink sink)
    {
        StoredLog? stored = run.Logs.GetValueOrDefault(log.Name);
        StoredLogRun opened = new(new LogComputation(log, driver, pipeline.Hash), instruments, sink, stored is null ? null : new StoredBefore(stored, pipeline.Earlier, Recalls), NewTag()) { Switches = Switches };
        if (stored is not null)
        {
            opened.GoOn(new LogComputation(EngineLog.Create(log.Graph, log.Symbols[0]), driver, pipeline.Hash), Resets);
            Recovered(opened);
        }

        lock (logs)
        {
            logs.Add(opened);
        }

        return opened;
    }

    /// <summary>Stores what the logs did since the last commit, then shows it.</summary>
    public void Commit(Action show)
    {
        long every = policy.Events;
        if (Stopwatch.GetElapsedTime(snapshotTaken) >= policy.Time)
        {
            every = 1;
            snapshotTaken = Stopwatch.GetTimestamp();
        }

        Commit(show, every, finishes: false);
    }

    /// <summary>The data have ended.</summary>
    public void Finish()
    {
        // A live run that ended before goes on, and ends again.
        Commit(() => { }, 1, finishes: !run.IsFinished);
        pending.GetAwaiter().GetResult();
    }

    /// <summary>The run is interrupted: what was done is stored with the state, so that it goes on from here.</summary>
    public void Leave()
    {
        Commit(() => { }, 1, finishes: false);
        pending.GetAwaiter().GetResult();
    }

    /// <summary>Refuses data that end before what is stored of them.</summary>
    public void RequireAllRecalled()
    {
        string[] missing = [.. run.Logs.Keys.Except(logs.Select(l => l.Name), StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new IngestionException($"the data have no events of log {missing[0]}, of which {run.Logs[missing[0]].Tail.FromSource} are stored; give the data that the run began with, or begin a new run without --resume");
        }

        logs.ForEach(l => l.RequireAllRecalled());
    }

    public void Dispose()
    {
        try
        {
            pending.GetAwaiter().GetResult();
            StoreLetters();
        }
        finally
        {
            run.Dispose();
        }
    }

    private static LogTag NewTag() => new(BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(16)));

    private void StoreLetters()
    {
        if (Letters?.Take() is { Count: > 0 } letters)
        {
            run.Refuse(letters);
        }
    }

    private void Commit(Action show, long every, bool finishes)
    {
        // The other batch of each log is free to be filled only once it is stored and shown.
        pending.GetAwaiter().GetResult();
        List<(StoredLogRun Log, LogBatch Batch)> taken = [];
        lock (logs)
        {
            foreach (StoredLogRun log in logs)
            {
                if (log.TakeBatch(every, run.Epoch) is { } batch)
                {
                    taken.Add((log, batch));
                }
            }
        }

        MessageBatch? account = Trading?.TakeBatch();
        pending = Task.Run(() =>
        {
            StoreLetters();
            taken.ForEach(t => t.Log.WriteSnapshot(t.Batch));
            if (taken.Count > 0 || finishes || account is not null)
            {
                run.Commit([.. taken.Select(t => t.Batch)], finishes, account);
            }

            taken.ForEach(t => t.Log.Show(t.Batch));
            Trading?.Show(account);
            show();
        });
    }
}
