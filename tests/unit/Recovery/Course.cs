using System.Text;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Tests.Support;

namespace Pawl.Tests.Unit.Recovery;

/// <summary>A log with some nodes over made-up ticks, late, doubled and empty ones among them.</summary>
internal sealed class Course
{
    private static readonly Graph Graph = Runs.Compile(Runs.Pipeline(
        ["1s", "1m", "5m"],
        ("fast", "ema", ["candle(1m)"], [("period", "5")]),
        ("slow", "ema", ["candle(1m)"], [("period", "12")]),
        ("cross", "cross", ["indicator(fast)", "indicator(slow)"], []),
        ("delta", "delta", ["tick", "candle(1m)"], [])));

    public Course(LogTag? tag = null, EngineLog? log = null, Hash256 pipeline = default)
    {
        log ??= EngineLog.Create(Graph, "X");
        Executor = new LogExecutor(new LogComputation(log, new CandleDriver(log.Graph), pipeline), tag ?? new LogTag(42));
        Batch = Executor.CreateBatch();
        Executor.Begin(Batch);
    }

    public EngineLog Log => Executor.Log;

    public LogExecutor Executor { get; }

    public LogBatch Batch { get; }

    public static InputEvent[] Events(int seed, int count)
    {
        long id = 0;
        return [.. RandomTicks.Of(seed, count).Select((t, i) => Runs.Tick(t with { TradeId = seed % 2 == 0 ? 0 : i % 7 == 3 ? id : ++id }))];
    }

    /// <summary>Processes events as one batch and gives it to be kept; returns the lines.</summary>
    public string Commit(ReadOnlySpan<InputEvent> events, MemoryLog to, bool snapshot = false, EventMarks marks = EventMarks.None)
    {
        Executor.Process(events, Batch, marks);
        if (snapshot)
        {
            Batch.Snapshot = Snapshot.Take(Executor, 1);
        }

        return Commit(to);
    }

    /// <summary>Gives the batch to be kept as it is.</summary>
    public string Commit(MemoryLog to)
    {
        to.Commit(Batch);
        string lines = Encoding.UTF8.GetString(Batch.Outputs.Lines.Written);
        Executor.Begin(Batch);
        return lines;
    }

    /// <summary>A log that was run to its end in batches of random size, with snapshots after some of them.</summary>
    public static (Course Course, MemoryLog Log) Run(int seed, InputEvent[] events)
    {
        Random random = new(seed);
        Course course = new();
        MemoryLog log = new();
        for (int at = 0; at < events.Length;)
        {
            int count = Math.Min(events.Length - at, 1 + random.Next(90));
            course.Commit(events.AsSpan(at, count), log, random.Next(4) == 0);
            at += count;
        }

        return (course, log);
    }
}
