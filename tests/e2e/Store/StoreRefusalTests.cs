using System.Diagnostics;
using System.Globalization;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>What a store cannot go on with is one line, and nothing of the store changes.</summary>
public sealed class StoreRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string data;

    public StoreRefusalTests() => data = new TickFile(31, 500).Write(folder["AAA_trades.csv"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Other_data_than_are_stored()
    {
        Assert.Equal(0, Replay().Code);
        string[] rows = File.ReadAllLines(data);
        rows[200] = rows[200].Insert(rows[200].IndexOf(',', StringComparison.Ordinal) + 1, "1");
        File.WriteAllLines(data, rows);
        Assert.StartsWith("pawl: the data are not those that are stored: event 200 of log AAA is a tick of ", Refusal(1), StringComparison.Ordinal);
        File.WriteAllLines(data, rows[..100]);
        Assert.Equal("pawl: the data end after 99 events of log AAA, of which 500 are stored; give the data that the run began with, or begin a new run without --resume", Refusal(1));
    }

    [Fact]
    public void A_pipeline_that_has_changed()
    {
        string before = folder.Write("p.yaml", "pipeline: p\ncandles: [1m]\nnodes:\n  rsi: {kind: rsi, inputs: [candle(1m)], period: 14}\n");
        Assert.Equal(0, Replay("-p", before).Code);
        string after = folder.Write("q.yaml", "pipeline: p\ncandles: [1m]\nnodes:\n  rsi: {kind: rsi, inputs: [candle(1m)], period: 21}\n");
        string line = Refusal(1, "-p", after);
        Assert.StartsWith("pawl: x.db: the pipeline 'p' has changed since run 1 began: node 'rsi': the state was written with period=14", line, StringComparison.Ordinal);
        Assert.EndsWith("; give the pipeline as it was, or leave out --resume to begin a new run", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_options()
    {
        Assert.Equal(0, Replay().Code);
        string line = Refusal(1, "--to", "2024-03-04T14:31:00Z");
        Assert.StartsWith("pawl: x.db: run 1 was made from the beginning to the end, ", line, StringComparison.Ordinal);
        Assert.Contains("; now it is from the beginning to 2024-03-04T14:31:00Z, ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_on_the_same_store()
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, ["run", "-p", Sample.Pipeline, "-d", "AAA=-", "--store", "x.db", "--out", "-"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process first = Process.Start(info)!;
        first.StandardInput.Write(File.ReadAllText(data));
        first.StandardInput.Flush();
        Assert.NotEqual(-1, first.StandardOutput.Read());
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"pawl: x.db: is in use by process {first.Id} (pawl run); wait until it has ended, or choose another store"),
            Refusal(1));
        first.StandardInput.Close();
        first.StandardOutput.ReadToEnd();
        first.StandardError.ReadToEnd();
        first.WaitForExit();
        Assert.Equal(0, Replay().Code);
    }

    [Fact]
    public void A_database_of_somebody_else_or_of_a_newer_program_or_no_database()
    {
        using (SqliteDatabase other = SqliteDatabase.Open(folder["x.db"], SqliteMode.Create))
        {
            other.Execute("CREATE TABLE t (a)");
        }

        byte[] before = File.ReadAllBytes(folder["x.db"]);
        Assert.Equal("pawl: x.db: is a database of another program; choose another file", Refusal(1));
        Assert.Equal(before, File.ReadAllBytes(folder["x.db"]));
        folder.Write("x.db", "no database, but longer than the head of one: " + new string('x', 200));
        Assert.StartsWith("pawl: x.db: it is no SQLite database; choose another file (", Refusal(1), StringComparison.Ordinal);
        File.Delete(folder["x.db"]);
        Assert.Equal(0, Replay().Code);
        using (SqliteDatabase newer = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            newer.Execute("INSERT INTO migrations VALUES (99, 'future', '', '')");
        }

        Assert.StartsWith("pawl: x.db: was written by a newer pawl (schema 99, this one knows ", Refusal(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_and_options_without_a_store()
    {
        Assert.StartsWith("pawl: none/x.db: it cannot be opened; the folder has to be there and to be writable", Refusal(1, "--store", "none/x.db"), StringComparison.Ordinal);
        Ending use = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", data, "--resume");
        Assert.Equal(2, use.Code);
        Assert.Equal("pawl: --resume needs a store; name its file with --store", use.Error.Trim());
    }

    private Ending Replay(params string[] more)
    {
        string[] pipeline = more.Contains("-p") ? [] : ["-p", Sample.Pipeline];
        string[] store = more.Contains("--store") ? [] : ["--store", "x.db"];
        return PawlProgram.Run(folder.Path, ["replay", .. pipeline, "-d", data, .. store, "--resume", .. more]);
    }

    private string Refusal(int code, params string[] more)
    {
        Ending refused = Replay(more);
        Assert.Equal(code, refused.Code);
        return Assert.Single(refused.ErrorLines);
    }
}
