using Pawl.Recovery;
using Xunit;

namespace Pawl.Tests.Unit.Recovery;

/// <summary>What does not fit halts the log, with a line that says which log, what is wrong and how to go on.</summary>
public sealed class HaltTests
{
    private const string Remedy = "; restore the store from a copy, or begin a new run without --resume";

    private readonly Course before;
    private readonly MemoryLog log;

    public HaltTests() => (before, log) = Course.Run(11, Course.Events(11, 1000));

    [Fact]
    public void The_snapshot_is_ahead_of_the_log()
    {
        while (log.Inputs[^1].FirstRecord > Newest.Records)
        {
            log.Inputs.RemoveAt(log.Inputs.Count - 1);
        }

        InputBatch last = log.Inputs[^2];
        log.Tail = log.Tail with { Records = last.FirstRecord + last.Records - 1, Sequence = last.LastSequence!.Value };
        Halts($"log X: its snapshot at event {Newest.Sequence} is ahead of the log, which ends at event {last.LastSequence}: stored events were lost{Remedy}");
    }

    [Fact]
    public void The_log_was_created_anew()
    {
        log.Tag = new LogTag(43);
        Halts($"log X: its snapshot at event {Newest.Sequence} belongs to another log of that name (tag {new LogTag(42)}, here {new LogTag(43)}): the log was created anew{Remedy}");
    }

    [Fact]
    public void The_input_log_begins_after_the_snapshot()
    {
        long from = Newest.Records;
        Assert.True(log.Inputs.RemoveAll(b => b.FirstRecord <= from + 1) > 1);
        Halts($"log X: its input log goes on with record {log.Inputs[0].FirstRecord}, and record {from + 1} is needed: what lies between was removed or lost{Remedy}");
    }

    [Fact]
    public void The_input_log_begins_later_and_there_is_no_snapshot()
    {
        log.Snapshots.Clear();
        log.Inputs.RemoveAt(0);
        Halts($"log X: its input log goes on with record {log.Inputs[0].FirstRecord}, and record 1 is needed: what lies between was removed or lost{Remedy}");
    }

    [Fact]
    public void The_input_log_ends_too_early()
    {
        log.Snapshots.Clear();
        InputBatch last = log.Inputs[^1];
        log.Inputs.Remove(last);
        Halts($"log X: its input log ends with record {last.FirstRecord - 1}, and should have 1000{Remedy}");
    }

    [Fact]
    public void The_chain_of_the_outputs_does_not_continue_the_snapshot()
    {
        int next = log.Outputs.FindIndex(b => b.FirstRecord == Newest.Outputs + 1);
        Assert.True(next > 0);
        log.Outputs[next] = log.Outputs[next] with { Previous = default };
        Halts($"log X: its output log does not continue the hash chain of the snapshot at event {Newest.Sequence}{Remedy}");
    }

    [Fact]
    public void The_outputs_were_changed()
    {
        log.Snapshots.Clear();
        OutputBatch changed = log.Outputs[1];
        log.Outputs[1] = changed with { Hash = default };
        string line = Halt();
        Assert.StartsWith($"log X: processed again, its events make other outputs than are stored: the hash chain breaks between the records {changed.FirstRecord} and {changed.FirstRecord + changed.Records - 1}, at or before event ", line, StringComparison.Ordinal);
        Assert.EndsWith(Remedy, line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_log_is_ahead_of_the_inputs()
    {
        log.Snapshots.Clear();
        log.Tail = log.Tail with { Outputs = log.Tail.Outputs + 3 };
        Halts($"log X: the output log holds {log.Tail.Outputs} records, and the input log makes only {log.Tail.Outputs - 3}{Remedy}");
    }

    [Fact]
    public void The_output_log_has_a_hole()
    {
        log.Snapshots.Clear();
        OutputBatch lost = log.Outputs[1];
        log.Outputs.Remove(lost);
        Halts($"log X: its output log goes on with record {lost.FirstRecord + lost.Records}, and record {lost.FirstRecord} is missing{Remedy}");
    }

    [Fact]
    public void The_batch_of_inputs_is_damaged_in_any_byte()
    {
        log.Snapshots.Clear();
        byte[] bytes = log.Inputs[2].Events.ToArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] flipped = [.. bytes];
            flipped[i] ^= 0x10;
            log.Inputs[2] = log.Inputs[2] with { Events = flipped };
            Halts($"log X: the batch of its input log that begins with record {log.Inputs[2].FirstRecord} cannot be read: it is damaged: its checksum is wrong{Remedy}");
        }
    }

    [Fact]
    public void Another_number_of_events_took_a_number()
    {
        log.Snapshots.Clear();
        log.Inputs[1] = log.Inputs[1] with { LastSequence = log.Inputs[1].LastSequence + 1 };
        string line = Halt();
        Assert.Contains($"should end with event {log.Inputs[1].LastSequence}, and processed again it ends with {log.Inputs[1].LastSequence - 1}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Untouched_it_does_not_halt()
    {
        Course after = new();
        LogRecovery.Recover(log.Stored, after.Executor);
        LogRecoveryTests.AssertSame(before, after);
    }

    private LogPosition Newest => Snapshot.Read(log.Snapshots[^1]).Position;

    private string Halt() => Assert.Throws<StoreException>(() => LogRecovery.Recover(log.Stored, new Course().Executor)).Message;

    private void Halts(string line) => Assert.Equal(line, Halt());
}
