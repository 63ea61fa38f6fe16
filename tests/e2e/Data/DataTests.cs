using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Data;

/// <summary>What <c>pawl data</c> says of files whose content and flaws are known.</summary>
public sealed class DataTests : IDisposable
{
    private static readonly string Demo = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_planted_flaw_of_trades_is_found_and_counted()
    {
        StringBuilder rows = new("timestamp,price,size,sequence\n");
        long sequence = 0;
        void Row(int second, string price, string size, int skip = 0) =>
            rows.Append(CultureInfo.InvariantCulture, $"2024-03-04T{15 + (second / 3600):00}:{second / 60 % 60:00}:{second % 60:00}Z,{price},{size},{sequence += 1 + skip}\n");
        for (int i = 0; i < 200; i++)
        {
            Row(i, (100 + (i % 7 * 0.01)).ToString(CultureInfo.InvariantCulture), "5");
        }

        Row(200, "130", "5"); // an outlier: the next price is back
        Row(201, "100.01", "0"); // no size
        Row(202, "100.02", "5", skip: 3); // a hole of three
        Row(190, "100.02", "5"); // late by twelve seconds
        Row(203, "-1", "5"); // no price; far from the others, too
        Row(204, "100.03", "5");
        Row(4204, "100.03", "5"); // after a silence
        rows.Append("2024-03-04T16:10:05Z,100.03,5,12\n"); // a number that was there
        folder.Write("A_trades.csv", rows.ToString());

        (int code, Dictionary<string, (string Severity, long Count, string Text)> found) = Check("A_trades.csv");

        Assert.Equal(1, code);
        Assert.Equal(
            ["duplicate warning 1", "gap error 1", "late warning 1", "outlier warning 2", "price warning 1", "silence note 1", "size warning 1"],
            found.Select(f => $"{f.Key} {f.Value.Severity} {f.Value.Count}").Order(StringComparer.Ordinal));
        Assert.Contains("203 to 205 are missing", found["gap"].Text, StringComparison.Ordinal);
        Assert.Contains("at most 12 s, at 2024-03-04T15:03:10Z", found["late"].Text, StringComparison.Ordinal);
        Assert.Contains("the worst is -1 at 2024-03-04T15:03:23Z, where others are about 100.03", found["outlier"].Text, StringComparison.Ordinal);
        Assert.Contains("from 2024-03-04T15:03:24Z to 2024-03-04T16:10:04Z", found["silence"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jump_that_stays_is_no_outlier()
    {
        string[] prices = [.. Enumerable.Range(0, 100).Select(i => (100 + (i % 5 * 0.01)).ToString(CultureInfo.InvariantCulture)), .. Enumerable.Repeat("120", 60)];
        folder.Write("A_trades.csv", "timestamp,price,size\n" + string.Concat(prices.Select((p, i) => $"2024-03-04T15:{i / 60:00}:{i % 60:00}Z,{p},1\n")));
        (int code, Dictionary<string, (string, long, string)> found) = Check("A_trades.csv");
        Assert.Equal((0, 0), (code, found.Count));
    }

    [Fact]
    public void Quotes_candles_and_instruments_are_looked_at()
    {
        folder.Write("Q_quotes.csv", "timestamp,bid,ask\n2024-03-04T15:00:00Z,10.00,10.01\n2024-03-04T15:00:01Z,10.02,10.01\n2024-03-04T15:00:02Z,10.01,10.01\n2024-03-04T15:00:03Z,,10.01\n");
        Assert.Equal(["quote note 1", "quote note 1", "quote warning 1"], Lines("Q_quotes.csv"));

        folder.Write("C_1m_trade.csv", "timestamp,open,high,low,close,volume\n2024-03-04T15:00:00Z,10,10,10,10,1\n2024-03-04T15:01:00Z,10,10,10,10,1\n2024-03-04T15:05:00Z,10,10,10,10,1\n");
        (_, Dictionary<string, (string Severity, long Count, string Text)> candles) = Check("C_1m_trade.csv");
        Assert.Equal(("warning", 3L), (candles["gap"].Severity, candles["gap"].Count));
        Assert.Contains("from 2024-03-04T15:02:00Z to 2024-03-04T15:05:00Z", candles["gap"].Text, StringComparison.Ordinal);

        folder.Write("SPY_trades.csv", "timestamp,price,size\n2024-03-04T15:00:00Z,500.005,100\n2024-03-04T15:00:01Z,500.01,100\n2024-03-04T04:00:00Z,500.01,100\n");
        Assert.Equal(["hours note 1", "late warning 1", "tick size error 1"], Lines("SPY_trades.csv", "--instrument", "SPY"));
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_told_and_fails()
    {
        folder.Write("A_trades.csv", "timestamp,price,size\n2024-03-04T15:00:00Z,10,1\n2024-03-04T15:00:01Z,1O,1\n");
        foreach (string verb in (string[])["check", "info"])
        {
            Ending run = PawlProgram.Run(folder.Path, "data", verb, "--in", "A_trades.csv", "--json");
            Assert.Equal(1, run.Code);
            using JsonDocument json = JsonDocument.Parse(run.Output);
            Assert.StartsWith("A_trades.csv:3:22: value '1O' of column 'price' is not a number", json.RootElement.GetProperty("files")[0].GetProperty("failure").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Facts_are_those_of_the_file()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Demo), CompressionMode.Decompress));
        string[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
        decimal[] prices = [.. rows.Select(r => decimal.Parse(r[1], CultureInfo.InvariantCulture))];

        using JsonDocument json = JsonDocument.Parse(PawlProgram.Run("/", "data", "info", "--in", Demo, "--json").Output);
        JsonElement file = json.RootElement.GetProperty("files")[0];
        JsonElement symbol = Assert.Single(file.GetProperty("symbols").EnumerateArray());

        Assert.Equal(("tick", rows.Length, "DEMO"), (file.GetProperty("kind").GetString(), file.GetProperty("rows").GetInt32(), symbol.GetProperty("symbol").GetString()));
        Assert.Equal((prices.Min(), prices.Max()), (symbol.GetProperty("low").GetDecimal(), symbol.GetProperty("high").GetDecimal()));
        Assert.Equal(rows.Sum(r => decimal.Parse(r[2], CultureInfo.InvariantCulture)), symbol.GetProperty("volume").GetDecimal());
        Assert.Equal(prices.Max(p => ((p / 1.0000000000000000000000000000m).Scale)), symbol.GetProperty("decimals").GetInt32());
        Assert.Equal(
            (DateTimeOffset.Parse(rows.Min(r => r[0])!, CultureInfo.InvariantCulture), DateTimeOffset.Parse(rows.Max(r => r[0])!, CultureInfo.InvariantCulture)),
            (symbol.GetProperty("first").GetDateTimeOffset(), symbol.GetProperty("last").GetDateTimeOffset()));
        Assert.DoesNotContain(Check(Demo).Found.Values, f => f.Severity == "error");
    }

    private string[] Lines(string file, params string[] more) => Findings(file, more).Found;

    private (int Code, Dictionary<string, (string Severity, long Count, string Text)> Found) Check(string file)
    {
        Ending run = PawlProgram.Run(folder.Path, "data", "check", "--in", file, "--json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        return (run.Code, json.RootElement.GetProperty("files")[0].GetProperty("findings").EnumerateArray().ToDictionary(
            f => f.GetProperty("check").GetString()!,
            f => (f.GetProperty("severity").GetString()!, f.GetProperty("count").GetInt64(), f.GetProperty("text").GetString()!)));
    }

    private (int Code, string[] Found) Findings(string file, string[] more)
    {
        Ending run = PawlProgram.Run(folder.Path, ["data", "check", "--in", file, "--json", .. more]);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        return (run.Code, [.. json.RootElement.GetProperty("files")[0].GetProperty("findings").EnumerateArray()
            .Select(f => $"{f.GetProperty("check").GetString()} {f.GetProperty("severity").GetString()} {f.GetProperty("count").GetInt64()}").Order(StringComparer.Ordinal)]);
    }
}
