using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Store;

/// <summary>Tells the world of a commit before it is made.</summary>
internal sealed class ToldTooEarly(StoreScenario scenario, DiskProgram program) : StoreProgram(scenario, program)
{
    private IReadOnlyCollection<LogBatch> waiting = [];

    public override void Close()
    {
        if (waiting.Count > 0)
        {
            base.Commit(waiting, finishes: false);
            waiting = [];
        }

        base.Close();
    }

    protected override void Commit(IReadOnlyCollection<LogBatch> batches, bool finishes)
    {
        if (waiting.Count > 0)
        {
            base.Commit(waiting, finishes: false);
        }

        waiting = batches;
        if (finishes)
        {
            base.Commit(waiting, finishes);
            waiting = [];
        }
    }
}

/// <summary>Saves a state that is further than the log that it is stored with.</summary>
internal sealed class SnapshotAhead(StoreScenario scenario, DiskProgram program) : StoreProgram(scenario, program)
{
    private readonly StoreScenario scenario = scenario;

    protected override ReadOnlyMemory<byte> TakeSnapshot(LogExecutor log)
    {
        LogExecutor ahead = StoreScenario.NewLog(log.Log.Name, log.Tag);
        LogBatch nowhere = ahead.CreateBatch();
        ahead.Begin(nowhere);
        int to = Math.Min((int)log.Position.Records + scenario.BatchEvents, scenario.Events(log.Log.Name) - 1);
        ahead.Process(scenario.Logs[log.Log.Name].AsSpan(..to), nowhere);
        return base.TakeSnapshot(ahead);
    }
}

/// <summary>Commits how far it is, and the outputs in a transaction after that.</summary>
internal sealed class OutputsAfterCursor(StoreScenario scenario, DiskProgram program) : StoreProgram(scenario, program)
{
    private readonly DiskProgram program = program;

    protected override void Commit(IReadOnlyCollection<LogBatch> batches, bool finishes)
    {
        base.Commit(batches, finishes);
        using SqliteDatabase beside = SqliteDatabase.Open(PathOn(program), SqliteMode.Write);
        beside.Execute("CREATE TEMP TABLE late AS SELECT * FROM output_log ORDER BY rowid DESC LIMIT 1");
        beside.Execute("DELETE FROM output_log WHERE (log_id, first_record) IN (SELECT log_id, first_record FROM late)");
        beside.Execute("INSERT INTO output_log SELECT * FROM late");
    }
}

/// <summary>Commits what an account did after what it followed from.</summary>
internal sealed class AccountApart(StoreScenario scenario, DiskProgram program) : StoreProgram(scenario, program)
{
    protected override void Commit(IReadOnlyCollection<LogBatch> batches, bool finishes) => CommitApart(batches, finishes);
}
