using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>The queries that come with the program, against what other verbs say of the same data, and against the data themselves.</summary>
public sealed class QueryTests : IClassFixture<QueryTests.StoredRun>, IDisposable
{
    private static readonly string Data = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private readonly TemporaryFolder folder = new();
    private readonly Ending replay;

    public QueryTests(StoredRun run)
    {
        replay = run.Replay;
        File.Copy(run.Store, folder["x.db"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Candles_are_those_of_aggregate()
    {
        string[] aggregated = PawlProgram.Run(folder.Path, "aggregate", "--in", Data, "--timeframe", "5m", "--out", "-").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("symbol,timeframe,timestamp,close_time,open,high,low,close,volume,", aggregated[0], StringComparison.Ordinal);

        Assert.Equal(
            aggregated.Skip(1).Select(l => l.Split(',')).Select(c => string.Join(',', (string[])[c[2], c[0], c[1], .. c[4..9]])),
            Csv("candles", "--timeframe", "5m").Select(c => string.Join(',', c[..8])));
    }

    [Fact]
    public void Latest_are_the_last_lines_of_each_indicator()
    {
        Dictionary<string, string> last = [];
        foreach (string line in replay.Text.Split('\n').Where(l => l.Contains("\"type\":\"indicator\"", StringComparison.Ordinal)))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement metadata = json.RootElement.GetProperty("metadata");
            last[metadata.GetProperty("node").GetString()!] = $"{metadata.GetProperty("id").GetString()} {json.RootElement.GetProperty("data").GetRawText()}";
        }

        Assert.NotEmpty(last);
        Dictionary<string, string> found = [];
        foreach (string line in Query("latest", "--format", "json").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            found.Add(json.RootElement.GetProperty("indicator_id").GetString()!, $"{json.RootElement.GetProperty("id").GetString()} {json.RootElement.GetProperty("value").GetRawText()}");
        }

        Assert.All(last, pair => Assert.Equal(pair.Value, found[pair.Key]));
    }

    [Fact]
    public void Profile_and_ticks_are_those_of_the_file()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Data), CompressionMode.Decompress));
        (string Time, string Price, string Size)[] trades = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).Select(c => (c[0], c[1], c[2]))];
        string[] range = ["--from", "2024-03-04T15:00:00Z", "--to", "2024-03-04T16:00:00Z"];
        var inRange = trades.Where(t => t.Time.CompareTo("2024-03-04T15") >= 0 && t.Time.CompareTo("2024-03-04T16") < 0).ToArray();

        Assert.Equal(inRange.Select(t => (Time(t.Time), Number(t.Price), Number(t.Size))), Csv("ticks", range).Select(c => (Time(c[0]), Number(c[2]), Number(c[3]))));
        Assert.Equal(
            inRange.GroupBy(t => Number(t.Price)).OrderByDescending(g => g.Key).Select(g => (g.Key, g.Sum(t => Number(t.Size)), g.Count())),
            Csv("profile", range).Select(c => (Number(c[1]), Number(c[2]), int.Parse(c[3], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_profile_of_more_than_64_bits_is_exact()
    {
        folder.Write("L_trades.csv", "timestamp,price,size\n2024-03-04T15:00:00Z,10,90000000000.00000001\n2024-03-04T15:00:01Z,10,90000000000.5\n2024-03-04T15:00:02Z,10,0.5\n2024-03-04T15:00:02Z,11,3\n");
        Assert.Equal(0, PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", "L_trades.csv", "--store", "x.db").Code);
        Assert.Equal([("11", "3", "1"), ("10", "180000000001.00000001", "3")], Csv("profile").Select(c => (c[1], c[2], c[3])));
    }

    [Fact]
    public void Every_type_of_message_goes_into_the_table_that_the_catalogue_names()
    {
        foreach (Types.MessageType type in Types.MessageCatalogue.Types().Where(t => t.Table is not ("ticks" or "quotes")))
        {
            string table = SinkTable.Of(type.Name).Name;
            Assert.Equal(type.Table.Length == 0 ? "operations" : type.Table, table);
            using SqliteDatabase database = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read);
            Assert.Equal(1, database.Number($"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '{table}'"));
        }

        Assert.Equal("indicators", SinkTable.Of("rsi").Name);
    }

    [Fact]
    public void Gaps_are_told_and_runs_are_counted()
    {
        folder.Write("G_trades.csv", "timestamp,price,size,sequence\n2024-03-04T15:00:00Z,10,1,1\n2024-03-04T15:00:01Z,10,1,2\n2024-03-04T15:00:02Z,10,1,7\n");
        Assert.Equal(0, PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", "G_trades.csv", "--store", "x.db").Code);

        string[] gap = Assert.Single(Csv("gaps"));
        Assert.Equal(["2024-03-04T15:00:02Z", "G", "data_gap"], gap[..3]);
        Assert.Empty(Csv("gaps", "--run", "1"));
        Assert.Equal(["1", "2"], Csv("runs").Select(c => c[0]));
        Assert.Equal((14_001, 4), (int.Parse(Csv("runs")[0][7], CultureInfo.InvariantCulture), int.Parse(Csv("runs")[1][7], CultureInfo.InvariantCulture)));
    }

    /// <summary>The candle of a signal is the smallest of those that closed with it; a signal between closings has none.</summary>
    [Fact]
    public void A_signal_comes_with_its_candle()
    {
        string[] five = Csv("candles", "--timeframe", "5m")[2];
        string[] id = five[8].Split(':');
        using (SqliteDatabase database = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            foreach (string sequence in (string[])[id[1], "1"])
            {
                database.Execute($$"""
                    INSERT INTO strategy_signals (time, symbol, strategy_id, signal_type, data, run_id, log, seq, n)
                    VALUES (1709564400000000000, 'DEMO', 'cross', 'entry', '{"side":"buy"}', 1, 'DEMO', {{sequence}}, 99)
                    """);
            }
        }

        string[][] signals = [.. Csv("signals").OrderBy(s => s[5].Length)];
        Assert.Equal(("", ""), (signals[0][5], signals[0][6]));
        string smallest = Csv("candles").Where(c => c[8].StartsWith($"DEMO:{id[1]}:", StringComparison.Ordinal)).MinBy(c => int.Parse(c[8].Split(':')[2], CultureInfo.InvariantCulture))![2];
        Assert.Equal(("1s", "cross", "entry"), (smallest, signals[1][2], signals[1][3]));
        Assert.Equal(smallest, signals[1][5]);
    }

    [Fact]
    public void What_cannot_be_asked_is_refused()
    {
        Refused(2, "pawl: unknown query 'candels'; did you mean 'candles'?", "candels");
        Refused(2, "pawl: query 'runs' has no --symbol; it has --run", "runs", "--symbol", "DEMO");
        Ending none = PawlProgram.Run(folder.Path, "db", "query", "runs", "--store", "none.db");
        Assert.Equal((1, "pawl: none.db: there is no such file; 'pawl replay … --store FILE' makes a store\n"), (none.Code, none.Error));
        folder.Write("text.db", "not a database at all");
        Assert.StartsWith("pawl: text.db: it is no SQLite database; choose another file", PawlProgram.Run(folder.Path, "db", "status", "--store", "text.db").Error, StringComparison.Ordinal);
        using (SqliteDatabase other = SqliteDatabase.Open(folder["other.db"], SqliteMode.Create))
        {
            other.Execute("CREATE TABLE mine (x)");
        }

        Assert.Equal("pawl: other.db: is no store of pawl; 'pawl replay … --store FILE' makes one\n", PawlProgram.Run(folder.Path, "db", "query", "runs", "--store", "other.db").Error);
    }

    [Fact]
    public void Status_finds_a_damaged_file()
    {
        Assert.Equal(0, PawlProgram.Run(folder.Path, "db", "status", "--store", "x.db").Code);
        byte[] bytes = File.ReadAllBytes(folder["x.db"]);
        bytes.AsSpan(8 * 4096, 4096).Fill(0xA5);
        File.WriteAllBytes(folder["x.db"], bytes);

        Ending status = PawlProgram.Run(folder.Path, "db", "status", "--store", "x.db", "--json");
        Assert.Equal(1, status.Code);
        using JsonDocument json = JsonDocument.Parse(status.Output);
        Assert.False(json.RootElement.GetProperty("sound").GetBoolean());
        Assert.NotEqual(0, json.RootElement.GetProperty("damage").GetArrayLength());
    }

    /// <summary>A run in a store; each test has a copy of it.</summary>
    public sealed class StoredRun : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public StoredRun()
        {
            Replay = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", Data, "--store", "x.db", "--out", "-");
            Assert.True(Replay.Code == 0, Replay.Error);
        }

        public Ending Replay { get; }

        public string Store => folder["x.db"];

        public void Dispose() => folder.Dispose();
    }

    private void Refused(int code, string line, params string[] arguments)
    {
        Ending refused = Query(arguments[0], arguments[1..]);
        Assert.Equal((code, line + "\n"), (refused.Code, refused.Error));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private Ending Query(string name, params string[] arguments) => PawlProgram.Run(folder.Path, ["db", "query", name, "--store", "x.db", .. arguments]);

    private string[][] Csv(string name, params string[] arguments) =>
        [.. Query(name, [.. arguments, "--format", "csv"]).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
}
