using System.Text.Json;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>Looking into the saved states of a store; every test has a copy of one store of two states of DEMO.</summary>
public sealed class SnapshotTests : IClassFixture<SnapshotTests.StoredRuns>, IDisposable
{
    private static readonly string Data = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private readonly TemporaryFolder folder = new();
    private readonly StoredRuns runs;

    public SnapshotTests(StoredRuns runs)
    {
        this.runs = runs;
        File.Copy(runs.Whole, folder["x.db"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_list_is_that_of_the_table()
    {
        using JsonDocument json = Json("list", 0);
        (long, long, long, bool)[] listed = [.. json.RootElement.EnumerateArray().Select(s => (Number(s, "seq"), Number(s, "record"), Number(s, "bytes"), s.GetProperty("valid").GetBoolean()))];
        List<(long, long, long, bool)> stored = [];
        using SqliteDatabase database = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read);
        using SqliteStatement row = database.Prepare("SELECT seq, record, length(bytes) FROM snapshots ORDER BY record");
        while (row.Step())
        {
            stored.Add((row.Long(0), row.Long(1), row.Long(2), true));
        }

        Assert.True(stored.Count > 1);
        Assert.Equal(stored, listed);
        Assert.Equal("[]\n", Snapshot("list", "--log", "OTHER", "--json").Text);
    }

    [Fact]
    public void Parts_fill_the_block_and_name_the_nodes()
    {
        using JsonDocument json = Json("inspect", 0);
        JsonElement[] parts = [.. json.RootElement.GetProperty("parts").EnumerateArray()];
        long end = 0;
        foreach (JsonElement part in parts)
        {
            Assert.Equal(end, Number(part, "start"));
            end += Number(part, "bytes");
        }

        using JsonDocument dag = JsonDocument.Parse(PawlProgram.Run(folder.Path, "dag", Sample.Pipeline, "--format", "json").Text);
        Assert.Equal("us_equity_ticks", json.RootElement.GetProperty("pipeline").GetString());
        Assert.Equal(
            dag.RootElement.GetProperty("nodes").EnumerateArray().Where(n => n.GetProperty("kind").GetString() is not ("tick" or "candle"))
                .Select(n => ($"node '{n.GetProperty("id").GetString()}'", n.GetProperty("kind").GetString())),
            parts.Where(p => p.GetProperty("name").GetString()!.StartsWith("node ", StringComparison.Ordinal)).Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("kind").GetString())));
    }

    /// <summary>A run that was interrupted and went on saves the same state, byte by byte, as one that was not.</summary>
    [Fact]
    public void A_resumed_run_saves_the_same_state()
    {
        File.Copy(runs.Resumed, folder["resumed.db"]);
        using JsonDocument json = Json("compare", 0, "--seq", "14000", "--with", "resumed.db");
        Assert.Equal(0, json.RootElement.GetProperty("different").GetArrayLength());
        Assert.Equal(Number(json.RootElement.GetProperty("first"), "seq"), Number(json.RootElement.GetProperty("second"), "seq"));
    }

    [Fact]
    public void Two_states_of_a_run_differ_where_something_happened()
    {
        using JsonDocument json = Json("compare", 1);
        string[] different = [.. json.RootElement.GetProperty("different").EnumerateArray().Select(d => d.GetProperty("part").GetString()!)];
        Assert.Equal("the header", different[0]);
        Assert.Contains("source 'candle(1m)'", different);
        Assert.DoesNotContain("source 'tick'", different);
        Assert.NotEqual(0, Number(json.RootElement, "equal"));
    }

    /// <summary>A byte of a node is changed and both checksums are made right again: compare names the node and the byte.</summary>
    [Fact]
    public void The_part_that_was_changed_is_named()
    {
        using JsonDocument inspected = Json("inspect", 0);
        JsonElement part = inspected.RootElement.GetProperty("parts").EnumerateArray().Last(p => p.GetProperty("name").GetString()!.StartsWith("node ", StringComparison.Ordinal) && Number(p, "bytes") > 0);
        long block = inspected.RootElement.GetProperty("parts").EnumerateArray().Sum(p => Number(p, "bytes"));
        File.Copy(folder["x.db"], folder["y.db"]);
        Change("y.db", bytes =>
        {
            // Behind the block come the checksum of the state and that of the snapshot, four bytes each.
            int begin = bytes.Length - 8 - (int)block;
            bytes[begin + (int)Number(part, "start") + 5] ^= 1;
            int state = bytes.AsSpan().IndexOf("PAWLSTAT"u8);
            BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), Types.Crc32C.Of(bytes.AsSpan(state, bytes.Length - 8 - state)));
            BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Types.Crc32C.Of(bytes.AsSpan(0, bytes.Length - 4)));
        });

        using JsonDocument json = Json("compare", 1, "--with", "y.db");
        JsonElement difference = Assert.Single(json.RootElement.GetProperty("different").EnumerateArray());
        Assert.Equal((part.GetProperty("name").GetString(), 5L), (difference.GetProperty("part").GetString(), Number(difference, "first_byte")));
    }

    /// <summary>With the pipeline the bytes have names: the candle of the state is that of the table, and what differs between two states is said by field.</summary>
    [Fact]
    public void Values_are_shown_by_node_and_field()
    {
        using JsonDocument json = Json("inspect", 0, "--pipeline", Sample.Pipeline);
        Dictionary<(string, string), JsonElement> values = json.RootElement.GetProperty("values").EnumerateArray()
            .ToDictionary(v => (v.GetProperty("part").GetString()!, v.GetProperty("field").GetString()!), v => v.GetProperty("value"));
        using (SqliteDatabase database = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read))
        {
            Assert.Equal(database.Number("SELECT close FROM candles WHERE timeframe = '5m' ORDER BY time DESC LIMIT 1"), (long)(values[("source 'candle(5m)'", "close")].GetDecimal() * 100_000_000));
        }

        using JsonDocument compared = Json("compare", 1, "--pipeline", Sample.Pipeline);
        JsonElement[] fields = [.. compared.RootElement.GetProperty("fields").EnumerateArray()];
        Assert.Contains(fields, f => f.GetProperty("part").GetString()!.StartsWith("node ", StringComparison.Ordinal) && f.GetProperty("field").GetString()!.StartsWith("state.", StringComparison.Ordinal));
        Assert.All(fields, f => Assert.NotEqual(f.GetProperty("first").GetString(), f.GetProperty("second").GetString()));
        folder.Write("other.yaml", "pipeline: other\nnodes:\n  a: {kind: sma, inputs: [candle(1m)], period: 3}\n");
        Ending other = Snapshot("inspect", "--pipeline", "other.yaml");
        Assert.Equal(1, other.Code);
        Assert.Contains("is not one of this pipeline", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_said()
    {
        Change("x.db", bytes => bytes[^100] ^= 1);
        Ending list = Snapshot("list");
        Assert.Equal(1, list.Code);
        Assert.Contains("no: it is damaged: its checksum is wrong", list.Text, StringComparison.Ordinal);
        Assert.EndsWith("cannot be used: it is damaged: its checksum is wrong\n", Snapshot("inspect").Error, StringComparison.Ordinal);
        Assert.StartsWith("pawl: x.db: there is no snapshot at event 7; there are those at ", Snapshot("inspect", "--seq", "7").Error, StringComparison.Ordinal);
        Assert.Equal("pawl: x.db: there is no snapshot of run 9; 'pawl snapshot list --store x.db' shows all\n", Snapshot("inspect", "--run", "9").Error);
        Assert.Equal(1, Snapshot("compare", "--with", "none.db").Code);
    }

    /// <summary>Two stores of the same data: one made at once, which ends with the closing of bars, one by two processes without it.</summary>
    public sealed class StoredRuns : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public StoredRuns()
        {
            Check(PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", Data, "--store", "whole.db", "--snapshot-every", "4000"));
            foreach (string part in (string[])["head -n 6000", "cat"])
            {
                Check(PawlProgram.Shell(folder.Path, $"{{ zcat '{Data}' || true; }} | {part} | '{PawlProgram.Launcher}' run -p '{Sample.Pipeline}' -d DEMO=- --store resumed.db --snapshot-every 1"));
            }
        }

        public string Whole => folder["whole.db"];

        public string Resumed => folder["resumed.db"];

        public void Dispose() => folder.Dispose();

        private static void Check(Ending ending) => Assert.True(ending.Code == 0, ending.Error);
    }

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    /// <summary>Changes the newest snapshot of a store.</summary>
    private void Change(string store, Action<byte[]> change)
    {
        using SqliteDatabase database = SqliteDatabase.Open(folder[store], SqliteMode.Write);
        byte[] bytes;
        using (SqliteStatement newest = database.Prepare("SELECT bytes FROM snapshots ORDER BY record DESC LIMIT 1"))
        {
            Assert.True(newest.Step());
            bytes = newest.Bytes(0).ToArray();
        }

        change(bytes);
        using SqliteStatement update = database.Prepare("UPDATE snapshots SET bytes = ? WHERE record = (SELECT max(record) FROM snapshots)");
        update.BindBlob(1, bytes).Run();
    }

    private Ending Snapshot(string verb, params string[] arguments) => PawlProgram.Run(folder.Path, ["snapshot", verb, "--store", "x.db", .. arguments]);

    private JsonDocument Json(string verb, int code, params string[] arguments)
    {
        Ending ending = Snapshot(verb, [.. arguments, "--json"]);
        Assert.True(ending.Code == code, ending.Error + ending.Text);
        return JsonDocument.Parse(ending.Text);
    }
}
