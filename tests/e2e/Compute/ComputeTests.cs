using System.Globalization;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Compute;

/// <summary>What <c>pawl compute</c> writes.</summary>
public sealed class ComputeTests : IDisposable
{
    private static readonly string Parity = Repository.PathOf("tests", "unit", "Indicators", "Parity");

    private static readonly string Golden = Path.Combine(Parity, "golden_5m.csv");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string[] Compute(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["compute", .. arguments]);
        Assert.True(run.Code == 0, run.Error);
        return run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Values that others computed, by kind, parameters, inputs, field and index.</summary>
    private static IEnumerable<string[]> Published => File.ReadLines(Path.Combine(Parity, "published.csv")).Skip(1).Select(line => line.Split(','));

    [Fact]
    public void Every_kind_at_once_gives_the_published_tables()
    {
        Compute("--all-defaults", "--in", Golden, "--out", folder["all"]);

        string[][] expected = [.. Published.Where(cells => cells[1].Length + cells[2].Length == 0)];
        Assert.NotEmpty(expected);
        Check(expected, kind => File.ReadLines(folder[$"all/{kind}.csv"]));
    }

    [Fact]
    public void Parameters_give_the_published_tables_of_other_conventions()
    {
        foreach (IGrouping<(string Kind, string Parameters), string[]> table in Published.Where(cells => cells[1].Length > 0 && cells[2].Length == 0).GroupBy(cells => (cells[0], cells[1])))
        {
            string[] set = [.. table.Key.Parameters.Split(';').SelectMany(p => (string[])["--set", p])];
            Check([.. table], kind => Compute([kind, .. set, "--in", Golden, "--out", "-"]));
        }
    }

    private static void Check(string[][] expected, Func<string, IEnumerable<string>> compute)
    {
        foreach (IGrouping<string, string[]> kind in expected.GroupBy(cells => cells[0]))
        {
            string[][] rows = [.. compute(kind.Key).Select(line => line.Split(','))];
            Assert.Equal(61, rows.Length);
            foreach (string[] cells in kind)
            {
                string actual = rows[int.Parse(cells[4], CultureInfo.InvariantCulture) + 1][Array.IndexOf(rows[0], cells[3])];
                Assert.True(Math.Abs(Number(cells[5]) - Number(actual)) <= 6e-7, $"{string.Join(',', cells)}: {actual}");
            }
        }
    }

    /// <summary>The tables of the reference are whole: its bars are those that are computed over, and each of its numbers is one that is compared.</summary>
    [Fact]
    public void Nothing_of_the_reference_is_left_out()
    {
        string reference = Repository.Shared("reference", "indicators.md");
        Assert.SkipWhen(!File.Exists(reference), "the reference (../shared/reference) is not beside the repository");
        string[] blocks = [.. File.ReadAllText(reference).Split("## 4.")[1].Split("```").Where((_, i) => i % 2 == 1)];

        string[][] bars = [.. blocks[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[3..^1].Split(", "))];
        string[][] golden = [.. File.ReadLines(Golden).Skip(1).Select(line => line.Split(','))];
        for (int column = 0; column < 5; column++)
        {
            Assert.Equal(bars[column].Select(Number), golden.Select(row => Number(row[column + 1])));
        }

        string[] lines = [.. blocks[1].Split('\n')];
        string stops = lines.Single(line => line.StartsWith("SAR [1..20]", StringComparison.Ordinal));
        double[] sar = [.. Compute("parabolic_sar", "--in", Golden, "--out", "-").Skip(2).Take(20).Select(Value)];
        Assert.All(stops.Split(' ').TakeLast(20).Zip(sar), stop => Assert.Equal(Number(stop.First), stop.Second, 6e-5));

        HashSet<double> compared = [.. Published.Select(cells => Math.Round(Number(cells[5]), 6))];
        string[] missing = [.. lines.Where(line => line != stops).SelectMany(line => Numbers(line)).Where(n => !compared.Contains(Math.Round(Number(n), 6)))];

        // Of this one the exact value of its bars is 24.6237592: the reference has another digit.
        Assert.Equal(["24.623756"], missing);
    }

    [Fact]
    public void A_row_for_each_row_empty_until_it_is_ready()
    {
        string[] rows = Compute("sma", "--set", "period=3", "--source", "high", "--in", Golden, "--out", "-");

        Assert.Equal("timestamp,value", rows[0]);
        Assert.Equal(File.ReadLines(Golden).Skip(1).Select(line => line.Split(',')[0]), rows.Skip(1).Select(row => row.Split(',')[0]));
        Assert.Equal(["2024-01-02T00:00:00Z,", "2024-01-02T00:05:00Z,", "2024-01-02T00:10:00Z," + Text((101.08 + 101.42 + 101.25) / 3)], rows[1..4]);
    }

    [Fact]
    public void The_time_frame_of_a_file_that_names_none_is_the_distance_of_its_rows()
    {
        File.Copy(Golden, folder["bars.csv"]);
        Assert.Equal(Compute("rsi", "--in", Golden, "--out", "-"), Compute("rsi", "--in", "bars.csv", "--out", "-"));
    }

    [Fact]
    public void Other_kinds_as_inputs()
    {
        double[] fast = [.. Compute("ema", "--set", "period=5", "--in", Golden, "--out", "-").Skip(1).Select(Value)];
        double[] slow = [.. Compute("rsi", "--set", "period=4", "--source", "hl2", "--in", Golden, "--out", "-").Skip(1).Select(Value)];
        double[] spread = [.. Compute("spread", "--input", "a=ema(5)", "--input", "b=rsi(4, hl2)", "--in", Golden, "--out", "-").Skip(1).Select(Value)];

        Assert.Equal(fast.Zip(slow, (a, b) => a - b), spread);
        Assert.Equal(
            Compute("macd", "--in", Golden, "--out", "-").Skip(1).Select(row => row.Split(',')[2]),
            Compute("delay", "--set", "period=1", "--input", "input=macd(12, 26, signal_period=9).signal", "--in", Golden, "--out", "-").Skip(2).Select(row => row.Split(',')[1]).Append(
                Compute("macd", "--in", Golden, "--out", "-")[^1].Split(',')[2]));
    }

    [Fact]
    public void Events_have_a_row_each()
    {
        string[] rows = Compute("swing_points", "--in", Golden, "--out", "-");

        Assert.StartsWith("bar_time,known_at,type,id,kind,price", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("2024-01-02T00:50:00Z,2024-01-02T01:20:00Z,swing_point,1,swing_low,95.07,", rows[1], StringComparison.Ordinal);
        Assert.All(rows[1..], row => Assert.True(string.CompareOrdinal(row.Split(',')[0], row.Split(',')[1]) < 0));
    }

    [Fact]
    public void Trades_on_the_candles_of_a_time_frame()
    {
        string sample = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");
        Compute("delta", "--in", sample, "--timeframe", "5m", "--out", folder["delta.csv"]);
        PawlProgram.Run(folder.Path, "aggregate", "--in", sample, "--timeframe", "5m", "--out", "bars");

        string[][] deltas = [.. File.ReadLines(folder["delta.csv"]).Skip(1).Select(line => line.Split(','))];
        string[][] bars = [.. File.ReadLines(folder["bars/DEMO_5m.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(bars.Select(b => b[0]), deltas.Select(d => d[0]));
        Assert.Equal(bars.Select(b => Number(b[6])), deltas.Select(d => Number(d[2]) + Number(d[3]) + Number(d[4])));
    }

    [Theory]
    [InlineData("unknown kind 'smaa'; did you mean 'sma'?", "smaa")]
    [InlineData("--set 'period=0': period 0 is out of range 1..10000", "sma", "--set", "period=0")]
    [InlineData("--set 'period': write NAME=VALUE", "sma", "--set", "period")]
    [InlineData("--source 'foo': source 'foo' is unknown; one of close, open, high, low, volume, hl2, hlc3, ohlc4", "sma", "--source", "foo")]
    [InlineData("--input 'fast=emma(9)': unknown kind 'emma'; did you mean 'ema'?", "cross", "--input", "fast=emma(9)", "--input", "slow=close")]
    [InlineData("--input 'fast=now': is neither a number of the candle nor a kind; write one of close, open, high, low, volume, hl2, hlc3, ohlc4, or such as ema(9)", "cross", "--input", "fast=now")]
    [InlineData("--input 'x=close': cross has no input 'x'; it has fast, slow", "cross", "--input", "x=close")]
    [InlineData("delta: it reads trades, and the file holds candles; give a file of trades and --timeframe", "delta")]
    [InlineData("names no kind; write 'pawl compute KIND', or --all-defaults")]
    [InlineData("--all-defaults computes every kind; leave 'sma' out", "sma", "--all-defaults")]
    [InlineData("--timeframe 'x': is not a time frame; write a whole number and s, m, h, d, w, t, v or r, such as 5m", "sma", "--timeframe", "x")]
    public void Refusals(string said, params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["compute", .. arguments, "--in", Golden, "--out", "-"]);

        Assert.Equal(2, run.Code);
        Assert.Equal("pawl: " + said, Assert.Single(run.ErrorLines));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_file_of_two_symbols_is_refused()
    {
        folder.Write("two_1m.csv", """
            timestamp,open,high,low,close,volume,symbol
            2024-03-04T14:30:00Z,1,1,1,1,1,A
            2024-03-04T14:30:00Z,1,1,1,1,1,B
            """);
        Ending run = PawlProgram.Run(folder.Path, "compute", "sma", "--in", "two_1m.csv", "--out", "sma.csv");

        Assert.Equal(1, run.Code);
        Assert.Equal("pawl: --in 'two_1m.csv' holds A and B; give a file of one symbol", Assert.Single(run.ErrorLines));
        Assert.False(File.Exists(folder["sma.csv"]));
    }

    /// <summary>The numbers with a decimal point in a line.</summary>
    private static IEnumerable<string> Numbers(string line) =>
        line.Split([.. line.Where(c => c is not ('-' or '.') && !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.TrimEnd('.')).Where(word => word.Contains('.', StringComparison.Ordinal) && !word.Contains("..", StringComparison.Ordinal));

    private static double Value(string row) => Number(row.Split(',')[1]);

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
