using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Tests.Crash.Disk;
using Xunit;

namespace Pawl.Tests.Crash.Store;

/// <summary>The harness finds programs that do it wrong.</summary>
public sealed class DefectTests
{
    [Fact]
    public void A_commit_that_is_told_of_before_it_is_made_is_found() =>
        Assert.Contains("were acknowledged", FirstFound((s, p) => new ToldTooEarly(s, p)), StringComparison.Ordinal);

    [Fact]
    public void A_snapshot_that_is_ahead_of_the_log_is_found() =>
        Assert.Contains("ahead of the log", FirstFound((s, p) => new SnapshotAhead(s, p)), StringComparison.Ordinal);

    [Fact]
    public void A_cursor_that_is_committed_without_its_outputs_is_found() =>
        Assert.NotEmpty(FirstFound((s, p) => new OutputsAfterCursor(s, p)));

    [Fact]
    public void An_account_that_is_committed_after_what_it_follows_from_is_found() =>
        Assert.NotEmpty(FirstFound((s, p) => new AccountApart(s, p), new StoreScenario { HasAccount = true }));

    [Fact]
    public void An_owner_that_was_replaced_cannot_write_and_one_without_the_guard_is_found()
    {
        Assert.Null(Replaced(skipsGuard: false));
        Assert.NotNull(Replaced(skipsGuard: true));
    }

    /// <summary>What the harness says of a program at the first crash that shows its defect.</summary>
    private static string FirstFound(ProgramMaker make, StoreScenario? scenario = null)
    {
        CrashHarness harness = new(scenario ?? new StoreScenario(), make);
        return Enumerable.Range(1, harness.Calls).SelectMany(at => harness.Try(new HarnessCase(at, Crash.Kill, (ulong)at))).FirstOrDefault().Wrong ?? "";
    }

    /// <summary>One program is stopped for a while, another takes over, the first wakes up and writes: what goes wrong, or null.</summary>
    private static string? Replaced(bool skipsGuard)
    {
        StoreScenario scenario = new();
        SimulatedDisk disk = new();
        using DiskProgram one = new(disk);
        using DiskProgram other = new(disk);
        using StoreProgram sleeper = new(scenario, one);
        sleeper.Open();
        sleeper.Run(atMost: 2);
        using StoreProgram successor = new(scenario, other);
        successor.Open();
        successor.Run(atMost: 1);
        if (skipsGuard)
        {
            using SqliteDatabase beside = SqliteDatabase.Open(StoreProgram.PathOn(other), SqliteMode.Write);
            beside.Execute("UPDATE owner SET epoch = epoch - 1");
        }

        try
        {
            sleeper.Run(atMost: 1);
            return "the one that was replaced could write";
        }
        catch (StoreException refused) when (refused.Message.Contains("taken the store over", StringComparison.Ordinal))
        {
        }
        catch (StoreException refused)
        {
            return refused.Message;
        }

        successor.Run();
        return new CrashHarness(scenario).Difference(disk);
    }
}
