using Pawl.Candles;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay.Storing;

/// <summary>
/// A log whose events and outputs are stored. What the store holds already is compared with what comes in, and answered from
/// the store; what is new is processed and collected in a batch, and shown once the batch is committed. While one batch is
/// committed, the other is filled.
/// </summary>
internal sealed class StoredLogRun : LogRun
{
    private readonly LogExecutor executor;
    private readonly LogBatch[] batches;
    private readonly StoredRecords? stored;
    private readonly Utf8Buffer recalled = new();
    private int filling;
    private long snapshotAt;

    /// <param name="log">The log, empty.</param>
    /// <param name="driver">Its driver.</param>
    /// <param name="instruments">Whose rules its candles follow.</param>
    /// <param name="sink">Where its outputs are shown.</param>
    /// <param name="stored">What is stored of it; null where nothing is.</param>
    /// <param name="tag">The tag of a log that is new.</param>
    /// <param name="recalls">Whether what it said before is shown again.</param>
    /// <param name="resets">Nodes that begin anew, before anything else that is new.</param>
    public StoredLogRun(
        EngineLog log, CandleDriver driver, SymbolInstruments instruments, ILogSink sink, StoredLog? stored, LogTag tag, bool recalls, IEnumerable<NodeReset> resets)
        : base(log, driver, instruments, sink)
    {
        executor = new LogExecutor(log, driver, stored?.Tag ?? tag, Writers);
        if (stored is not null)
        {
            Recovered = LogRecovery.Recover(stored, executor);
            this.stored = new StoredRecords(stored, log, recalls);
            snapshotAt = Recovered.SnapshotSequence is null ? 0 : executor.Position.Records - Recovered.Replayed;
        }

        batches = [executor.CreateBatch(), executor.CreateBatch()];
        executor.Begin(batches[filling]);
        foreach (NodeReset reset in resets)
        {
            InputEvent e = new() { Kind = EventKind.Control, Symbol = reset.Symbol, Time = log.Header.Time };
            e.Control = new LogCommand { Action = LogAction.Reset, Node = Text64.From(reset.Node) };
            executor.Process([e], Batch, EventMarks.Own);
        }
    }

    /// <summary>How it was recovered; null where it is new.</summary>
    public RecoveredLog? Recovered { get; }

    public LogPosition Position => executor.Position;

    private LogBatch Batch => batches[filling];

    /// <summary>Refuses data that end before what is stored of them.</summary>
    public void RequireAllRecalled() => stored?.RequireAllTaken();

    public override void Flush(Utf8Buffer? also)
    {
        if (stored is not null)
        {
            int start = recalled.Length;
            Outputs += stored.TakeOwn(recalled, Taker);
            also?.Write(recalled.Written[start..]);
        }

        base.Flush(also);
    }

    /// <summary>Ends the batch that was filled and begins another; null where nothing was added.</summary>
    /// <param name="snapshotEvery">Events after which a state is saved with them.</param>
    /// <param name="epoch">The owner that saves it.</param>
    public LogBatch? TakeBatch(long snapshotEvery, long epoch)
    {
        HandOn(recalled);
        LogBatch taken = Batch;
        if (Position.Records - snapshotAt >= snapshotEvery)
        {
            taken.Snapshot = Snapshot.Take(executor, epoch);
            snapshotAt = Position.Records;
        }

        if (taken.IsEmpty)
        {
            return null;
        }

        Outputs += taken.Items.Count;
        filling ^= 1;
        executor.Begin(Batch);
        return taken;
    }

    /// <summary>Shows what a committed batch says.</summary>
    public void Show(LogBatch committed)
    {
        foreach (BatchOutput item in committed.Items)
        {
            Output output = item.Output;
            Sink.Record(Log, in output, committed.Data.Slice(output.Offset, Writers[output.Channel].Schema.Size));
        }

        HandOn(committed.Outputs.Lines);
    }

    protected override void Run(ReadOnlySpan<InputEvent> events, Utf8Buffer? also)
    {
        if (stored is { IsAtEnd: false })
        {
            int start = recalled.Length;
            events = events[stored.Take(events, recalled, Taker, out int outputs)..];
            Outputs += outputs;
            also?.Write(recalled.Written[start..]);
        }

        if (!events.IsEmpty)
        {
            Utf8Buffer lines = Batch.Outputs.Lines;
            int start = lines.Length;
            executor.Process(events, Batch, events[0].Kind == EventKind.Clock ? EventMarks.Own : EventMarks.None);
            also?.Write(lines.Written[start..]);
        }
    }

    private RecordTaker? Taker => Sink.TakesRecords ? ShowRecord : null;

    private void ShowRecord(in Output output, ReadOnlySpan<byte> record) => Sink.Record(Log, in output, record);
}
