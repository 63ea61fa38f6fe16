using Pawl.Tests.Crash.Disk;
using Xunit;

namespace Pawl.Tests.Crash.Sqlite;

/// <summary>The simulated disk under SQLite itself: what SQLite promises holds on it, and what no program can promise does not.</summary>
public sealed class DiskTests
{
    /// <summary>What a crash leaves, in all the ways that are tried.</summary>
    private static readonly (string Name, Func<SimulatedDisk, ulong, SimulatedDisk> After)[] Crashes =
    [
        ("killed", (disk, _) => disk.AfterKill()),
        ("power lost, all kept", (disk, seed) => disk.AfterPowerLoss(Unflushed.Kept, seed)),
        ("power lost, nothing kept", (disk, seed) => disk.AfterPowerLoss(Unflushed.Lost, seed)),
        ("power lost, torn", (disk, seed) => disk.AfterPowerLoss(Unflushed.Torn, seed)),
        ("killed, then power lost, torn", (disk, seed) => disk.AfterKill().AfterPowerLoss(Unflushed.Torn, seed + 1)),
    ];

    [Theory]
    [InlineData("WAL", "FULL")]
    [InlineData("DELETE", "EXTRA")]
    public void What_was_acknowledged_is_there_after_a_crash_at_any_call(string journal, string synchronous)
    {
        Workload workload = new(journal, synchronous);
        int calls = Crash(workload, (where, acknowledged, found) => Assert.True(found >= acknowledged && found <= acknowledged + 1,
            $"{where}: {acknowledged} transactions were acknowledged, {found} are there"));
        Assert.True(calls > 100, $"only {calls} calls");
    }

    [Fact]
    public void Without_a_sync_at_each_commit_the_last_ones_may_be_lost_but_no_hole_is_left()
    {
        Workload workload = new("WAL", "NORMAL");
        int lost = 0;
        Crash(workload, (where, acknowledged, found) =>
        {
            Assert.True(found <= acknowledged + 1, $"{where}: {found} of {acknowledged}");
            Assert.True(found >= acknowledged || where.Contains("power", StringComparison.Ordinal), $"{where}: a kill alone lost a transaction");
            lost += found < acknowledged ? 1 : 0;
        });
        Assert.True(lost > 0, "no crash lost anything: the disk forgets nothing");
    }

    [Fact]
    public void A_disk_that_lies_about_syncs_is_caught()
    {
        int caught = 0;
        Workload workload = new("WAL", "FULL");
        Crash(workload, (_, acknowledged, found) => caught += found < acknowledged ? 1 : 0, lies: true, broken: () => caught++);
        Assert.True(caught > 0);
    }

    [Theory]
    [InlineData(Fault.NoSpace)]
    [InlineData(Fault.Failure)]
    public void A_call_that_fails_costs_at_most_its_transaction(Fault fault)
    {
        Workload workload = new("WAL", "FULL");
        for (int at = 1; ; at++)
        {
            SimulatedDisk disk = new();
            using DiskProgram program = new(disk, DiskProgram.FailAt(at, fault));
            int done = workload.Run(program, again: true);
            Assert.True(done == workload.Transactions, $"{fault} at call {at}: {done} of {workload.Transactions}");
            Assert.Equal(done, workload.Found(disk.AfterKill()));
            Assert.Equal(done, workload.Found(disk.AfterPowerLoss(Unflushed.Lost)));
            if (program.Calls < at)
            {
                break;
            }
        }
    }

    [Fact]
    public void Two_programs_see_each_others_locks_and_commits()
    {
        SimulatedDisk disk = new();
        using DiskProgram one = new(disk);
        using DiskProgram other = new(disk);
        using RawConnection writer = new("x.db", one);
        using RawConnection reader = new("x.db", other);
        writer.Execute("PRAGMA journal_mode=WAL");
        writer.Execute("CREATE TABLE t(n INTEGER)");
        writer.Execute("BEGIN IMMEDIATE");
        writer.Execute("INSERT INTO t VALUES(1)");
        Assert.Equal(0, reader.Number("SELECT count(*) FROM t"));
        Assert.Equal(Code.Busy, Assert.Throws<RawSqliteException>(() => reader.Execute("BEGIN IMMEDIATE")).Code);
        writer.Execute("COMMIT");
        Assert.Equal(1, reader.Number("SELECT count(*) FROM t"));

        writer.Execute("BEGIN IMMEDIATE");
        writer.Execute("INSERT INTO t VALUES(2)");
        one.Stop();
        reader.Execute("INSERT INTO t VALUES(3)");
        Assert.Equal(["1", "3"], reader.Query("SELECT n FROM t ORDER BY n"));
    }

    [Fact]
    public void The_same_seed_leaves_the_same_disk()
    {
        Workload workload = new("MEMORY", "FULL"); // journals on the disk begin with random numbers of SQLite's own
        byte[] Once(ulong seed)
        {
            SimulatedDisk disk = new();
            using DiskProgram program = new(disk, DiskProgram.StopAt(50), seed);
            workload.Run(program);
            SimulatedDisk found = disk.AfterPowerLoss(Unflushed.Torn, seed);
            return [.. found.Names.SelectMany(name => found[name].ToArray())];
        }

        Assert.Equal(Once(5), Once(5));
        Assert.True(Enumerable.Range(1, 20).Select(s => Convert.ToHexString(Once((ulong)s))).Distinct().Count() > 5);
    }

    /// <summary>Crashes at every call, in every way; returns how many calls there are.</summary>
    private static int Crash(Workload workload, Action<string, int, int> compare, bool lies = false, Action? broken = null)
    {
        for (int at = 1; ; at++)
        {
            SimulatedDisk disk = new() { LiesAboutSync = lies };
            using DiskProgram program = new(disk, DiskProgram.StopAt(at), (ulong)at);
            int acknowledged = workload.Run(program);
            if (!program.HasStopped)
            {
                return at - 1;
            }

            foreach ((string name, Func<SimulatedDisk, ulong, SimulatedDisk> after) in Crashes)
            {
                string where = $"{program.Last}, {name}, seed {at}";
                int found;
                try
                {
                    found = workload.Found(after(disk, (ulong)at));
                }
                catch (Exception e) when (e is InvalidOperationException or RawSqliteException)
                {
                    Assert.True(broken is not null, $"{where}: {e.Message}");
                    broken!();
                    continue;
                }

                compare(where, acknowledged, found);
            }
        }
    }
}
