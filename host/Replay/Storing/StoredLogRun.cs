using System.Runtime.InteropServices;
using Pawl.Backtesting.Runs;
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
    private readonly StoredBefore? before;
    private readonly LogBatch[] batches;
    private readonly StoredRecords? stored;
    private readonly Utf8Buffer recalled = new();
    private int filling;
    private long snapshotAt;

    /// <summary>Whether a state has to be saved with what comes next: by the one before, a changed pipeline would be warmed up again.</summary>
    private bool owesSnapshot;

    /// <summary>What writes the state that was copied for the batch that is being committed.</summary>
    private Func<ReadOnlyMemory<byte>>? copied;

    /// <param name="computation">The log, empty.</param>
    /// <param name="instruments">Whose rules its candles follow.</param>
    /// <param name="sink">Where its outputs are shown.</param>
    /// <param name="before">What is stored of it; null where nothing is.</param>
    /// <param name="tag">The tag of a log that is new.</param>
    public StoredLogRun(LogComputation computation, SymbolInstruments instruments, ILogSink sink, StoredBefore? before, LogTag tag)
        : base(computation, instruments, sink)
    {
        this.before = before;
        executor = new LogExecutor(computation, before?.Log.Tag ?? tag);
        if (before is null)
        {
            batches = [executor.CreateBatch(), executor.CreateBatch()];
            executor.Begin(Batch);
        }
        else
        {
            Recovered = LogRecovery.Recover(before.Log, executor, before.Pipelines);
            stored = before.GoesOn ? null : new StoredRecords(before.Log, computation.Log, before.Recalls);
            snapshotAt = Recovered.SnapshotSequence is null ? 0 : executor.Position.Records - Recovered.Replayed;
            batches = [Recovered.Unsaid, executor.CreateBatch()];
            Computation = executor.Computation;
        }
    }

    /// <summary>How it was recovered; null where it is new.</summary>
    public RecoveredLog? Recovered { get; }

    /// <summary>How a changed pipeline went on with it; null where the pipeline is the one before.</summary>
    public PipelineChange? Change { get; private set; }

    /// <summary>Asked before new events which scripts have another version.</summary>
    public Func<EngineLog, IEnumerable<(int Symbol, LogCommand Command)>> Switches { get; init; } = _ => [];

    /// <summary>Whether clock events and commands come with the events of the source, each a part of the log; else they are made here.</summary>
    public bool TakesAll { get; init; }

    public LogPosition Position => executor.Position;

    public LogTag Tag => executor.Tag;

    private LogBatch Batch => batches[filling];

    /// <summary>Goes on with a log that was recovered: with the pipeline that the run has now, and with nodes that begin anew.</summary>
    /// <param name="empty">The log, empty, of the pipeline that the run has now.</param>
    /// <param name="resets">The nodes.</param>
    public void GoOn(LogComputation empty, Func<EngineLog, IEnumerable<NodeReset>> resets)
    {
        if (empty.Pipeline != Computation.Pipeline)
        {
            Change = executor.Change(empty, before!.Log.Inputs, Batch);
            Computation = executor.Computation;
            owesSnapshot = true;
        }

        foreach (NodeReset reset in resets(Log))
        {
            Tell(reset.Symbol, Log.Header.Time, new LogCommand { Action = LogAction.Reset, Name = Text64.From(reset.Node) });
        }
    }

    /// <summary>Refuses data that end before what is stored of them.</summary>
    public void RequireAllRecalled() => stored?.RequireAllTaken();

    public override void Flush(Utf8Buffer? also)
    {
        RecallOwn(also);
        base.Flush(also);
    }

    /// <summary>Ends the batch that was filled and begins another; null where nothing was added.</summary>
    /// <param name="snapshotEvery">Events after which a state is saved with them.</param>
    /// <param name="epoch">The owner that saves it.</param>
    public LogBatch? TakeBatch(long snapshotEvery, long epoch)
    {
        HandOn(recalled);
        if (stored is { IsAtEnd: false })
        {
            // What there is to say already is said after what was said before.
            return null;
        }

        LogBatch taken = Batch;
        if (owesSnapshot || Position.Records - snapshotAt >= snapshotEvery)
        {
            copied = Snapshot.Copy(executor, epoch);
            snapshotAt = Position.Records;
            owesSnapshot = false;
        }

        if (taken.IsEmpty && copied is null)
        {
            return null;
        }

        Outputs += taken.Items.Count;
        filling ^= 1;
        executor.Begin(Batch);
        return taken;
    }

    /// <summary>Adds the copied state to the batch that is about to be committed; the log goes on meanwhile.</summary>
    public void WriteSnapshot(LogBatch batch)
    {
        if (copied is { } write)
        {
            batch.Snapshot = write();
            copied = null;
        }
    }

    /// <summary>Shows what a committed batch says.</summary>
    public void Show(LogBatch committed)
    {
        foreach (BatchOutput item in committed.Items)
        {
            Output output = item.Output;
            Sink.Record(Log, in output, committed.Data.Slice(output.Offset, committed.Computation.Writers[output.Channel].Schema.Size + output.Tail));
        }

        HandOn(committed.Outputs.Lines);
    }

    /// <summary>Takes as many events from the front as are stored already, and says again what they caused.</summary>
    /// <returns>How many they are.</returns>
    public int Recall(ReadOnlySpan<InputEvent> events, Utf8Buffer? also)
    {
        if (stored is not { IsAtEnd: false })
        {
            return 0;
        }

        int start = recalled.Length;
        int taken = stored.Take(events, recalled, Taker, out int outputs);
        Outputs += outputs;
        also?.Write(recalled.Written[start..]);
        return taken;
    }

    /// <summary>Processes one event that is new, and picks what strategies want out of what it caused.</summary>
    /// <param name="e">The event.</param>
    /// <param name="isOwn">Whether it was made here: by a broker, or at the end of the data.</param>
    /// <param name="signals">Takes the signals.</param>
    /// <param name="also">Takes the lines.</param>
    public void Trade(in InputEvent e, bool isOwn, List<LaneSignal> signals, Utf8Buffer? also)
    {
        int known = Batch.Items.Count;
        if (isOwn)
        {
            RecallOwn(also);
            int start = Batch.Outputs.Lines.Length;
            executor.Process(new ReadOnlySpan<InputEvent>(in e), Batch, EventMarks.Own);
            also?.Write(Batch.Outputs.Lines.Written[start..]);
        }
        else
        {
            Process(new ReadOnlySpan<InputEvent>(in e), also);
        }

        for (int i = known; i < Batch.Items.Count; i++)
        {
            Output output = Batch.Items[i].Output;
            Channel channel = Log.Graph.Channels[output.Channel];
            if (channel.Schema.ClrType == typeof(TradeSignal))
            {
                signals.Add(new LaneSignal(channel.Symbol, channel.Node, MemoryMarshal.Read<TradeSignal>(Batch.Data[output.Offset..]), output.Sequence, output.N));
            }
        }
    }

    /// <summary>The input has ended: what was stored behind its last event is said again.</summary>
    public void End(Utf8Buffer? also)
    {
        RecallOwn(also);
        Sink.InputEnded(Log, Driver);
    }

    protected override void Run(ReadOnlySpan<InputEvent> events, Utf8Buffer? also)
    {
        events = events[Recall(events, also)..];
        if (!events.IsEmpty)
        {
            RecallOwn(also);
            Utf8Buffer lines = Batch.Outputs.Lines;
            int start = lines.Length;
            foreach ((int symbol, LogCommand command) in Switches(Log))
            {
                Tell(symbol, events[0].Time > Log.Header.Time ? events[0].Time : Log.Header.Time, command);
            }

            while (!events.IsEmpty)
            {
                events = events[ProcessSome(events)..];
            }

            also?.Write(lines.Written[start..]);
        }
    }

    private void Tell(int symbol, Timestamp time, LogCommand command)
    {
        InputEvent e = new() { Kind = EventKind.Control, Symbol = symbol, Time = time };
        e.Control = command;
        executor.Process([e], Batch, EventMarks.Own);
    }

    /// <summary>Processes events of the source up to the next clock event, or such a one, which is made here; it is left out where nothing closes by it.</summary>
    private int ProcessSome(ReadOnlySpan<InputEvent> events)
    {
        if (TakesAll)
        {
            executor.Process(events[..1], Batch, events[0].Kind is EventKind.Clock or EventKind.Control ? EventMarks.Own : EventMarks.None);
            return 1;
        }

        int count = 0;
        while (count < events.Length && events[count].Kind != EventKind.Clock)
        {
            count++;
        }

        if (count > 0)
        {
            executor.Process(events[..count], Batch);
            return count;
        }

        if (Driver.NextClose(Log) <= events[0].Time)
        {
            executor.Process(events[..1], Batch, EventMarks.Own);
        }

        return 1;
    }

    /// <summary>Says again what followed the last event of the source.</summary>
    private void RecallOwn(Utf8Buffer? also)
    {
        if (stored is not null)
        {
            int start = recalled.Length;
            Outputs += stored.TakeOwn(recalled, Taker);
            also?.Write(recalled.Written[start..]);
        }
    }

    private RecordTaker? Taker => Sink.TakesRecords ? ShowRecord : null;

    private void ShowRecord(in Output output, ReadOnlySpan<byte> record) => Sink.Record(Log, in output, record);
}
