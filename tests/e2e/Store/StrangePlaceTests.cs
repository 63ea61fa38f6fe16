using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>Files that cannot be a store, or not now: one line, exit code 1, and never a hang.</summary>
public sealed class StrangePlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public StrangePlaceTests() => Sample.Ticks(77).Write(folder["SPY_trades.csv"]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/proc/x.db", "it cannot be opened; the folder has to be there and to be writable")] // not even root writes there
    [InlineData("nowhere/x.db", "it cannot be opened; the folder has to be there and to be writable")]
    [InlineData("/dev/full", "the disk is full; free some space, then go on with --resume: what was stored is whole")]
    [InlineData(".", "the store '.' is a folder; give the name of a file, such as x.db")]
    [InlineData("''", "the store '' is no file; give the name of a file, such as x.db")]
    [InlineData(":memory:", "the store ':memory:' is no file; give the name of a file, such as x.db")]
    [InlineData("SPY_trades.csv", "it is no SQLite database; choose another file")]
    [InlineData("$(ln -s loop loop; echo loop)", "it cannot be opened")]
    [InlineData("$(truncate -s 256G huge; echo huge)", "it is no SQLite database; choose another file")]
    public void A_place_where_no_store_can_be(string store, string said)
    {
        Ending run = Replay(store);
        Assert.Equal(1, run.Code);
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_store_that_another_program_locks_for_ever()
    {
        Assert.Equal(0, Replay("x.db").Code);
        using SqliteDatabase other = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write);
        other.Execute("BEGIN IMMEDIATE");
        Ending run = Replay("x.db");
        Assert.Equal((1, "pawl: x.db: another program holds a lock on it; end that program, then try again (database is locked, SQLite code 5)"), (run.Code, Assert.Single(run.ErrorLines)));
        other.Execute("ROLLBACK");
        Assert.Equal(0, Replay("x.db").Code);
    }

    [Fact]
    public void A_reader_that_stays_holds_nobody_up()
    {
        Assert.Equal(0, Replay("x.db").Code);
        using SqliteDatabase reader = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read);
        reader.Execute("BEGIN; SELECT count(*) FROM ticks");
        long before = reader.Number("SELECT count(*) FROM ticks");
        Assert.Equal(0, Replay("x.db").Code);
        Assert.Equal(before, reader.Number("SELECT count(*) FROM ticks"));
    }

    /// <summary>A store that was made longer with nothing, as a file system may do, is the same store.</summary>
    [Fact]
    public void A_store_with_a_huge_empty_end()
    {
        Ending whole = Replay("x.db");
        using (FileStream file = new(folder["x.db"], FileMode.Open))
        {
            file.SetLength(1L << 38);
        }

        Ending again = Replay("x.db --resume");
        Assert.Equal((0, whole.Hash("run")), (again.Code, again.Hash("run")));
    }

    private Ending Replay(string store) => PawlProgram.Shell(folder.Path, $"pawl replay -p '{Sample.Pipeline}' -d SPY_trades.csv --store {store}");
}
