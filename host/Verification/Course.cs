using System.Buffers;
using System.Runtime.InteropServices;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Verification;

/// <summary>Takes an output of a log.</summary>
internal delegate void OutputTaker(in Output output, ReadOnlySpan<byte> record);

/// <summary>One log on its way through a run. How it goes is what the checks vary; what it says must not depend on it.</summary>
internal class Course(TapeLog log, EngineLog engine, OutputTaker take)
{
    public EngineLog Log { get; protected set; } = engine;

    protected CandleDriver Driver => log.Driver;

    protected OutputTaker Taker => take;

    /// <summary>Goes through events, here all at once.</summary>
    public virtual void Process(ReadOnlyMemory<InputEvent> events) => Run(events.Span);

    /// <summary>Closes the bars that are open at the end of the data.</summary>
    public void Flush()
    {
        if (Driver.LastOpenEnd(Log) is { } end)
        {
            Run([new InputEvent { Kind = EventKind.Clock, Time = end }]);
        }
    }

    protected void Run(ReadOnlySpan<InputEvent> events)
    {
        Driver.Process(Log, events);
        HandOver(Log, take);
    }

    /// <summary>Hands over what a log has said since it was last asked.</summary>
    protected static void HandOver(EngineLog log, OutputTaker to)
    {
        foreach (ref readonly Output output in log.Outbox.Outputs)
        {
            to(in output, log.Outbox.Record(in output, log.Graph.Channels[output.Channel].Schema.Size));
        }

        log.Outbox.Clear();
    }
}

/// <summary>Each event is handed over alone, in memory of its own: while it is processed, nothing that comes later is anywhere near.</summary>
/// <param name="afterEach">Told of each event whether it made something known.</param>
internal sealed class SingleCourse(TapeLog log, EngineLog engine, OutputTaker take, Action<bool> afterEach) : Course(log, engine, take)
{
    private readonly InputEvent[] one = new InputEvent[1];

    public override void Process(ReadOnlyMemory<InputEvent> events)
    {
        for (int i = 0; i < events.Length; i++)
        {
            one[0] = events.Span[i];
            Driver.Process(Log, one);
            bool spoke = !Log.Outbox.Outputs.IsEmpty;
            HandOver(Log, Taker);
            afterEach(spoke);
        }
    }
}

/// <summary>Stops after every so many events and does something between two of them.</summary>
internal abstract class PausingCourse(TapeLog log, EngineLog engine, OutputTaker take, long every) : Course(log, engine, take)
{
    private readonly long every = every;
    private readonly List<InputEvent> since = [];
    private long untilPause = every;

    /// <summary>Whether the pauses need the events since the one before.</summary>
    protected virtual bool KeepsEvents => false;

    public sealed override void Process(ReadOnlyMemory<InputEvent> events)
    {
        while (!events.IsEmpty)
        {
            int count = (int)Math.Min(untilPause, events.Length);
            Run(events.Span[..count]);
            if (KeepsEvents)
            {
                since.AddRange(events.Span[..count]);
            }

            events = events[count..];
            untilPause -= count;
            if (untilPause == 0)
            {
                untilPause = every;
                Pause(CollectionsMarshal.AsSpan(since));
                since.Clear();
            }
        }
    }

    protected abstract void Pause(ReadOnlySpan<InputEvent> since);
}

/// <summary>
/// Recovers at each pause, as after a crash: what was saved at the pause before is loaded into a new log, the events since then
/// are processed again, and that log goes on. It must be in the state of the one that is given up.
/// </summary>
internal sealed class RestartingCourse(TapeLog log, EngineLog engine, OutputTaker take, long every, Func<EngineLog> begin, OutputComparer findings)
    : PausingCourse(log, engine, take, every)
{
    private readonly ArrayBufferWriter<byte> saved = new();

    public long Restarts { get; private set; }

    protected override bool KeepsEvents => true;

    protected override void Pause(ReadOnlySpan<InputEvent> since)
    {
        if (saved.WrittenCount > 0)
        {
            Restart(since);
        }

        saved.ResetWrittenCount();
        Log.Save(saved);
    }

    private void Restart(ReadOnlySpan<InputEvent> since)
    {
        EngineLog restored = begin();
        try
        {
            restored.Load(saved.WrittenSpan);
        }
        catch (StateException e)
        {
            findings.Fail(Log.Header.Sequence, "", new Said(0, null, "a state that can be loaded"), new Said(0, null, e.Message));
            return;
        }

        Driver.Process(restored, since);
        restored.Outbox.Clear();
        findings.CompareStates(Log, restored);
        Log = restored;
        Restarts++;
    }
}

/// <summary>
/// Previews all forming bars: the log must stay as it was, byte for byte, and the preview must say what a second log says in
/// which the bar really ends.
/// </summary>
internal sealed class PreviewingCourse(TapeLog log, EngineLog engine, OutputTaker take, long every, OutputComparer findings) : PausingCourse(log, engine, take, every)
{
    private readonly EngineLog scratch = engine.CreateScratch();
    private readonly (int Symbol, TimeFrame Frame)[] frames =
        [.. log.Graph.Sources.Where(s => s.Kind == ReferenceKind.Candle && s.TimeFrame.IsTime).Select(s => (s.Symbol, s.TimeFrame))];
    private byte[] before = [];

    public long Previews { get; private set; }

    protected override void Pause(ReadOnlySpan<InputEvent> since)
    {
        before = before.Length == Log.Block.Length ? before : new byte[Log.Block.Length];
        Log.Block.CopyTo(before);
        foreach ((int symbol, TimeFrame frame) in frames)
        {
            if (!Driver.Preview(Log, scratch, symbol, frame, out Timestamp end))
            {
                continue;
            }

            Previews++;
            Compare(end);
            if (!Log.Block.SequenceEqual(before))
            {
                string changed = $"the preview of {frame} changed the state at byte {Log.Block.CommonPrefixLength(before)}";
                findings.Fail(Log.Header.Sequence, "", new Said(0, null, "the state as it was"), new Said(0, null, changed));
            }
        }
    }

    private void Compare(Timestamp end)
    {
        RecordedLog fork = new();
        EngineLog ended = Driver.ForkUnfilled(Log);
        Driver.Process(ended, [new InputEvent { Kind = EventKind.Clock, Time = end }]);
        HandOver(ended, fork.Add);
        OutputComparer comparer = new(Log.Graph, Log.Name, fork);
        HandOver(scratch, comparer.Take);
        comparer.End(long.MaxValue);
        if (comparer.First is { } first)
        {
            findings.Fail(first.Sequence, first.Node, first.Expected, first.Found);
        }
    }
}
