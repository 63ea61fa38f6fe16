using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Aggregate;

/// <summary>What <c>pawl aggregate</c> writes, over small samples.</summary>
public sealed class AggregateTests : IDisposable
{
    private const string Header = "timestamp,close_time,open,high,low,close,volume,trades,flags";

    private readonly TemporaryFolder folder = new();

    public AggregateTests() => folder.Write("SPY_trades.csv", """
        timestamp,price,size
        2024-03-04T14:30:00.5Z,10,1
        2024-03-04T14:30:40Z,12,2
        2024-03-04T14:31:10Z,9,3
        2024-03-04T14:33:10Z,11,4
        """);

    public void Dispose() => folder.Dispose();

    private string[] Rows(string name) => File.ReadAllLines(folder[name]);

    private Ending Aggregate(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["aggregate", .. arguments]);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    [Fact]
    public void A_file_for_each_frame()
    {
        Ending run = Aggregate("--in", "SPY_trades.csv", "--timeframe", "1m,5m", "--out", "out");
        Assert.Equal(["SPY_1m.csv", "SPY_5m.csv"], Directory.GetFiles(folder["out"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                Header,
                "2024-03-04T14:30:00Z,2024-03-04T14:31:00Z,10,12,10,12,3,2,",
                "2024-03-04T14:31:00Z,2024-03-04T14:32:00Z,9,9,9,9,3,1,",
                "2024-03-04T14:33:00Z,2024-03-04T14:34:00Z,11,11,11,11,4,1,partial",
            ],
            Rows("out/SPY_1m.csv"));
        Assert.Equal([Header, "2024-03-04T14:30:00Z,2024-03-04T14:35:00Z,10,12,9,11,10,4,partial"], Rows("out/SPY_5m.csv"));
        Assert.Empty(run.Output);
        Assert.Contains("out/SPY_1m.csv: 3 candles", run.ErrorLines);
    }

    [Fact]
    public void One_stream()
    {
        Ending run = Aggregate("-i", "SPY_trades.csv", "-t", "1m,1m", "-o", "-", "--partial", "drop", "--symbol", "A:B/C");
        Assert.Equal("symbol,timeframe," + Header + """

            A:B/C,1m,2024-03-04T14:30:00Z,2024-03-04T14:31:00Z,10,12,10,12,3,2,
            A:B/C,1m,2024-03-04T14:31:00Z,2024-03-04T14:32:00Z,9,9,9,9,3,1,

            """, run.Text);
    }

    [Fact]
    public void Bars_without_a_trade_are_made_between_trades_only()
    {
        Aggregate("--in", "SPY_trades.csv", "--timeframe", "1m,1h", "--gaps", "flat", "--out", "out");
        string[] rows = Rows("out/SPY_1m.csv");
        Assert.Equal(5, rows.Length);
        Assert.Equal("2024-03-04T14:32:00Z,2024-03-04T14:33:00Z,9,9,9,9,0,0,synthetic", rows[3]);
    }

    [Fact]
    public void Bars_of_trades_volume_and_range()
    {
        Aggregate("--in", "SPY_trades.csv", "--timeframe", "3t,4v,2r", "--instrument", "BTCUSD", "--align", "epoch", "--out", "out");
        Assert.Equal(["2024-03-04T14:30:00.5Z,2024-03-04T14:31:10Z,10,12,9,9,6,3,", "2024-03-04T14:33:10Z,2024-03-04T14:33:10Z,11,11,11,11,4,1,partial"], Rows("out/SPY_3t.csv")[1..]);
        Assert.Equal(["10,12,9,9,4,3,", "9,11,9,11,4,1,", "11,11,11,11,2,0,partial"], Rows("out/SPY_4v.csv")[1..].Select(r => string.Join(',', r.Split(',')[2..])));
        Assert.Equal(["10,12,10,12,3,2,", "9,11,9,11,7,2,"], Rows("out/SPY_2r.csv")[1..].Select(r => string.Join(',', r.Split(',')[2..])));
    }

    [Theory]
    [InlineData("bid", "1,3,1,2,0,,partial")]
    [InlineData("ask", "2,5,2,5,0,,partial")]
    [InlineData("mid", "1.5,4,1.5,3.5,0,,partial")]
    public void Candles_of_quotes(string from, string row)
    {
        folder.Write("EURUSD_quotes.csv", "timestamp,bid,ask\n2024-03-04T14:30:00Z,1,2\n2024-03-04T14:30:01Z,3,5\n2024-03-04T14:30:02Z,2,5\n");
        Aggregate("--in", "EURUSD_quotes.csv", "--timeframe", "1m", "--from", from, "--out", "out");
        Assert.Equal("2024-03-04T14:30:00Z,2024-03-04T14:31:00Z," + row, Rows("out/EURUSD_1m.csv")[1]);
    }

    [Fact]
    public void Late_ticks_find_their_place_where_there_is_time()
    {
        TickFile ticks = new(81, 3000) { MeanMilliseconds = 200 };
        string[] lines = ticks.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Lcg random = new(82);
        List<(long Key, string Line)> shuffled = [];
        foreach (string line in lines[1..])
        {
            // The venue sends each up to a second and a half too late.
            shuffled.Add((DateTimeOffset.Parse(line.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() + random.Next(1500), line));
        }

        string[] late = [.. shuffled.OrderBy(s => s.Key).Select(s => s.Line)];
        string[] sorted = [.. late.OrderBy(l => l.Split(',')[0], StringComparer.Ordinal)];
        folder.Write("X_late.csv", lines[0] + "\n" + string.Join('\n', late) + "\n");
        folder.Write("X_sorted.csv", lines[0] + "\n" + string.Join('\n', sorted) + "\n");
        byte[] Of(string file, params string[] more) => Aggregate(["--in", file, "--timeframe", "1s,1m", "--out", "-", .. more]).Output;
        Assert.Equal(Of("X_sorted.csv"), Of("X_late.csv", "--lateness", "2s"));
        Assert.Equal(Of("X_sorted.csv"), Of("X_sorted.csv", "--lateness", "2s"));
        Assert.Equal(Of("X_late.csv"), Of("X_late.csv", "--lateness", "0s"));
        Assert.NotEqual(Of("X_sorted.csv"), Of("X_late.csv"));
    }

    [Fact]
    public void Several_symbols_and_files()
    {
        string[] files = Sample.ThreeSymbols(folder);
        Aggregate(["--in", .. files, "--timeframe", "5m", "--out", "all"]);
        foreach (string file in files)
        {
            string name = Path.GetFileName(file)[..3] + "_5m.csv";
            Aggregate("--in", file, "--timeframe", "5m", "--out", "one");
            Assert.Equal(Rows("one/" + name), Rows("all/" + name));
        }
    }

    [Fact]
    public void The_summary_for_machines()
    {
        using JsonDocument summary = JsonDocument.Parse(Aggregate("--in", "SPY_trades.csv", "--timeframe", "1m", "--out", "out", "--json").Text);
        Assert.Equal(3, summary.RootElement.GetProperty("candles").GetInt32());
        Assert.Equal(3, summary.RootElement.GetProperty("tables").GetProperty("out/SPY_1m.csv").GetInt32());
        Assert.Equal(0, summary.RootElement.GetProperty("late_ticks").GetInt32());
    }

    [Fact]
    public void Progress_is_not_drawn_into_files() =>
        Assert.DoesNotContain('\u001b', Aggregate("--in", "SPY_trades.csv", "--timeframe", "1m", "--out", "out").Error);
}
