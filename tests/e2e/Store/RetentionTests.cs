using System.Globalization;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>A run that forgets its beginning goes on as one that does not, and what is left of it is sound.</summary>
public sealed class RetentionTests : IClassFixture<RetentionTests.TwoRuns>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TwoRuns runs;

    public RetentionTests(TwoRuns runs)
    {
        this.runs = runs;
        foreach (string store in (string[])["all.db", "short.db"])
        {
            File.Copy(runs.Folder[store], folder[store]);
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Its_outputs_and_its_chain_are_those_of_a_run_that_keeps_all()
    {
        Assert.Equal(File.ReadAllBytes(runs.Folder["all/X.jsonl"]), File.ReadAllBytes(runs.Folder["short/X.jsonl"]));
        const string Last = "SELECT hex(hash) FROM output_log ORDER BY first_record DESC LIMIT 1";
        Assert.Equal(Texts("all.db", Last), Texts("short.db", Last));
    }

    [Fact]
    public void What_is_old_is_gone_and_what_is_needed_and_new_is_there()
    {
        long newest = Number("short.db", "SELECT max(time) FROM ticks");
        const long Day = 86_400_000_000_000;
        long[] all = [.. Texts("all.db", "SELECT seq FROM ticks ORDER BY seq").Select(long.Parse)];
        long[] kept = [.. Texts("short.db", "SELECT seq FROM ticks ORDER BY seq").Select(long.Parse)];
        Assert.InRange(kept.Length, 1, all.Length / 2);
        Assert.Equal(all[^kept.Length..], kept);
        Assert.True(Number("all.db", $"SELECT count(*) FROM ticks WHERE time >= {newest - (4 * Day)}") <= kept.Length);
        Assert.Equal(Number("short.db", "SELECT min(first_record) FROM input_log"), Number("short.db", "SELECT cut_records + 1 FROM logs"));
        Assert.True(Number("short.db", "SELECT min(first_record) FROM input_log") <= Number("short.db", "SELECT min(record) + 1 FROM snapshots"));
        Assert.True(Number("short.db", "SELECT count(*) FROM candles") is > 0 and var candles && candles < Number("all.db", "SELECT count(*) FROM candles"));
    }

    [Fact]
    public void It_is_sound_and_a_further_hole_is_found()
    {
        Assert.Empty(StoreCheck.Run(folder["short.db"]));
        using (SqliteDatabase store = SqliteDatabase.Open(folder["short.db"], SqliteMode.Write))
        {
            store.Execute("DELETE FROM input_log WHERE first_record = (SELECT min(first_record) FROM input_log)");
        }

        Assert.Contains(StoreCheck.Run(folder["short.db"]), f => f.StartsWith("run 1, log X: its input log holds nothing of the records ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_needs_the_beginning_is_refused_in_a_line_and_what_does_not_works()
    {
        Ending verify = PawlProgram.Run(folder.Path, "verify", "-p", runs.Folder["p.yaml"], "--store", "short.db");
        Assert.Equal(1, verify.Code);
        Assert.Matches("^pawl: log X: the first [0-9]+ records of its input were removed", verify.Error);
        string log = Number("short.db", "SELECT max(seq) FROM indicators").ToString(CultureInfo.InvariantCulture);
        Ending explained = PawlProgram.Run(folder.Path, "explain", "-p", runs.Folder["p.yaml"], "--store", "short.db", "--id", $"X:{log}:1", "--format", "json");
        Ending whole = PawlProgram.Run(folder.Path, "explain", "-p", runs.Folder["p.yaml"], "--store", "all.db", "--id", $"X:{log}:1", "--format", "json");
        Assert.True(explained.Code == 0, explained.Error);
        Assert.Equal(whole.Text, explained.Text);
        Ending early = PawlProgram.Run(folder.Path, "explain", "-p", runs.Folder["p.yaml"], "--store", "short.db", "--id", "X:40:1");
        Assert.Equal(1, early.Code);
        Assert.EndsWith("explain a later output\n", early.Error, StringComparison.Ordinal);
    }

    private long Number(string store, string sql) => long.Parse(Texts(store, sql).Single(), CultureInfo.InvariantCulture);

    private List<string> Texts(string store, string sql)
    {
        List<string> texts = [];
        using SqliteDatabase database = SqliteDatabase.Open(folder[store], SqliteMode.Read);
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            texts.Add(statement.Text(0));
        }

        return texts;
    }

    /// <summary>Trades of two weeks; the store that keeps all and the one that keeps four days are fed by as many processes.</summary>
    public sealed class TwoRuns : IDisposable
    {
        private const int Rows = 3000;

        public TwoRuns()
        {
            new TickFile(51, Rows) { MeanMilliseconds = 400_000 }.Write(Folder["X_trades.csv"]);
            Folder.Write("p.yaml", "pipeline: small\ncandles: [1m, 1h]\nnodes:\n  mean: {kind: sma, inputs: [candle(1h)], period: 3}\n  fast: {kind: sma, inputs: [candle(1m)], period: 2}\n  gap: {kind: spread, inputs: [indicator(mean), indicator(fast)], ratio: 1}\n");
            Folder.Write("short.toml", "[store]\nkeep_input_days = 4\nkeep_output_days = 5\nkeep_snapshots = 2\n");
            for (int rows = Rows / 6; rows <= Rows; rows += Rows / 6)
            {
                Feed("all.db", "all", rows);
                Feed("short.db", "short", rows, "--config short.toml");
            }
        }

        public TemporaryFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();

        private void Feed(string store, string output, int rows, string further = "")
        {
            Ending run = PawlProgram.Shell(Folder.Path, string.Create(CultureInfo.InvariantCulture, $"head -n {rows + 1} X_trades.csv | pawl run -p p.yaml -d X=- --store {store} --out {output} {further}"));
            Assert.True(run.Code == 0, run.Error);
        }
    }
}
