using System.Globalization;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Backtest;

/// <summary><c>pawl backtest</c>: one input, one result; files that add up.</summary>
public sealed class BacktestTests : IDisposable
{
    private static readonly string s_pipeline = Repository.PathOf("config", "pipelines", "moving_average_cross.yaml");
    private static readonly string s_demo = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Ending Run(params string[] arguments) => PawlProgram.Run(folder.Path, ["backtest", "-p", s_pipeline, .. arguments]);

    private string[][] Table(string file) => [.. File.ReadAllLines(folder[file]).Skip(1).Select(l => l.Split(','))];

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void Twice_the_same_for_any_number_of_threads()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        Ending first = Run([.. data, "--out", "one", "--threads", "1"]);
        Assert.True(first.Code == 0, first.Error);
        Assert.NotEmpty(Table("one/trades.csv"));
        foreach (string threads in (string[])["1", "2", "5"])
        {
            Ending again = Run([.. data, "--out", "two", "--threads", threads]);
            Assert.Equal(first.Hash("run"), again.Hash("run"));
            foreach (string file in (string[])["trades.csv", "orders.csv", "equity.csv", "account.jsonl", "summary.json"])
            {
                Assert.Equal(File.ReadAllText(folder["one/" + file]), File.ReadAllText(folder["two/" + file]));
            }
        }
    }

    [Fact]
    public void Only_the_files_that_are_wanted_are_written_and_nothing_else_changes()
    {
        Ending all = Run("-d", s_demo, "--out", "all");
        Ending some = Run("-d", s_demo, "--out", "some", "--files", "trades,Summary");
        Assert.True(some.Code == 0, some.Error);
        Assert.Equal(["summary.json", "trades.csv"], Directory.GetFiles(folder["some"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["account.jsonl", "equity.csv", "orders.csv", "report.html", "summary.json", "trades.csv"],
            Directory.GetFiles(folder["all"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(all.Hash("run"), some.Hash("run"));
        Assert.Equal(File.ReadAllText(folder["all/trades.csv"]), File.ReadAllText(folder["some/trades.csv"]));
        Assert.Equal(File.ReadAllText(folder["all/summary.json"]), File.ReadAllText(folder["some/summary.json"]));
    }

    /// <summary>What was earned is what all trades earned, once nothing is held; every trade is filled orders of both sides.</summary>
    [Fact]
    public void Trades_add_up_to_the_equity()
    {
        Assert.Equal(0, Run("-d", s_demo, "--out", "out", "--cash", "50000").Code);
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(folder["out/summary.json"]));
        JsonElement root = summary.RootElement;
        string[][] trades = Table("out/trades.csv");
        string[][] orders = Table("out/orders.csv");
        Assert.Equal(root.GetProperty("trades").GetInt32(), trades.Length);
        Assert.Equal(root.GetProperty("orders").GetInt32(), orders.Length);
        decimal bought = orders.Where(o => o[5] == "buy").Sum(o => Number(o[14])), sold = orders.Where(o => o[5] == "sell").Sum(o => Number(o[14]));
        decimal closed = trades.Sum(t => Number(t[9]));
        if (bought == sold)
        {
            Assert.Equal(root.GetProperty("profit").GetDecimal(), closed);
        }

        Assert.Equal(50000 + root.GetProperty("profit").GetDecimal(), Number(Table("out/equity.csv")[^1][2]));
        Assert.Equal(JsonValueKind.Number, root.GetProperty("statistics").GetProperty("ulcer_index").ValueKind); // a run of one day has one day
        Assert.Equal(trades.Count(t => Number(t[9]) > 0), root.GetProperty("winners").GetInt32());
    }

    [Fact]
    public void Luck_is_worth_something()
    {
        Ending run = Run("-d", s_demo, "--assumptions", "both", "--out", "both");
        Assert.True(run.Code == 0, run.Error);
        decimal[] profits = [.. ((string[])["pessimistic", "optimistic"]).Select(name =>
        {
            using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(folder[$"both/{name}/summary.json"]));
            Assert.Equal(name, summary.RootElement.GetProperty("assumptions").GetString());
            return summary.RootElement.GetProperty("profit").GetDecimal();
        })];
        Assert.True(profits[0] < profits[1], $"{profits[0]} {profits[1]}");
    }

    [Fact]
    public void Limits_are_said_obeyed_and_printed()
    {
        Ending run = Run("-d", s_demo, "--limits", "paper", "--limit", "max_order_notional=1", "--out", "out");
        Assert.True(run.Code == 0, run.Error);
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(folder["out/summary.json"]));
        string printed = summary.RootElement.GetProperty("assumption_texts").GetProperty("limits").GetString()!;
        Assert.Contains("max_order_quantity 10000, max_order_notional 1, ", printed, StringComparison.Ordinal);
        Assert.Contains(printed, File.ReadAllText(folder["out/report.html"]), StringComparison.Ordinal);
        Assert.NotEmpty(Table("out/orders.csv"));
        Assert.All(Table("out/orders.csv"), order => Assert.StartsWith("max_order_notional", order[^1].Trim('"'), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--limit max_postion=3", "there is no such limit; did you mean 'max_position'?")]
    [InlineData("--cash 0", "--cash '0'")]
    [InlineData("--files trades", "--files: there is no folder to write them into; add --out DIR")]
    [InlineData("--files trades,profits --out out", "--files 'trades,profits'")]
    [InlineData("--assumptions lucky", "--assumptions 'lucky'")]
    public void What_cannot_be_is_refused_in_one_line(string arguments, string said)
    {
        Ending run = Run(["-d", s_demo, .. arguments.Split(' ')]);
        Assert.NotEqual(0, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_without_a_strategy_is_refused()
    {
        Ending run = PawlProgram.Run(folder.Path, "backtest", "-p", Sample.Pipeline, "-d", s_demo);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("has no strategy", run.Error, StringComparison.Ordinal);
    }
}
