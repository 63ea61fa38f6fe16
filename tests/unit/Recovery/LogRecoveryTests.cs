using System.Text;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Recovery;

/// <summary>A recovered log is the one that was interrupted, to the last byte, whatever it is recovered from.</summary>
public sealed class LogRecoveryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_recovered_log_has_the_state_and_goes_on_like_the_one_before(int seed)
    {
        InputEvent[] events = Course.Events(seed, 1500);
        (Course before, MemoryLog log) = Course.Run(seed, events[..1000]);
        Course after = new();
        RecoveredLog recovered = LogRecovery.Recover(log.Stored, after.Executor);
        Assert.NotNull(recovered.SnapshotSequence);
        Assert.NotNull(recovered.SnapshotTime);
        Assert.Equal(before.Executor.Position.Records - Snapshot.Read(log.Snapshots[^1]).Position.Records, recovered.Replayed);
        Assert.Equal(log.OutputsAfter(Snapshot.Read(log.Snapshots[^1]).Position.Outputs), recovered.Suppressed);
        Assert.True(recovered.Unsaid.IsEmpty);
        Assert.Empty(recovered.Notes);
        AssertSame(before, after);
        Assert.Equal(before.Commit(events.AsSpan(1000), new MemoryLog()), after.Commit(events.AsSpan(1000), new MemoryLog()));
        AssertSame(before, after);
    }

    [Fact]
    public void The_state_does_not_depend_on_how_events_are_grouped_into_commits()
    {
        InputEvent[] events = Course.Events(7, 900);
        (Course one, _) = Course.Run(1, events);
        (Course other, _) = Course.Run(2, events);
        AssertSame(one, other);
        Runs plain = Runs.Of(one.Log.Graph);
        plain.Process(events);
        Assert.True(plain.Log.Block.SequenceEqual(one.Log.Block));
        Assert.NotEqual(0, one.Executor.Position.Outputs);
    }

    [Fact]
    public void Without_a_snapshot_the_log_alone_serves()
    {
        InputEvent[] events = Course.Events(3, 700);
        (Course before, MemoryLog log) = Course.Run(3, events);
        log.Snapshots.Clear();
        Course after = new();
        RecoveredLog recovered = LogRecovery.Recover(log.Stored, after.Executor);
        Assert.Null(recovered.SnapshotSequence);
        Assert.Equal(events.Length, recovered.Replayed);
        AssertSame(before, after);
    }

    [Fact]
    public void A_damaged_snapshot_is_passed_over_for_the_one_before_and_this_is_told()
    {
        (Course before, MemoryLog log) = Course.Run(5, Course.Events(5, 1200));
        Assert.True(log.Snapshots.Count >= 3);
        for (int damaged = 1; damaged <= log.Snapshots.Count; damaged++)
        {
            log.Snapshots[^damaged][37 * damaged] ^= 1;
            Course after = new();
            RecoveredLog recovered = LogRecovery.Recover(log.Stored, after.Executor);
            Assert.Equal(damaged, recovered.Notes.Count);
            Assert.All(recovered.Notes, n => Assert.Equal("log X: a snapshot was passed over, an older one or the log itself serves: it is damaged: its checksum is wrong", n));
            Assert.Equal(damaged == log.Snapshots.Count, recovered.SnapshotSequence is null);
            AssertSame(before, after);
        }
    }

    [Fact]
    public void What_inputs_caused_and_nobody_stored_is_said_again_and_only_that()
    {
        InputEvent[] events = Course.Events(9, 800);
        (Course before, MemoryLog log) = Course.Run(9, events);
        LogPosition whole = log.Tail;
        OutputBatch[] lost = [.. log.Outputs.TakeLast(3)];
        log.Outputs.RemoveRange(log.Outputs.Count - 3, 3);
        log.Tail = whole with { Outputs = lost[0].FirstRecord - 1, Chain = lost[0].Previous };
        log.Snapshots.RemoveAll(s => Snapshot.Read(s).Position.Outputs > log.Tail.Outputs);
        Course after = new();
        RecoveredLog recovered = LogRecovery.Recover(log.Stored, after.Executor);
        Assert.Equal(lost.Sum(b => b.Records), recovered.Unsaid.Outputs.Records.Count);
        Assert.Equal(lost[0].Previous, recovered.Unsaid.Outputs.Previous);
        Assert.Equal(lost[^1].Hash, recovered.Unsaid.Outputs.Hash);
        Assert.Equal(string.Concat(lost.Select(LinesOf)), Encoding.UTF8.GetString(recovered.Unsaid.Outputs.Lines.Written));
        Assert.Equal(recovered.Unsaid.Outputs.Records.Sum(r => r.Outputs), recovered.Unsaid.Items.Count);
        Assert.All(recovered.Unsaid.Items, item => Assert.Equal((byte)'{', recovered.Unsaid.Outputs.Lines.Written[item.DataStart]));
        AssertSame(before, after);

        // It is committed like any other batch, alone or with what comes next.
        after.Executor.Process(Course.Events(9, 50), recovered.Unsaid);
        log.Commit(recovered.Unsaid);
        Course again = new();
        Assert.True(LogRecovery.Recover(log.Stored, again.Executor).Unsaid.IsEmpty);
        AssertSame(after, again);
    }

    [Fact]
    public void Own_events_are_told_from_those_of_the_source()
    {
        InputEvent[] events = Course.Events(4, 300);
        Course course = new();
        MemoryLog log = new();
        course.Commit(events, log);
        course.Commit([Runs.Clock(events.Max(e => e.Time))], log, snapshot: true, EventMarks.Own);
        course.Commit(events.AsSpan(0, 5), log);
        Assert.Equal(1, course.Executor.Position.Own);
        Course after = new();
        LogRecovery.Recover(log.Stored, after.Executor);
        Assert.Equal(305, after.Executor.Position.FromSource);
        AssertSame(course, after);
    }

    internal static void AssertSame(Course one, Course other)
    {
        Assert.Equal(one.Executor.Position, other.Executor.Position);
        Assert.True(one.Log.Block.SequenceEqual(other.Log.Block));
    }

    private static string LinesOf(OutputBatch batch)
    {
        OutputReader reader = new(batch.Content);
        return string.Concat(Enumerable.Range(0, reader.Count).Select(i => Encoding.UTF8.GetString(reader.LinesOf(i))));
    }
}
