using Pawl.Tests.Crash.Disk;
using Xunit;

namespace Pawl.Tests.Crash.Store;

/// <summary>A disk that is full or fails ends a run with a line; nothing is lost, and it can be gone on with.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(Fault.NoSpace, "the disk is full; free some space")]
    [InlineData(Fault.Failure, "the disk failed to read or write")]
    public void A_call_that_fails(object fault, string said)
    {
        int refused = 0;
        int calls = HalfRun.Whole.Calls;
        for (int at = 1; at <= calls; at += 3)
        {
            SimulatedDisk disk = new();
            (Outcome outcome, string line) = HalfRun.GoOn(disk, DiskProgram.FailAt(at, (Fault)fault));
            Assert.True(outcome is Outcome.Equal or Outcome.Refused, $"call {at}: {outcome} {line}");
            refused += line.Contains(said, StringComparison.Ordinal) ? 1 : 0;
            foreach (SimulatedDisk later in (SimulatedDisk[])[disk.AfterKill(), disk.AfterPowerLoss(Unflushed.Lost), disk.AfterPowerLoss(Unflushed.Torn, (ulong)at)])
            {
                Assert.Equal((at, Outcome.Equal), (at, HalfRun.GoOn(later).Outcome));
            }
        }

        Assert.True(refused > 30, $"only {refused} were told of");
    }

    [Fact]
    public void A_disk_that_stays_full()
    {
        SimulatedDisk disk = new();
        (Outcome outcome, string line) = HalfRun.GoOn(disk, (in call) => call.Number > 200 && call.Kind == IoKind.Write ? Fault.NoSpace : Fault.None);
        Assert.Equal(Outcome.Refused, outcome);
        Assert.Contains("the disk is full", line, StringComparison.Ordinal);
        Assert.Equal((Outcome.Refused, line), HalfRun.GoOn(disk, (in call) => call.Kind == IoKind.Write ? Fault.NoSpace : Fault.None));
        Assert.Equal((Outcome.Equal, ""), HalfRun.GoOn(disk));
    }
}
