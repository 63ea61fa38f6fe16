using System.Text;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Recovery;

/// <summary>A pipeline that changes is part of the log: recovered from wherever, or replayed, the log is the one that was not interrupted.</summary>
public sealed class PipelineChangeTests
{
    private static readonly Hash256 First = Named(1);
    private static readonly Hash256 Second = Named(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_log_is_recovered_over_changes_of_its_pipeline(int seed)
    {
        InputEvent[] events = Course.Events(seed, 1200);
        Lived lived = new(seed, events[..1000]);
        string rest = lived.Course.Commit(events.AsSpan(1000), new MemoryLog());
        for (int kept = lived.Log.Snapshots.Count; kept >= 0; kept--)
        {
            lived.Log.Snapshots.RemoveRange(kept, lived.Log.Snapshots.Count - kept);
            Course after = Begun(First);
            RecoveredLog recovered = LogRecovery.Recover(lived.Log.Stored, after.Executor, new Known());
            Assert.Empty(recovered.Notes);
            Assert.True(recovered.Unsaid.IsEmpty);
            Assert.Equal(First, after.Executor.Computation.Pipeline);
            after.Executor.Begin(after.Batch);
            Assert.Equal(rest, after.Commit(events.AsSpan(1000), new MemoryLog()));
            LogRecoveryTests.AssertSame(lived.Course, after);
        }
    }

    [Fact]
    public void The_log_is_replayed_with_the_same_lines_and_hashes()
    {
        Lived lived = new(5, Course.Events(5, 1000));
        StringBuilder lines = new();
        LogPosition end = LogReplay.Run(lived.Log.Stored, new Known().Begin("X", First), new Known(), (_, said) => lines.Append(Encoding.UTF8.GetString(said)), TestContext.Current.CancellationToken);
        Assert.Equal(lived.Course.Executor.Position.Chain, end.Chain);
        Assert.Equal(lived.Lines, lines.ToString());
    }

    [Fact]
    public void After_a_change_outputs_are_those_of_a_pipeline_that_was_always_there_and_the_first_of_each_warmed_node_says_so()
    {
        InputEvent[] events = Course.Events(6, 1000);
        MemoryLog log = new() { Pipeline = First };
        Course course = Begun(First);
        course.Commit(events.AsSpan(0, 500), log);
        PipelineChange change = course.Executor.Change(new Known().Begin("X", Second), log, course.Batch);
        course.Commit(log);
        Assert.Equal(["slow", "swings"], change.Kept);
        Assert.Equal(["cross", "fast", "range"], change.Warmed);
        Assert.Equal(["delta"], change.Dropped);
        Assert.Equal((500, events[0].Time, 501), (change.Events, change.From, change.Sequence));
        string[] said = course.Commit(events.AsSpan(500), log).Split('\n');

        Runs always = Runs.Of(Known.GraphOf(Second));
        always.Process(events.AsSpan(0, 500));
        always.Process([Runs.Clock(always.Log.Header.Time)]);
        Assert.Equal(always.Process(events.AsSpan(500)).Split('\n'), said.Select(l => l.Replace(",\"warmed\":true", "", StringComparison.Ordinal)));

        string[] firsts = [.. change.Warmed.Select(node => Array.Find(said, l => l.Contains($"\"node\":\"{node}\"", StringComparison.Ordinal))!)];
        Assert.Equal(firsts.Order(StringComparer.Ordinal), said.Where(l => l.Contains("\"warmed\":true", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(firsts, l => Assert.EndsWith(",\"confirmed\":true,\"warmed\":true}}", l, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipeline_that_is_not_known_any_more_halts_the_log_and_a_state_of_it_is_passed_over()
    {
        Lived lived = new(8, Course.Events(8, 800));
        int before = lived.Log.Snapshots.FindIndex(s => Snapshot.Read(s).Pipeline == Second);
        Assert.True(before > 0);
        lived.Log.Snapshots.RemoveAll(s => Snapshot.Read(s).Pipeline == First && Snapshot.Read(s).Position.Records > lived.ChangedAt);
        string halted = Assert.Throws<StoreException>(() => LogRecovery.Recover(lived.Log.Stored, Begun(First).Executor, new Known(Second))).Message;
        Assert.Equal("log X: its pipeline is not there; restore the store from a copy, or begin a new run without --resume", halted);
        Assert.Contains("changes the pipeline to '0202", Assert.Throws<StoreException>(() => LogRecovery.Recover(lived.Log.Stored, Begun(First).Executor)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_that_has_gone_halts_the_log()
    {
        Lived lived = new(9, Course.Events(9, 800));
        lived.Log.Snapshots.RemoveAll(s => Snapshot.Read(s).Position.Records >= lived.ChangedAt);
        Assert.NotEmpty(lived.Log.Snapshots);
        lived.Log.Inputs.RemoveAt(0);
        string halted = Assert.Throws<StoreException>(() => LogRecovery.Recover(lived.Log.Stored, Begun(First).Executor, new Known())).Message;
        Assert.StartsWith("log X: its input log holds nothing of record 1, and a pipeline has to be warmed up over the records from 1 on; ", halted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_to_a_node_of_an_earlier_pipeline_is_passed_over_by_a_later_one()
    {
        InputEvent reset = new() { Kind = EventKind.Control };
        reset.Control = new LogCommand { Action = LogAction.Reset, Name = Pawl.Types.Text64.From("delta") };
        Runs runs = Runs.Of(Known.GraphOf(Second));
        runs.Process([reset]);
        Assert.Equal(1, runs.Log.Header.Sequence);
        Assert.False(runs.Log.HasNode("delta"));
        Assert.True(runs.Log.HasNode("range"));
    }

    private static Hash256 Named(byte number) => new([.. Enumerable.Repeat(number, Hash256.Size)]);

    private static Course Begun(Hash256 pipeline) => new(log: EngineLog.Create(Known.GraphOf(pipeline), "X"), pipeline: pipeline);

    /// <summary>A log in batches of random size, whose pipeline changes to the second and back to the first.</summary>
    private sealed class Lived
    {
        public Lived(int seed, InputEvent[] events)
        {
            Random random = new(seed);
            StringBuilder lines = new();
            (int there, int back) = (events.Length / 3, events.Length * 2 / 3);
            for (int at = 0; at < events.Length;)
            {
                int next = at < there ? there : at < back ? back : events.Length;
                int count = Math.Min(next - at, 1 + random.Next(90));
                lines.Append(Course.Commit(events.AsSpan(at, count), Log, random.Next(3) == 0));
                at += count;
                if (at == next && at < events.Length)
                {
                    ChangedAt = ChangedAt == 0 ? Course.Executor.Position.Records + 1 : ChangedAt;
                    Course.Executor.Change(new Known().Begin("X", at == there ? Second : First), Log, Course.Batch);
                    lines.Append(Course.Commit(Log));
                }
            }

            Lines = lines.ToString();
        }

        public Course Course { get; } = Begun(First);

        public MemoryLog Log { get; } = new() { Pipeline = First };

        public string Lines { get; }

        /// <summary>The record of the first change.</summary>
        public long ChangedAt { get; }
    }

    private sealed class Known(Hash256? without = null) : IPipelines
    {
        private static readonly Graph One = Compile(
            ("fast", "ema", ["candle(1m)"], [("period", "3")]),
            ("slow", "sma", ["candle(1m)"], [("period", "4")]),
            ("cross", "cross", ["indicator(fast)", "indicator(slow)"], []),
            ("swings", "swing_points", ["candle(1m)"], []),
            ("delta", "delta", ["tick", "candle(1m)"], []));

        private static readonly Graph Two = Compile(
            ("fast", "ema", ["candle(1m)"], [("period", "4")]),
            ("slow", "sma", ["candle(1m)"], [("period", "4")]),
            ("cross", "cross", ["indicator(fast)", "indicator(slow)"], []),
            ("swings", "swing_points", ["candle(1m)"], []),
            ("range", "atr", ["candle(1m)"], [("period", "3")]));

        public static Graph GraphOf(Hash256 pipeline) => pipeline == First ? One : Two;

        public LogComputation Begin(string log, Hash256 pipeline) => pipeline == without
            ? throw new StoreException("its pipeline is not there")
            : new(EngineLog.Create(GraphOf(pipeline), log), new CandleDriver(GraphOf(pipeline)), pipeline);

        private static Graph Compile(params (string Id, string Kind, string[] Inputs, (string Name, string Text)[] Parameters)[] nodes) =>
            Runs.Compile(Runs.Pipeline(["1m"], nodes));
    }
}
