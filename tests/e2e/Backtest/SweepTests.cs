using System.Globalization;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Backtest;

/// <summary><c>pawl sweep</c>: many back-tests, each as it would be alone.</summary>
public sealed class SweepTests : IDisposable
{
    private static readonly string s_pipeline = Repository.PathOf("config", "pipelines", "moving_average_cross.yaml");
    private static readonly string s_demo = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");
    private static readonly string[] s_files = ["sweep.csv", "summary.json", "sweep.html", "sweep.json"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Ending Sweep(params string[] arguments) => PawlProgram.Run(folder.Path, ["sweep", "-p", s_pipeline, .. arguments]);

    /// <summary>Two symbols over six weeks, so that there are daily returns enough for ratios.</summary>
    private string[] Weeks() => Sample.Data(
    [
        new TickFile(21, 9_000) { MeanMilliseconds = 400_000, Wild = true }.Write(folder["AAA_trades.csv.gz"]),
        new TickFile(22, 9_000) { MeanMilliseconds = 400_000 }.Write(folder["BBB_trades.csv"]),
    ]);

    /// <summary>The rows of the table, by column.</summary>
    private Dictionary<string, string>[] Rows(string file)
    {
        string[][] lines = [.. File.ReadAllLines(folder[file]).Select(l => l.Split(','))];
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))];
    }

    /// <summary>Every figure of a row is what <c>pawl backtest</c> says with these parameters, to the last digit.</summary>
    private int SameAsAlone(Dictionary<string, string> row, string[] data, params string[] also)
    {
        string[] parameters = [.. row.Where(c => c.Key.Contains('.', StringComparison.Ordinal)).SelectMany(c => (string[])["--param", $"{c.Key}={c.Value}"])];
        Ending alone = PawlProgram.Run(folder.Path, ["backtest", "-p", s_pipeline, .. data, .. parameters, .. also, "--json"]);
        Assert.True(alone.Code == 0, alone.Error);
        using JsonDocument said = JsonDocument.Parse(alone.Output);
        int compared = 0;
        foreach (JsonProperty statistic in said.RootElement[0].GetProperty("statistics").EnumerateObject())
        {
            if (row.TryGetValue(statistic.Name, out string? cell))
            {
                double? figure = statistic.Value.ValueKind == JsonValueKind.Null ? null : statistic.Value.GetDouble();
                Assert.Equal(figure, cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture));
                compared += figure is null ? 0 : 1;
            }
        }

        return compared;
    }

    [Fact]
    public void Each_row_is_the_back_test_alone()
    {
        string[] data = Weeks();
        Ending sweep = Sweep([.. data, "--vary", "fast.period=4..12:8", "--vary", "slow.period=20|33", "--vary", "cross.stop=0.05|0", "--param", "cross.size=50", "--fee-bps", "3", "--out", "out"]);
        Assert.True(sweep.Code == 0, sweep.Error);
        Dictionary<string, string>[] rows = Rows("out/sweep.csv");
        Assert.Equal(8, rows.Length);
        Assert.Equal(8, rows.Select(r => r["net_profit"]).Distinct().Count());
        foreach (Dictionary<string, string> row in rows)
        {
            Assert.InRange(SameAsAlone(row, data, "--param", "cross.size=50", "--fee-bps", "3"), 14, 17);
        }
    }

    [Fact]
    public void Each_stretch_is_the_back_test_of_that_time()
    {
        string[] data = Weeks();
        Ending sweep = Sweep([.. data, "--vary", "fast.period=4..12:8", "--walk-forward", "14d:7d", "--objective", "net_profit", "--out", "out"]);
        Assert.True(sweep.Code == 0, sweep.Error);
        Dictionary<string, string>[] rows = Rows("out/sweep.csv");
        Assert.Equal(["in", "in", "out"], rows.Take(3).Select(r => r["sample"]));
        Dictionary<string, string>[] outside = [.. rows.Where(r => r["sample"] == "out")];
        Assert.InRange(outside.Length, 3, 5);
        Assert.Equal(outside.Skip(1).Select(r => r["from"]), outside.SkipLast(1).Select(r => r["to"]));
        foreach (Dictionary<string, string>[] step in rows.Chunk(3))
        {
            Dictionary<string, string> best = step.Take(2).MaxBy(r => double.Parse(r["net_profit"], CultureInfo.InvariantCulture))!;
            Assert.Equal((best["trial"], best["fast.period"], best["to"]), (step[2]["trial"], step[2]["fast.period"], step[2]["from"]));
            Assert.All(step, row => SameAsAlone(row, data, "--from", row["from"], "--to", row["to"]));
        }
    }

    [Fact]
    public void The_same_bytes_for_any_number_of_threads()
    {
        string[] data = Weeks();
        string[] arguments = [.. data, "--vary", "fast.period=2..15", "--vary", "slow.period=16..40", "--search", "bayesian", "--trials", "40", "--seed", "7", "--objective", "net_profit"];
        Assert.Equal(0, Sweep([.. arguments, "--threads", "1", "--out", "one"]).Code);
        Assert.Equal(0, Sweep([.. arguments, "--threads", "5", "--out", "many"]).Code);
        Assert.Equal(40, Rows("one/sweep.csv").Length);
        Assert.All(s_files, file => Assert.Equal(File.ReadAllText(folder["one/" + file]), File.ReadAllText(folder["many/" + file])));
        Assert.Equal(0, Sweep([.. arguments[..^3], "8", "--objective", "net_profit", "--out", "other"]).Code);
        Assert.NotEqual(File.ReadAllText(folder["one/sweep.csv"]), File.ReadAllText(folder["other/sweep.csv"]));
    }

    /// <summary>A program that ends at any byte of the table leaves whole rows behind; those are not computed again.</summary>
    [Theory]
    [InlineData("random", "")]
    [InlineData("bayesian", "")]
    [InlineData("random", "2h:1h")]
    public void What_was_broken_off_goes_on(string search, string walkForward)
    {
        string[] arguments =
        [
            "-d", s_demo, "--vary", "fast.period=2..15", "--search", search, "--trials", "10", "--objective", "net_profit", "--out", "out",
            .. walkForward.Length > 0 ? (string[])["--walk-forward", walkForward] : [],
        ];
        Ending whole = Sweep(arguments);
        Assert.True(whole.Code == 0, whole.Error);
        string[] before = [.. s_files.Select(f => File.ReadAllText(folder["out/" + f]))];
        string[] lines = before[0].Split('\n');
        foreach (int kept in (int[])[0, 1, 7, lines.Length - 1])
        {
            File.WriteAllText(folder["out/sweep.csv"], string.Concat(lines[..kept].Select(l => l + "\n")) + lines[kept][..(lines[kept].Length / 2)]);
            Ending rest = Sweep([.. arguments, "--resume", "--json"]);
            Assert.True(rest.Code == 0, rest.Error);
            Assert.Equal(before, s_files.Select(f => File.ReadAllText(folder["out/" + f])));
            using JsonDocument said = JsonDocument.Parse(rest.Output);
            Assert.Equal(lines.Length - 2 - Math.Max(0, kept - 1), said.RootElement.GetProperty("computed").GetInt32());
        }
    }

    [Fact]
    public void Another_sweep_is_not_gone_on_with()
    {
        string[] arguments = ["-d", s_demo, "--vary", "fast.period=4..6", "--out", "out"];
        Assert.Equal(0, Sweep(arguments).Code);
        Refused("holds a sweep already; add --resume", Sweep(arguments));
        Refused("sweep.json' is of another sweep, fees was", Sweep([.. arguments, "--resume", "--fee-bps", "1"]));
        File.WriteAllText(folder["out/sweep.csv"], File.ReadAllText(folder["out/sweep.csv"]).Replace("\n2,5,", "\n2,7,", StringComparison.Ordinal));
        Refused("stands where '2,5' is tried", Sweep([.. arguments, "--resume"]));
    }

    [Theory]
    [InlineData("--vary fast.period=9..4", "--vary: 'fast.period=9..4' runs from 9 down to 4")]
    [InlineData("--vary fast.period=0..4", "--vary fast.period=0: node 'fast': period 0 is out of range 1..10000")]
    [InlineData("--vary fst.period=4..9", "the pipeline has no node 'fst'; did you mean 'fast'?")]
    [InlineData("--vary fast=4..9", "'fast' does not name a node and its parameter")]
    [InlineData("--vary fast.perod=4..9", "unknown parameter 'perod'; did you mean 'period'?")]
    [InlineData("--vary fast.period=4..9 --trials 5", "--trials 5: a grid tries all sets")]
    [InlineData("--vary fast.period=4..9 --anchored", "--anchored: without --walk-forward")]
    [InlineData("--vary fast.period=4..9 --resume", "--resume: nothing is kept without --out")]
    [InlineData("--vary fast.period=4..9 --objective sharp", "--objective 'sharp': there is no such statistic; did you mean 'sharpe'?")]
    [InlineData("--vary fast.period=4..9 --walk-forward 3d", "--walk-forward '3d': write two lengths of time")]
    [InlineData("--vary fast.period=4..9 --walk-forward 90d:30d", "which is too short for one step")]
    [InlineData("--vary fast.period=1..9999 --vary slow.period=1..9999", "a grid has 99980001 sets")]
    [InlineData("--vary fast.period=4..9 --limit daily_loss=x", "--limit: risk limit 'daily_loss' is 'x'")]
    [InlineData("--vary fast.period=4..9 --out -", "a sweep writes several files; give a folder")]
    [InlineData("--vary fast.period=4..9 --param slow.period", "--param 'slow.period': there is no value")]
    [InlineData("--vary fast.period=4,5|6", "has a comma or a quotation mark")]
    public void Mistakes_are_told_with_their_remedy(string arguments, string said) => Refused(said, Sweep(["-d", s_demo, .. arguments.Split(' ')]));

    private static void Refused(string said, Ending run)
    {
        Assert.NotEqual(0, run.Code);
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
