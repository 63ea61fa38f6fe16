using System.Globalization;
using System.Text.Json;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Explain;

/// <summary>Explanations against what replay says, what the file holds, and what can be worked out by hand.</summary>
public sealed class ExplainTests : IDisposable
{
    private const string Pipeline = """
        candles: [1m, 15m, 1h]
        nodes:
          fast: {kind: ema, inputs: [candle(1m)], period: 9}
          slow: {kind: ema, inputs: [candle(15m)], source: hlc3, period: 3}
          gap: {kind: spread, inputs: [indicator(fast), indicator(slow)], ratio: 1}
          mean: {kind: sma, inputs: [indicator(gap)], period: 5}
          turn: {kind: cross, inputs: [indicator(gap), indicator(mean)]}
          macd: {kind: macd, inputs: [candle(1m)], fast_period: 3, slow_period: 5, signal_period: 2}
          smooth: {kind: sma, inputs: [indicator(macd).histogram], period: 2, publish: false}
          seldom: {kind: spread, inputs: [indicator(mean), indicator(smooth)], trigger: [candle(1h)]}
          last: {kind: spread, inputs: [indicator(seldom), indicator(gap)], ratio: 2}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Values_are_those_of_replay_and_candles_those_of_the_rows()
    {
        File.WriteAllText(folder["p.yaml"], Pipeline);
        string[] run = ["-p", "p.yaml", "-d", Path.GetFileName(Sample.Ticks(31).Write(folder["X_trades.csv.gz"]))];
        Row[] rows = [.. Sample.Ticks(31).Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Row.Of)];
        Dictionary<string, JsonElement> said = [];
        foreach (string line in PawlProgram.Run(folder.Path, ["replay", .. run, "--out", "-"]).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement message = JsonDocument.Parse(line).RootElement;
            said.Add(message.GetProperty("metadata").GetProperty("id").GetString()!, message);
        }

        HashSet<string> seen = [];
        int deepest = 0;
        int older = 0;
        foreach (string node in (string[])["last", "turn", "seldom", "macd", "candle(1h)"])
        {
            string[] ids = [.. said.Where(s => NodeOf(s.Value) == node).Select(s => s.Key)];
            foreach (string id in (string[])[ids[ids.Length / 2], ids[^1]])
            {
                JsonElement explained = Explain([.. run, "--id", id]);
                deepest = Math.Max(deepest, Check(explained.GetProperty("value"), said, rows, seen, ref older));
            }
        }

        Assert.Superset(new HashSet<string>(["last", "seldom", "mean", "smooth", "macd", "gap", "slow", "fast", "turn", "candle(1m)", "candle(15m)", "candle(1h)"]), seen);
        Assert.True(deepest >= 6 && older >= 4, $"depth {deepest}, older {older}");
    }

    [Fact]
    public void A_small_one_is_what_can_be_worked_out_by_hand()
    {
        File.WriteAllText(folder["hand.yaml"], """
            nodes:
              mean: {kind: sma, inputs: [candle(1s)], period: 2}
              slow: {kind: sma, inputs: [candle(2s)], period: 1}
              gap: {kind: spread, inputs: [indicator(mean), indicator(slow)], ratio: 1}
            """);
        File.WriteAllText(folder["X_t.csv"], """
            timestamp,price,size
            2024-03-04T15:00:00.1Z,10,1
            2024-03-04T15:00:00.6Z,12,2
            2024-03-04T15:00:01.2Z,11,1
            2024-03-04T15:00:02.5Z,14,4
            2024-03-04T15:00:02.9Z,13,1
            2024-03-04T15:00:03.1Z,13,1

            """);
        string[] run = ["explain", "-p", "hand.yaml", "-d", "X_t.csv", "--node", "gap", "--at", "2024-03-04T15:00:03Z"];
        string[] lines = PawlProgram.Run(folder.Path, run).Text.Split('\n');
        // Seconds close at 12, 11 and 13, two seconds at 11: the mean is (11 + 13) / 2 = 12, which is 1 above 11.
        string[] expected =
        [
            "gap = 1",
            "X:6:2 of X, 2024-03-04T15:00:03Z",
            "caused by tick 13 × 1 at 2024-03-04T15:00:03.1Z, event 6, row 6 of X_t.csv",
            "├─ a: mean = 12, new",
            "│  └─ candle(1s).close = 13, new",
            "│        start 2024-03-04T15:00:02Z, close_time 2024-03-04T15:00:03Z, open 14,",
            "│          high 14, low 13, close 13, volume 5, trades 2",
            "│        2 ticks, events 4 to 5, rows 4 to 5 of X_t.csv; their sizes add up to",
            "│        first 14 × 4 at 2024-03-04T15:00:02.5Z, row 4",
            "│        last  13 × 1 at 2024-03-04T15:00:02.9Z, row 5",
            "└─ b: slow = 11, since 2024-03-04T15:00:02Z, event 4",
            "   └─ candle(2s).close = 11, since 2024-03-04T15:00:02Z, event 4",
            "         3 ticks, events 1 to 3, rows 1 to 3 of X_t.csv; their sizes add up to",
            "         high  12 × 2 at 2024-03-04T15:00:00.6Z, row 2",
            "         low   10 × 1 at 2024-03-04T15:00:00.1Z, row 1",
        ];
        Assert.Equal(expected, lines.Where(expected.Contains));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(lines, PawlProgram.Run(folder.Path, [.. run[..5], "--id", "X:6:2"]).Text.Split('\n'));

        string page = PawlProgram.Run(folder.Path, [.. run, "--format", "html"]).Text;
        Assert.Equal(6, page.Split("<details").Length);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_explains_the_same_but_for_the_rows()
    {
        File.WriteAllText(folder["p.yaml"], Pipeline);
        string data = Sample.Ticks(31).Write(folder["X_trades.csv"]);
        PawlProgram.Run(folder.Path, "replay", "-p", "p.yaml", "-d", data, "--store", "x.db");
        string[] output = ["--node", "last", "--format", "json"];
        IEnumerable<string> stored = PawlProgram.Run(folder.Path, ["explain", "-p", "p.yaml", "--store", "x.db", .. output]).Text.Split('\n');
        IEnumerable<string> read = PawlProgram.Run(folder.Path, ["explain", "-p", "p.yaml", "-d", data, .. output]).Text.Split('\n');
        Assert.Contains(read, line => line.Contains("\"row\"", StringComparison.Ordinal));
        Assert.Equal(
            read.Where(line => !line.Contains("\"row\":", StringComparison.Ordinal) && !line.Contains("\"file\":", StringComparison.Ordinal)).Select(line => line.TrimEnd(',')),
            stored.Select(line => line.TrimEnd(',')));
        Ending other = PawlProgram.Run(folder.Path, "explain", "-p", Sample.Pipeline, "--store", "x.db", "--node", "macd");
        Assert.Equal((1, "pawl: x.db: has no run of pipeline 'us_equity_ticks'; it has runs of 'p'\n"), (other.Code, other.Error));
    }

    /// <summary>A store that was written by two processes has a saved state in its middle; what lies before it is read only where it is needed.</summary>
    [Fact]
    public void An_explanation_from_a_saved_state_is_that_from_the_beginning()
    {
        File.WriteAllText(folder["p.yaml"], Pipeline);
        string data = Sample.Ticks(31).Write(folder["X_trades.csv"]);
        foreach (int lines in (int[])[4001, 7000])
        {
            Assert.Equal(0, PawlProgram.Shell(folder.Path, string.Create(CultureInfo.InvariantCulture, $"head -n {lines} X_trades.csv | pawl run -p p.yaml -d X=- --store x.db")).Code);
        }

        string[] last = ["--node", "gap", "--at", "2199-01-01T00:00:00Z", "--format", "json"];
        string[] seldom = ["--node", "last", "--format", "json"];
        foreach (string[] output in (string[][])[last, seldom, ["--node", "turn", "--format", "json"]])
        {
            IEnumerable<string> stored = PawlProgram.Run(folder.Path, ["explain", "-p", "p.yaml", "--store", "x.db", .. output]).Text.Split('\n');
            IEnumerable<string> read = PawlProgram.Shell(folder.Path, $"pawl replay -p p.yaml -d {data} --no-flush --store all.db > /dev/null && pawl explain -p p.yaml --store all.db {string.Join(' ', output)}").Text.Split('\n');
            Assert.True(stored.Count() > 20);
            Assert.Equal(read, stored);
        }

        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            store.Execute("DELETE FROM input_log WHERE first_record = 1");
        }

        Ending without = PawlProgram.Run(folder.Path, ["explain", "-p", "p.yaml", "--store", "x.db", .. last]);
        Assert.True(without.Code == 0, without.Error);
        Ending early = PawlProgram.Run(folder.Path, ["explain", "-p", "p.yaml", "--store", "x.db", "--id", "X:900:1"]);
        Assert.Equal((1, "pawl: log X: its input log does not hold record 1 any more, which is needed to explain this; explain a later output\n"), (early.Code, early.Error));
    }

    [Fact]
    public void What_cannot_be_explained_is_told_in_one_line()
    {
        File.WriteAllText(folder["p.yaml"], Pipeline);
        string[] files = Sample.ThreeSymbols(folder);
        Refuse(2, "give one of --id ID and --node NODE, the latter with --at TIME or without", files[..1]);
        Refuse(2, "--id 'x': write an id such as DEMO:2852:3: the log, the event's number, the output's number; see 'pawl explain --help'", files[..1], "--id", "x");
        Refuse(1, "--id BBB:1:1: the data makes no log 'BBB'; it makes AAA", files[..1], "--id", "BBB:1:1");
        Refuse(1, "--id AAA:99999:1: the log has 6001 events; give all data that it was made of", files[..1], "--id", "AAA:99999:1");
        Refuse(1, "--id AAA:1:1: event 1 made 0 outputs; 'pawl replay --out -' prints all ids", files[..1], "--id", "AAA:1:1");
        Refuse(2, "--node 'maen': nothing of that name is published; did you mean 'mean'?", files[..1], "--node", "maen");
        Refuse(2, "--node mean: the data has several symbols; say which one, such as mean@AAA", files, "--node", "mean");
        Refuse(1, "--node mean --at 2024-03-04T14:30:00Z: it has said nothing until then", files, "--node", "mean@AAA", "--at", "2024-03-04T14:30:00Z");
    }

    private void Refuse(int code, string line, string[] files, params string[] arguments)
    {
        Ending refused = PawlProgram.Run(folder.Path, ["explain", "-p", "p.yaml", .. Sample.Data(files), .. arguments]);
        Assert.Equal((code, $"pawl: {line}\n"), (refused.Code, refused.Error));
    }

    private JsonElement Explain(string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["explain", .. arguments, "--format", "json"]);
        Assert.True(run.Code == 0, run.Error);
        JsonElement explained = JsonDocument.Parse(run.Output).RootElement;
        JsonElement schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "reference", "explain.schema.json"))).RootElement;
        Assert.Empty(SchemaCheck.Mistakes(explained, schema, schema));
        return explained;
    }

    /// <returns>How many values lie below each other.</returns>
    private static int Check(JsonElement value, Dictionary<string, JsonElement> said, Row[] rows, HashSet<string> seen, ref int older)
    {
        string node = value.GetProperty("node").GetString()!;
        long sequence = value.GetProperty("sequence").GetInt64();
        seen.Add(node);
        older += value.GetProperty("new").GetBoolean() ? 0 : 1;
        if (node != "smooth")
        {
            // One event may close several bars; a bar is known by its end, an output of a node by its time.
            JsonElement message = said.Single(s => NodeOf(s.Value) == node && s.Key.Split(':')[1] == sequence.ToString(CultureInfo.InvariantCulture) && EndOf(s.Value) == value.GetProperty("timestamp").GetString()).Value;
            Assert.All(message.GetProperty("data").EnumerateObject(), field => Assert.Equal(field.Value.GetRawText(), value.GetProperty("data").GetProperty(field.Name).GetRawText()));
        }

        if (value.TryGetProperty("market", out JsonElement market))
        {
            CheckCandle(value.GetProperty("data"), market, rows);
        }

        if (node == "fast" && !value.GetProperty("repeated").GetBoolean())
        {
            // The average of before moves by a fifth of the way to what was read.
            (double before, double after) = StateOf(value, "average.value");
            double read = double.Parse(value.GetProperty("inputs")[0].GetProperty("read").GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal(before + ((read - before) / 5), after, 1e-9);
        }

        int deepest = 0;
        foreach (JsonElement input in value.GetProperty("inputs").EnumerateArray())
        {
            deepest = Math.Max(deepest, Check(input.GetProperty("value"), said, rows, seen, ref older));
        }

        return 1 + deepest;
    }

    private static (double Before, double After) StateOf(JsonElement value, string name)
    {
        JsonElement state = value.GetProperty("state").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);
        return (double.Parse(state.GetProperty("before").GetString()!, CultureInfo.InvariantCulture), double.Parse(state.GetProperty("after").GetString()!, CultureInfo.InvariantCulture));
    }

    /// <summary>The rows from the first to the last, without those that are late or empty, make the candle.</summary>
    private static void CheckCandle(JsonElement candle, JsonElement market, Row[] rows)
    {
        (int first, int last) = (market.GetProperty("first").GetProperty("row").GetInt32(), market.GetProperty("last").GetProperty("row").GetInt32());
        (DateTime start, DateTime end) = (candle.GetProperty("start").GetDateTime().ToUniversalTime(), candle.GetProperty("close_time").GetDateTime().ToUniversalTime());
        DateTime newest = rows[..(first - 1)].Select(r => r.Time).DefaultIfEmpty().Max();
        List<Row> counted = [];
        foreach (Row row in rows[(first - 1)..last])
        {
            newest = row.Time > newest ? row.Time : newest;
            if (row.Size > 0 && row.Time >= start && row.Time < end && row.Time >= newest.AddTicks(-(newest.Ticks % TimeSpan.TicksPerSecond)) && !counted.Exists(r => r.TradeId == row.TradeId))
            {
                counted.Add(row);
            }
        }

        Assert.True(market.GetProperty("adds_up").GetBoolean());
        Assert.Equal(market.GetProperty("count").GetInt32(), counted.Count);
        Assert.Equal(
            (counted[0].Price, counted.Max(r => r.Price), counted.Min(r => r.Price), counted[^1].Price, counted.Sum(r => r.Size)),
            (Number("open"), Number("high"), Number("low"), Number("close"), Number("volume")));
        Assert.Equal(Number("high"), rows[market.GetProperty("high").GetProperty("row").GetInt32() - 1].Price);
        Assert.Equal(Number("low"), rows[market.GetProperty("low").GetProperty("row").GetInt32() - 1].Price);

        decimal Number(string field) => candle.GetProperty(field).GetDecimal();
    }

    private static string EndOf(JsonElement message) =>
        (message.GetProperty("data").TryGetProperty("close_time", out JsonElement end) ? end : message.GetProperty("timestamp")).GetString()!;

    private static string NodeOf(JsonElement message) => message.GetProperty("metadata").GetProperty("node").GetString()!;

    private sealed record Row(DateTime Time, decimal Price, decimal Size, string TradeId)
    {
        public static Row Of(string line)
        {
            string[] cells = line.Split(',');
            return new Row(
                DateTime.Parse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
                decimal.Parse(cells[1], CultureInfo.InvariantCulture), decimal.Parse(cells[2], CultureInfo.InvariantCulture), cells[4]);
        }
    }
}
