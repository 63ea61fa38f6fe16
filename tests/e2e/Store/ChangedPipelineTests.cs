using System.Text;
using System.Text.Json;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>A live run goes on with a changed pipeline, and says what it kept; the store can be recovered, verified and read ever after.</summary>
public sealed class ChangedPipelineTests : IDisposable
{
    private const string Before = """
        pipeline: p
        candles: [1m]
        nodes:
          rsi: {kind: rsi, inputs: [candle(1m)], period: 14}
          smooth: {kind: ema, inputs: [indicator(rsi)], period: 3}
          trend: {kind: ema, inputs: [candle(1m)], period: 9}
        """;

    private const string After = """
        pipeline: p
        candles: [1m]
        nodes:
          rsi: {kind: rsi, inputs: [candle(1m)], period: 7}
          smooth: {kind: ema, inputs: [indicator(rsi)], period: 3}
          trend: {kind: ema, inputs: [candle(1m)], period: 9}
        """;

    private readonly TemporaryFolder folder = new();
    private readonly string[] rows;

    public ChangedPipelineTests()
    {
        folder.Write("before.yaml", Before);
        folder.Write("after.yaml", After);
        rows = File.ReadAllLines(new TickFile(41, 6_000) { MeanMilliseconds = 2_000 }.Write(folder["all.csv"]));
        File.WriteAllLines(folder["part.csv"], rows[..3001]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_goes_on_keeps_what_did_not_change_and_says_what_was_warmed_up()
    {
        Ending first = Run("before.yaml", "part.csv");
        Assert.DoesNotContain("recovered", first.Error, StringComparison.Ordinal);
        Ending second = Run("after.yaml", "all.csv");
        Assert.Contains("log AAA: recovered from the state saved at event 3,000 (", second.Error, StringComparison.Ordinal);
        Assert.Contains(") and 0 events after it; 0 outputs were stored already and are not repeated\n", second.Error, StringComparison.Ordinal);
        Assert.Contains("log AAA: the pipeline changed at event 3,001: kept trend; warmed up rsi, smooth from 2024-", second.Error, StringComparison.Ordinal);
        Assert.Contains(" on, over 3,000 events; dropped none\n", second.Error, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(folder["out/AAA.jsonl"]);
        Assert.Equal(["rsi", "smooth"], lines.Where(l => l.Contains("\"warmed\":true", StringComparison.Ordinal)).Select(NodeOf).Order(StringComparer.Ordinal));

        // What it says from the change on is what the new pipeline says that was always there, but for the number that the command took.
        Assert.Equal(Data("after.yaml", from: 3000), lines.Where(l => SequenceOf(l) > 3001).Select(DataOf));
        Assert.Equal(Data("before.yaml", from: 0, to: 3000), lines.Where(l => SequenceOf(l) <= 3001).Select(DataOf));

        Assert.DoesNotContain("changed", Run("after.yaml", "all.csv").Error, StringComparison.Ordinal);
        Ending back = Run("before.yaml", "all.csv");
        Assert.Contains("log AAA: the pipeline changed at event 6,002: kept trend; warmed up rsi, smooth from", back.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_store_is_recovered_without_saved_states_and_verified_and_its_rows_are_right()
    {
        Run("before.yaml", "part.csv");
        Run("after.yaml", "all.csv");
        byte[] said = File.ReadAllBytes(folder["out/AAA.jsonl"]);
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            Assert.Equal(2, store.Number("SELECT count(*) FROM pipelines"));
            store.Execute("DELETE FROM snapshots");
        }

        Ending again = Run("after.yaml", "all.csv");
        Assert.Contains("log AAA: recovered from its 6,001 events, without a saved state; ", again.Error, StringComparison.Ordinal);
        Assert.Contains(" 0 of them new", again.Error, StringComparison.Ordinal);
        Assert.Equal(said, File.ReadAllBytes(folder["out/AAA.jsonl"]));
        Ending verified = PawlProgram.Run(folder.Path, "verify", "-p", "after.yaml", "--store", "x.db", "--json");
        Assert.True(verified.Code == 0, verified.Error + Encoding.UTF8.GetString(verified.Output));
        Ending status = PawlProgram.Run(folder.Path, "db", "status", "--store", "x.db");
        Assert.True(status.Code == 0, Encoding.UTF8.GetString(status.Output));
    }

    [Fact]
    public void A_replay_that_is_resumed_tells_what_it_was_recovered_from()
    {
        string[] replay = ["replay", "-p", "before.yaml", "-d", "AAA=all.csv", "--store", "x.db", "--resume", "--json"];
        using JsonDocument first = JsonDocument.Parse(PawlProgram.Run(folder.Path, replay).Output);
        Assert.Equal(0, first.RootElement.GetProperty("recovered").GetArrayLength());
        using JsonDocument second = JsonDocument.Parse(PawlProgram.Run(folder.Path, replay).Output);
        JsonElement log = Assert.Single(second.RootElement.GetProperty("recovered").EnumerateArray());
        Assert.Equal(("AAA", 6001, 0, 0), (log.GetProperty("log").GetString(), log.GetProperty("snapshot").GetInt64(), log.GetProperty("replayed").GetInt64(), log.GetProperty("suppressed").GetInt64()));
        Assert.StartsWith("2024-", log.GetProperty("snapshot_time").GetString(), StringComparison.Ordinal);
    }

    private Ending Run(string pipeline, string data)
    {
        Ending run = PawlProgram.Shell(folder.Path, $"pawl run -p {pipeline} -d AAA=- --store x.db --out out < {data}");
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    /// <summary>What a plain replay says because of some of the rows, without ids and marks.</summary>
    private IEnumerable<string> Data(string pipeline, int from, int to = int.MaxValue)
    {
        Ending replay = PawlProgram.Run(folder.Path, "replay", "-p", pipeline, "-d", "AAA=all.csv", "--no-flush", "--out", "-");
        return Encoding.UTF8.GetString(replay.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => SequenceOf(l) > from && SequenceOf(l) <= to).Select(DataOf);
    }

    private static string DataOf(string line) => line[..line.IndexOf(",\"metadata\":", StringComparison.Ordinal)] + NodeOf(line);

    private static string NodeOf(string line) => Metadata(line).GetProperty("node").GetString()!;

    private static long SequenceOf(string line) => long.Parse(Metadata(line).GetProperty("id").GetString()!.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static JsonElement Metadata(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("metadata").Clone();
    }
}
