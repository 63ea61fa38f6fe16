using System.Text.Json;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Verify;

public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Three_symbols_hold_and_the_hash_is_that_of_replay()
    {
        string[] run = ["--pipeline", Sample.Pipeline, .. Sample.Data(Sample.ThreeSymbols(folder))];
        Ending found = PawlProgram.Run(folder.Path, ["verify", .. run]);
        Assert.True(found.Code == 0, found.Text + found.Error);
        string[] lines = found.Text.Split('\n');
        Assert.Equal(8, lines.Count(l => l.EndsWith("  equal", StringComparison.Ordinal)));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 80));
        Assert.Contains("run sha256:" + PawlProgram.Run(folder.Path, ["replay", .. run]).Hash("run"), lines);
    }

    [Fact]
    public void Symbols_that_share_a_log_and_the_rules_of_a_market_hold_too()
    {
        string[] files = [.. new[] { ("AAA", 1UL), ("BBB", 2UL) }.Select(f => Sample.Ticks(f.Item2).Write(folder[f.Item1 + "_trades.csv"]))];
        Ending found = PawlProgram.Run(folder.Path, ["verify", "-p", Repository.PathOf("tests", "e2e", "Golden", "pair.yaml"), .. Sample.Data(files), "--instrument", "ES", "--every", "10", "--json"]);
        Assert.True(found.Code == 0, found.Text + found.Error);
        using JsonDocument json = JsonDocument.Parse(found.Text);
        Assert.True(json.RootElement.GetProperty("holds").GetBoolean());
        Assert.Equal(10, json.RootElement.GetProperty("every").GetInt32());
        Assert.All(json.RootElement.GetProperty("checks").EnumerateArray(), c => Assert.True(c.GetProperty("equal").GetBoolean()));
    }

    [Fact]
    public void A_stored_run_says_what_was_recorded_and_what_was_changed_in_it_is_found()
    {
        const string Nodes = "pipeline: p\nnodes:\n  fast: {kind: ema, inputs: [candle(1m)], period: 9}\n  slow: {kind: ema, inputs: [candle(1m)], period: 21}\n";
        File.WriteAllText(folder["a.yaml"], Nodes);
        File.WriteAllText(folder["b.yaml"], Nodes.Replace("period: 21", "period: 20", StringComparison.Ordinal));
        string data = Sample.Ticks(5).Write(folder["X_trades.csv"]);
        Ending run = PawlProgram.Run(folder.Path, "replay", "-p", "a.yaml", "-d", data, "--store", "x.db");
        PawlProgram.Run(folder.Path, "replay", "-p", "b.yaml", "-d", data, "--store", "x.db");
        Ending found = PawlProgram.Run(folder.Path, "verify", "-p", "a.yaml", "--store", "x.db", "--run", "1");
        Assert.True(found.Code == 0, found.Text + found.Error);
        Assert.Equal(7, found.Text.Split('\n').Count(l => l.EndsWith("  equal", StringComparison.Ordinal)));
        Assert.Contains("run sha256:" + run.Hash("run"), found.Text, StringComparison.Ordinal);
        Assert.Equal(1, PawlProgram.Run(folder.Path, "verify", "-p", "a.yaml", "--store", "x.db").Code);

        // What the other pipeline said takes the place of what was recorded.
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            store.Execute("DELETE FROM output_log WHERE log_id = 1; UPDATE output_log SET log_id = 1");
        }

        using JsonDocument changed = JsonDocument.Parse(PawlProgram.Run(folder.Path, "verify", "-p", "a.yaml", "--store", "x.db", "--run", "1", "--json").Text);
        JsonElement recorded = Assert.Single(changed.RootElement.GetProperty("checks").EnumerateArray(), c => !c.GetProperty("equal").GetBoolean());
        JsonElement first = recorded.GetProperty("first");
        Assert.Equal(("recorded", "X", "slow", "nothing"), (recorded.GetProperty("check").GetString(), first.GetProperty("log").GetString(), first.GetProperty("node").GetString(), first.GetProperty("found").GetString()));
        Assert.Contains("\"node\":\"slow\"", first.GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_refused_for_it_can_be_read_once()
    {
        Ending found = PawlProgram.Run(folder.Path, "verify", "-p", Sample.Pipeline, "-d", "X=-");
        Assert.Equal((2, "pawl: --data -: verify reads the data several times, and standard input can be read once; give files\n"), (found.Code, found.Error));
    }
}
