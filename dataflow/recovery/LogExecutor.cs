using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>A log whose events and outputs are stored: it processes events and collects both. One thread at a time.</summary>
public sealed class LogExecutor
{
    private readonly CandleDriver driver;
    private readonly EnvelopeWriter[] writers;
    private readonly HashChain chain = new();

    /// <param name="log">The log.</param>
    /// <param name="driver">Its driver.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="writers">What writes the canonical lines of each channel.</param>
    public LogExecutor(EngineLog log, CandleDriver driver, LogTag tag, EnvelopeWriter[] writers)
    {
        Log = log;
        Tag = tag;
        this.driver = driver;
        this.writers = writers;
    }

    public EngineLog Log { get; }

    public LogTag Tag { get; }

    /// <summary>How far the log has come.</summary>
    public LogPosition Position { get; private set; }

    /// <summary>A batch of this log; it has to be begun.</summary>
    public LogBatch CreateBatch() => new(Log, Tag, chain);

    /// <summary>Begins a batch where the log is.</summary>
    public void Begin(LogBatch batch) => batch.Begin(Position);

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
                driver.Process(Log, events.Slice(i, 1));
                to.Inputs.Add(in events[i], Log.Header.Sequence == sequence ? marks | EventMarks.Duplicate : marks);
                i++;
                continue;
            }

            while (i < events.Length && !MayBeDuplicate(in events[i]))
            {
                to.Inputs.Add(in events[i], marks);
                i++;
            }

            driver.Process(Log, events[from..i]);
        }

        int before = to.Outputs.Records.Count;
        Drain(to.Outputs, to);
        Advance(events.Length, (marks & EventMarks.Own) != EventMarks.None ? events.Length : 0, to.Outputs.Records.Count - before);
        to.To = Position;
    }

    /// <summary>Takes over a saved state.</summary>
    /// <exception cref="StateException">It is not one of this log.</exception>
    internal void Load(ReadOnlySpan<byte> state, LogPosition position)
    {
        Log.Load(state);
        Position = position;
        chain.Restart(position.Chain);
    }

    /// <summary>Processes stored events again; what they cause is added to the outputs alone.</summary>
    internal void Replay(ReadOnlySpan<InputEvent> events, int own, OutputBuffer to)
    {
        int before = to.Records.Count;
        driver.Process(Log, events);
        Drain(to, null);
        Advance(events.Length, own, to.Records.Count - before);
    }

    internal OutputBuffer CreateOutputs(Action<OutputRecord, Hash256> added) => new(chain) { Added = added };

    private static bool MayBeDuplicate(in InputEvent e) => e.Kind == EventKind.Tick && (e.Tick.Sequence | e.Tick.TradeId) != 0;

    private void Advance(int records, int own, long outputs) => Position = new LogPosition(
        Position.Records + records, Position.Own + own, Log.Header.Sequence, Position.Outputs + outputs, chain.Hash);

    private void Drain(OutputBuffer to, LogBatch? batch)
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
                EnvelopeWriter writer = writers[output.Channel];
                ReadOnlySpan<byte> record = outbox.Record(in output, writer.Schema.Size);
                (int, int) json = writer.Write(to.Lines, output.Time, record, output.Sequence, output.N);
                batch?.Add(in output, record, json);
                i++;
            }
            while (i < outputs.Length && outputs[i].Sequence == sequence);

            to.Add(sequence, i - from);
        }

        outbox.Clear();
    }
}
