using System.Globalization;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Paper;

/// <summary>A live run with the paper broker: the fills of the back-test of the same data, however it is cut, in a store that is whole.</summary>
public sealed class PaperTests : IDisposable
{
    private static readonly string Demo = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");
    private static readonly string Cross = PipelineOf("moving_average_cross");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string PipelineOf(string name) => Repository.PathOf("config", "pipelines", name + ".yaml");

    [Theory]
    [InlineData("moving_average_cross")]
    [InlineData("rsi_reversal")]
    [InlineData("structure_strategies")]
    public void The_shipped_strategies_are_filled_as_in_the_back_test(string pipeline) => Compare(PipelineOf(pipeline), ["-d", Demo], "DEMO");

    [Fact]
    public void The_strategy_in_Lua_is_filled_as_in_the_back_test()
    {
        Directory.CreateDirectory(folder["scripts"]);
        File.Copy(PipelineOf("scripts/moving_average_cross").Replace(".yaml", ".lua", StringComparison.Ordinal), folder["scripts/cross.lua"]);
        folder.Write("p.yaml", "nodes:\n  mine: {kind: lua, script: cross}\n");
        // The version of the script is an event of a live log, so its outputs have other numbers; what is traded is the same.
        Compare(folder["p.yaml"], ["-d", Demo]);
    }

    [Fact]
    public void Three_symbols_share_one_account_as_in_the_back_test() => Compare(Cross, Sample.Data(Sample.ThreeSymbols(folder)), "AAA", "BBB", "CCC");

    private void Compare(string pipeline, string[] data, params string[] logs) => SameFills.Check(folder, pipeline, data, logs);

    [Fact]
    public void Data_that_come_in_pieces_are_traded_as_one()
    {
        TickFile ticks = new(61, 20_000) { MeanMilliseconds = 700, Wild = true };
        ticks.Write(folder["all.csv"]);
        string Run(string part, string into) => $"{part} | pawl run -p '{Cross}' -d AAA=- --limits backtest --store {into}.db --out {into}";
        Assert.Equal(0, PawlProgram.Shell(folder.Path, Run("cat all.csv", "whole")).Code);
        foreach (int rows in (int[])[1, 3_000, 3_001, 9_000, 9_000, 15_555, 20_001])
        {
            Ending part = PawlProgram.Shell(folder.Path, Run(string.Create(CultureInfo.InvariantCulture, $"head -n {rows} all.csv"), "cut"));
            Assert.True(part.Code == 0, part.Error);
            Assert.True(rows < 9_000 || part.Error.Contains("it agrees with its broker and its log", StringComparison.Ordinal) || part.Error.Contains(" 0 of them new", StringComparison.Ordinal), part.Error);
        }

        Assert.Equal(File.ReadAllBytes(folder["whole/AAA.jsonl"]), File.ReadAllBytes(folder["cut/AAA.jsonl"]));
        string[] whole = AccountLines.Neutral(folder["whole/paper.jsonl"], "paper");
        Assert.True(AccountLines.Count(whole, "fill") > 10, "too few fills");
        Assert.Equal(whole, AccountLines.Neutral(folder["cut/paper.jsonl"], "paper"));
        Assert.Empty(StoreCheck.Run(folder["cut.db"]));
    }

    [Fact]
    public void A_changed_pipeline_may_bring_another_strategy()
    {
        new TickFile(63, 20_000) { MeanMilliseconds = 700 }.Write(folder["all.csv"]);
        const string One = "nodes:\n  fast: {kind: ema, inputs: [candle(1m)], period: 9}\n  slow: {kind: ema, inputs: [candle(1m)], period: 21}\n"
            + "  one: {kind: moving_average_cross, inputs: {candle: candle(1m), fast: indicator(fast), slow: indicator(slow)}, size: 10}\n";
        const string Two = One + "  another: {kind: moving_average_cross, inputs: {candle: candle(1m), fast: indicator(fast), slow: indicator(slow)}, size: 20}\n";
        string run = "pawl run -p p.yaml -d AAA=- --limits backtest --store x.db --out out";
        folder.Write("p.yaml", One);
        Assert.Equal(0, PawlProgram.Shell(folder.Path, "head -n 10000 all.csv | " + run).Code);
        string[] before = File.ReadAllLines(folder["out/paper.jsonl"]);
        Assert.True(AccountLines.Count(before, "fill") > 1);
        folder.Write("p.yaml", Two);
        Ending changed = PawlProgram.Shell(folder.Path, "cat all.csv | " + run);
        Assert.True(changed.Code == 0, changed.Error);
        Assert.Contains("it agrees with its broker and its log", changed.Error, StringComparison.Ordinal);
        string[] after = File.ReadAllLines(folder["out/paper.jsonl"])[before.Length..];
        Assert.All((string[])["one", "another"], s => Assert.Contains(after, l => l.Contains("\"type\":\"fill\"", StringComparison.Ordinal) && l.Contains($"\"node\":\"{s}\"", StringComparison.Ordinal)));
        Assert.Empty(StoreCheck.Run(folder["x.db"]));
        Assert.Equal(0, PawlProgram.Run(folder.Path, "verify", "-p", "p.yaml", "--store", "x.db").Code);
    }

    [Fact]
    public void The_queries_say_what_the_back_test_says()
    {
        Assert.Equal(0, PawlProgram.Run(folder.Path, "backtest", "-p", Cross, "-d", Demo, "--fee-bps", "1", "--out", "back").Code);
        Assert.Equal(0, PawlProgram.Run(folder.Path, "run", "-p", Cross, "-d", Demo, "--fee-bps", "1", "--limits", "backtest", "--store", "x.db").Code);
        string[][] Rows(string query) => [.. PawlProgram.Run(folder.Path, "db", "query", query, "--store", "x.db", "--format", "csv").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
        string[][] Table(string file) => [.. File.ReadAllLines(folder["back/" + file]).Skip(1).Select(l => l.Split(','))];
        static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

        string[][] orders = Table("orders.csv"), known = Rows("orders");
        Assert.Equal(orders.Length, known.Length);
        Assert.Equal(
            orders.Select(o => (o[5], o[6], Number(o[8]), o[13], Number(o[14]))).Order(),
            known.Select(o => (o[4], o[5], Number(o[6]), o[10], Number(o[11]))).Order());
        Assert.Equal(orders.Sum(o => Number(o[14])), Rows("fills").Sum(f => Number(f[6])));
        // Entry, exit, side, and what was earned before fees.
        Assert.Equal(
            Table("trades.csv").Select(t => (t[2], Number(t[3]), Number(t[9]) + Number(t[10]))),
            Rows("trades").Select(t => (t[4], Number(t[5]), Number(t[7]))));
        Assert.Single(Rows("positions"));
    }

    [Theory]
    [InlineData("--live main", "--live 'main': this version has no broker for real accounts")]
    [InlineData("--limit max_positions=5", "there is no such limit; did you mean 'max_position'?")]
    [InlineData("--limit max_position", "write NAME=VALUE, such as max_position=50")]
    [InlineData("--limit max_position=-1", "write a number that is not negative")]
    [InlineData("--broker none --limits paper", "--limits is about an account, and nothing is traded here")]
    [InlineData("--broker real", "--broker 'real'")]
    public void What_cannot_be_traded_is_refused(string options, string line)
    {
        Ending refused = PawlProgram.Run(folder.Path, ["run", "-p", Cross, "-d", Demo, "--store", "x.db", .. options.Split(' ')]);
        Assert.Equal(2, refused.Code);
        Assert.Contains(line, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["x.db"]));
    }

    [Fact]
    public void Nothing_is_traded_where_nobody_asks_for_it_and_an_account_cannot_come_later()
    {
        Assert.Equal(0, PawlProgram.Run(folder.Path, "run", "-p", Cross, "-d", Demo, "--store", "x.db", "--broker", "none").Code);
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read))
        {
            Assert.Equal(0, store.Number("SELECT count(*) FROM orders"));
            Assert.Equal(0, store.Number("SELECT count(*) FROM logs WHERE kind = 'account'"));
        }

        Ending later = PawlProgram.Run(folder.Path, "run", "-p", Cross, "-d", Demo, "--store", "x.db");
        Assert.Equal(1, later.Code);
        Assert.Contains("account paper of 100000", later.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_state_is_refused_with_a_line()
    {
        string run = $"pawl run -p '{Cross}' -d AAA=- --limits backtest --store x.db";
        new TickFile(62, 6_000) { MeanMilliseconds = 700 }.Write(folder["all.csv"]);
        Assert.Equal(0, PawlProgram.Shell(folder.Path, "head -n 5000 all.csv | " + run).Code);
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            store.Execute("UPDATE account_states SET bytes = zeroblob(40) WHERE part = 'money'");
        }

        Ending refused = PawlProgram.Shell(folder.Path, run + " < all.csv");
        Assert.Equal(1, refused.Code);
        Assert.Contains("account paper: the part 'money' of its state is damaged; restore the store from a copy, or choose another store", refused.Error, StringComparison.Ordinal);
        Assert.Contains(StoreCheck.Run(folder["x.db"]), f => f.Contains("the part 'money' of its state is damaged", StringComparison.Ordinal));
    }
}
