using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>A log whose events and outputs are stored: it processes events and collects both. One thread at a time.</summary>
public sealed partial class LogExecutor(LogComputation computation, LogTag tag)
{
    private readonly HashChain chain = new();

    /// <summary>What computes it now; a changed pipeline brings another.</summary>
    public LogComputation Computation { get; private set; } = computation;

    public EngineLog Log => Computation.Log;

    public LogTag Tag => tag;

    private CandleDriver Driver => Computation.Driver;

    /// <summary>How far the log has come.</summary>
    public LogPosition Position { get; private set; }

    /// <summary>A batch of this log; it has to be begun.</summary>
    public LogBatch CreateBatch() => new(Computation, Tag, chain);

    /// <summary>Begins a batch where the log is.</summary>
    public void Begin(LogBatch batch) => batch.Begin(Position, Computation);

    /// <summary>Processes events and adds them and what they cause to a batch.</summary>
    public void Process(ReadOnlySpan<InputEvent> events, LogBatch to, EventMarks marks = EventMarks.None)
    {
        int i = 0;
        while (i < events.Length)
        {
            int from = i;
            if (MayBeDuplicate(in events[i]))
            {
                long sequence = Log.Header.Sequence;
                Driver.Process(Log, events.Slice(i, 1));
                to.Inputs.Add(in events[i], Log.Header.Sequence == sequence ? marks | EventMarks.Duplicate : marks);
                i++;
                continue;
            }

            while (i < events.Length && !MayBeDuplicate(in events[i]))
            {
                to.Inputs.Add(in events[i], marks);
                i++;
            }

            Driver.Process(Log, events[from..i]);
        }

        int before = to.Outputs.Records.Count;
        Drain(to);
        Advance(events.Length, (marks & EventMarks.Own) != EventMarks.None ? events.Length : 0, to.Outputs.Records.Count - before);
        to.To = Position;
    }

    /// <summary>Begins anew with another pipeline.</summary>
    internal void Begin(LogComputation with) => Computation = with;

    /// <summary>Takes over a saved state.</summary>
    /// <exception cref="StateException">It is not one of this log.</exception>
    internal void Load(ReadOnlySpan<byte> state, LogPosition position)
    {
        Log.Load(state);
        Position = position;
        chain.Restart(position.Chain);
    }

    /// <summary>Processes stored events again; of a batch they add to the outputs alone.</summary>
    /// <param name="events">The events.</param>
    /// <param name="own">How many of them were made here.</param>
    /// <param name="to">Takes what they cause.</param>
    /// <param name="obey">Changes the pipeline as a command says, which stands behind so many records.</param>
    internal void Replay(ReadOnlySpan<InputEvent> events, int own, LogBatch to, Action<LogCommand, long> obey)
    {
        int before = to.Outputs.Records.Count;
        int done = 0;
        for (int i = 0; i < events.Length; i++)
        {
            if (IsChange(in events[i]))
            {
                Driver.Process(Log, events[done..(i + 1)]);
                Drain(to);
                obey(events[i].Control, Position.Records + i);
                done = i + 1;
            }
        }

        Driver.Process(Log, events[done..]);
        Drain(to);
        Advance(events.Length, own, to.Outputs.Records.Count - before);
        to.Computation = Computation;
    }

    /// <summary>A batch that tells of each record that is added to it.</summary>
    internal LogBatch CreateBatch(Action<OutputRecord, Hash256> added) => new(Computation, Tag, chain, added);

    private static bool MayBeDuplicate(in InputEvent e) => e.Kind == EventKind.Tick && (e.Tick.Sequence | e.Tick.TradeId) != 0;

    private void Advance(int records, int own, long outputs) => Position = new LogPosition(
        Position.Records + records, Position.Own + own, Log.Header.Sequence, Position.Outputs + outputs, chain.Hash);

    private void Drain(LogBatch to)
    {
        Outbox outbox = Log.Outbox;
        ReadOnlySpan<Output> outputs = outbox.Outputs;
        int i = 0;
        while (i < outputs.Length)
        {
            long sequence = outputs[i].Sequence;
            int from = i;
            do
            {
                ref readonly Output output = ref outputs[i];
                EnvelopeWriter writer = Computation.Writers[output.Channel];
                ReadOnlySpan<byte> record = outbox.Record(in output, writer.Schema.Size);
                (int, int) json = writer.Write(to.Outputs.Lines, output.Time, record, output.Sequence, output.N, warmed: Log.SaysWarmed(output.Channel));
                to.Add(in output, record, json);
                i++;
            }
            while (i < outputs.Length && outputs[i].Sequence == sequence);

            to.Outputs.Add(sequence, i - from);
        }

        outbox.Clear();
    }
}
