using Pawl.Persistence.Sqlite;
using Pawl.Tests.Crash.Disk;
using Xunit;

namespace Pawl.Tests.Crash.Store;

/// <summary>Stores that somebody exchanged parts of, or that are none.</summary>
public sealed class StrangeStoreTests
{
    [Fact]
    public void A_file_that_is_no_database()
    {
        foreach (byte[] content in (byte[][])["x"u8.ToArray(), "time,price\n2024-03-04T15:00:00Z,1\n"u8.ToArray(), new byte[5000], [.. "SQLite format 3\0"u8, .. new byte[4000]]])
        {
            SimulatedDisk disk = new();
            disk.Put(HalfRun.Database, content);
            (Outcome outcome, string line) = HalfRun.GoOn(disk);
            Assert.Equal(Outcome.Refused, outcome);
            Assert.Contains("no SQLite database; choose another file", line, StringComparison.Ordinal);
            Assert.Equal(content, disk[HalfRun.Database].ToArray());
        }
    }

    [Fact]
    public void A_database_of_another_program_is_left_as_it_is()
    {
        SimulatedDisk disk = new();
        Sql(disk, "CREATE TABLE customers (id INTEGER)");
        byte[] before = disk[HalfRun.Database].ToArray();
        Refused(disk, "is a database of another program; choose another file");
        Assert.Equal(before, disk[HalfRun.Database].ToArray());
    }

    [Fact]
    public void An_empty_file_is_a_new_store()
    {
        SimulatedDisk disk = new();
        disk.Put(HalfRun.Database, []);
        Assert.Equal((Outcome.Equal, ""), HalfRun.GoOn(disk));
    }

    [Theory]
    [InlineData("UPDATE migrations SET number = 99 WHERE number = (SELECT max(number) FROM migrations)", "was written by a newer pawl (schema 99")]
    [InlineData("UPDATE migrations SET checksum = 'other' WHERE number = 1", "its schema 1 is not the one of this program")]
    [InlineData("DROP TABLE snapshots", "not as this program wrote it")]
    [InlineData("DELETE FROM input_log WHERE first_record = 1", "its input log goes on with record 41")]
    [InlineData("DELETE FROM input_log WHERE first_record = 41", "the input log makes only")]
    [InlineData("DELETE FROM output_log WHERE first_record = 1", "and record 1 is missing")]
    [InlineData("UPDATE output_log SET hash = zeroblob(32) WHERE log_id = 1", "hash chain")]
    [InlineData("UPDATE output_log SET content = (SELECT content FROM output_log WHERE log_id = 2 LIMIT 1) WHERE log_id = 1", "breaks the hash chain")]
    [InlineData("INSERT INTO snapshots SELECT 2, record, seq, epoch, taken, bytes FROM snapshots WHERE log_id = 1", "belongs to another log of that name")]
    [InlineData("UPDATE logs SET tag = printf('%032x', log_id)", "belongs to another log of that name")]
    [InlineData("UPDATE input_log SET own = 5", "made here")]
    public void What_does_not_fit_is_told(string sql, string said)
    {
        SimulatedDisk disk = HalfRun.Make(commits: 4);
        Sql(disk, sql);
        Told(disk, said);
    }

    [Theory]
    [InlineData("DELETE FROM snapshots")]
    [InlineData("DELETE FROM snapshots WHERE record = (SELECT max(record) FROM snapshots)")]
    [InlineData("UPDATE snapshots SET bytes = substr(bytes, 1, 100)")]
    [InlineData("UPDATE snapshots SET bytes = zeroblob(length(bytes))")]
    [InlineData("UPDATE snapshots SET bytes = x''")]
    [InlineData("UPDATE owner SET epoch = 1000000, process = 999999999, host = 'elsewhere', mark = 'x', command = 'y'")]
    [InlineData("VACUUM")]
    public void What_is_not_needed_is_made_again(string sql)
    {
        SimulatedDisk disk = HalfRun.Make(commits: 4);
        Sql(disk, sql);
        Assert.Equal((Outcome.Equal, ""), HalfRun.GoOn(disk));
    }

    [Fact]
    public void A_write_ahead_log_that_is_missing_only_means_more_to_do()
    {
        SimulatedDisk disk = HalfRun.Make(killed: true);
        disk.Remove(HalfRun.WriteAheadLog);
        Assert.Equal((Outcome.Equal, ""), HalfRun.GoOn(disk));
    }

    [Fact]
    public void A_write_ahead_log_of_another_store_is_found()
    {
        SimulatedDisk disk = HalfRun.Make();
        SimulatedDisk other = HalfRun.Make(killed: true, commits: 2);
        disk.Put(HalfRun.WriteAheadLog, other[HalfRun.WriteAheadLog]);
        (Outcome outcome, string line) = HalfRun.GoOn(disk);
        Assert.True(outcome != Outcome.Different, line);
    }

    [Fact]
    public void A_journal_that_belongs_to_nothing_changes_nothing()
    {
        foreach (byte[] journal in (byte[][])[[1], new byte[2000], [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, .. new byte[2000]]])
        {
            SimulatedDisk disk = HalfRun.Make();
            disk.Put(HalfRun.Database + "-journal", journal);
            Assert.Equal((Outcome.Equal, ""), HalfRun.GoOn(disk));
        }
    }

    private static void Refused(SimulatedDisk disk, string said)
    {
        (Outcome outcome, string line) = HalfRun.GoOn(disk);
        Assert.True(outcome == Outcome.Refused, $"{outcome}: {line}");
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    /// <summary>It is refused, or, where going on does not read that part again, found by the check.</summary>
    private static void Told(SimulatedDisk disk, string said)
    {
        (Outcome outcome, string line) = HalfRun.GoOn(disk);
        Assert.True(outcome is Outcome.Refused or Outcome.FoundByCheck, $"{outcome}: {line}");
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    private static void Sql(SimulatedDisk disk, string sql)
    {
        using DiskProgram program = new(disk);
        using SqliteDatabase database = SqliteDatabase.Open(StoreProgram.PathOn(program), SqliteMode.Create);
        database.Execute(sql);
    }
}
