using System.Globalization;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Replay;

/// <summary>What a replay writes: lines, tables, summaries.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_line_is_a_whole_message_with_an_id_of_its_own()
    {
        Replay("--data", Sample.Ticks(21).Write(folder["AAA_trades.csv"]), "--out", "out");
        HashSet<string> ids = [];
        foreach (string line in File.ReadLines(folder["out/AAA.jsonl"]))
        {
            using JsonDocument message = JsonDocument.Parse(line);
            JsonElement metadata = message.RootElement.GetProperty("metadata");
            Assert.Equal("AAA", message.RootElement.GetProperty("symbol").GetString());
            Assert.True(metadata.GetProperty("confirmed").GetBoolean());
            Assert.True(ids.Add(metadata.GetProperty("id").GetString()!));
        }

        Assert.True(ids.Count > 1000);
    }

    [Fact]
    public void Tables_hold_what_the_lines_hold()
    {
        string data = Sample.Ticks(22).Write(folder["AAA_trades.csv"]);
        Replay("--data", data, "--out", "lines");
        Replay("--data", data, "--out", "tables", "--format", "csv");
        foreach (string node in (string[])["rsi", "macd", "delta"])
        {
            string[] table = File.ReadAllLines(folder[$"tables/AAA_{node}.csv"]);
            string[] fields = table[0].Split(',')[1..];
            string[] lines = [.. File.ReadLines(folder["lines/AAA.jsonl"]).Where(l => l.Contains($"\"node\":\"{node}\"", StringComparison.Ordinal)).Select(l => Row(l, fields))];
            Assert.NotEmpty(lines);
            Assert.Equal(lines, table[1..]);
        }

        Assert.Equal("timestamp,close_time,open,high,low,close,volume,trades,flags", File.ReadLines(folder["tables/AAA_candle_1m.csv"]).First());
    }

    /// <summary>Also of nodes whose records have arrays.</summary>
    [Fact]
    public void Tables_of_a_stored_run_are_those_of_one_without_a_store()
    {
        string data = Sample.Ticks(23).Write(folder["AAA_trades.csv"]);
        Replay("--data", data, "--out", "plain", "--format", "csv");
        Replay("--data", data, "--out", "stored", "--format", "csv", "--store", "x.db");
        string[] names = [.. Directory.GetFiles(folder["plain"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.Contains("AAA_profile.csv", names);
        Assert.Equal(names, Directory.GetFiles(folder["stored"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(File.ReadAllText(folder["plain/" + name]), File.ReadAllText(folder["stored/" + name])));
    }

    /// <summary>A late tick and a hole in the venue's numbers: each kind of report is a table of its own.</summary>
    [Fact]
    public void Reports_have_tables_of_their_own()
    {
        folder.Write("c.yaml", "candles: [1m]\n");
        folder.Write("AAA_t.csv", "timestamp,price,size,sequence\n2024-03-04T14:30:10Z,10,1,1\n2024-03-04T14:30:05Z,11,1,2\n2024-03-04T14:30:11Z,12,1,5\n");
        Assert.Equal(0, PawlProgram.Run(folder.Path, "replay", "-p", "c.yaml", "-d", "AAA_t.csv", "--out", "tables", "--format", "csv").Code);
        Assert.Equal(["timestamp,price,size,newest_time", "2024-03-04T14:30:05Z,11,1,2024-03-04T14:30:10Z"], File.ReadAllLines(folder["tables/AAA_late_tick.csv"]));
        Assert.Equal(["timestamp,expected,received", "2024-03-04T14:30:11Z,3,5"], File.ReadAllLines(folder["tables/AAA_data_gap.csv"]));
    }

    [Fact]
    public void Every_node_of_every_symbol_has_its_table()
    {
        Replay([.. Sample.Data(Sample.ThreeSymbols(folder)), "--out", "tables", "--format", "csv"]);
        string[] names = [.. Directory.GetFiles(folder["tables"]).Select(f => Path.GetFileName(f)!)];
        foreach (string symbol in (string[])["AAA", "BBB", "CCC"])
        {
            Assert.Contains($"{symbol}_candle_1s.csv", names);
            Assert.Contains($"{symbol}_ema_9.csv", names);
            Assert.Contains($"{symbol}_profile.csv", names);
        }
    }

    [Fact]
    public void Summary_for_machines_says_what_the_one_for_people_says()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        Ending people = Replay(data);
        Ending machines = Replay([.. data, "--json"]);
        Assert.Empty(people.Output);
        Assert.Equal("", machines.Error);
        using JsonDocument summary = JsonDocument.Parse(machines.Text);
        JsonElement root = summary.RootElement;
        Assert.Equal("sha256:" + people.Hash("run"), root.GetProperty("run").GetString());
        Assert.Equal("sha256:" + people.Hash("BBB"), root.GetProperty("logs").GetProperty("BBB").GetString());
        string counts = string.Create(CultureInfo.InvariantCulture,
            $"{root.GetProperty("events").GetInt64():N0} events, {root.GetProperty("cycles").GetInt64():N0} cycles, {root.GetProperty("outputs").GetInt64():N0} outputs in ");
        Assert.StartsWith(counts, people.ErrorLines[0], StringComparison.Ordinal);
        Assert.True(root.GetProperty("late_ticks").GetInt64() > 0);
        Assert.True(root.GetProperty("zero_ticks").GetInt64() > 0);
        Assert.True(root.GetProperty("duplicate_ticks").GetInt64() > 0);
    }

    [Fact]
    public void Zipped_or_plain_and_named_by_file_or_by_argument_is_all_the_same()
    {
        TickFile ticks = Sample.Ticks(23);
        string plain = Replay("--data", ticks.Write(folder["AAA_trades.csv"])).Hash("run");
        Assert.Equal(plain, Replay("--data", ticks.Write(folder["AAA_other.csv.gz"])).Hash("run"));
        Assert.Equal(plain, Replay("--data", "AAA=" + ticks.Write(folder["nameless.csv"])).Hash("run"));
    }

    [Fact]
    public void Files_of_one_symbol_are_one_log()
    {
        TickFile first = Sample.Ticks(24) with { Wild = false };
        TickFile second = Sample.Ticks(25) with { Wild = false, Start = first.Start.AddDays(1) };
        string both = folder.Write("AAA_both.csv", first.Csv() + second.Csv()[(second.Header.Length + 1)..]);
        Ending apart = Replay("--data", "AAA=" + first.Write(folder["monday.csv"]), "AAA=" + second.Write(folder["tuesday.csv.gz"]));
        Assert.Equal(Replay("--data", both).Hash("AAA"), apart.Hash("AAA"));
    }

    [Fact]
    public void From_and_to_cut_the_data()
    {
        string data = Sample.Ticks(26).Write(folder["AAA_trades.csv"]);
        Ending cut = Replay("--data", data, "--from", "2024-03-04T15:00:00Z", "--to", "2024-03-04T15:10:00Z", "--out", "-");
        Assert.All(cut.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
        {
            string time = JsonDocument.Parse(line).RootElement.GetProperty("timestamp").GetString()!;
            Assert.InRange(time, "2024-03-04T15:00:00", "2024-03-04T15:10:01");
        });
    }

    [Fact]
    public void Candles_that_cannot_come_from_the_data_are_told()
    {
        folder.Write("SPY_1m.csv", "timestamp,open,high,low,close,volume\n2024-03-04T14:00:00Z,1,1,1,1,1\n2024-03-04T14:01:00Z,2,2,2,2,1\n");
        folder.Write("mixed.yaml", "candles: [1s, 5s, 5m]\n");
        Ending run = PawlProgram.Run(folder.Path, "replay", "-p", "mixed.yaml", "-d", "SPY_1m.csv");
        Assert.Contains("warning: SPY: the input has no data from which candles of 1s could be made", run.ErrorLines);
        Assert.Contains("warning: SPY: the input has no data from which candles of 5s could be made", run.ErrorLines);
        folder.Write("fine.yaml", "candles: [1m, 5m]\n");
        Assert.DoesNotContain("warning", PawlProgram.Run(folder.Path, "replay", "-p", "fine.yaml", "-d", "SPY_1m.csv").Error, StringComparison.Ordinal);
    }

    private Ending Replay(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["replay", "--pipeline", Sample.Pipeline, .. arguments]);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    /// <summary>A line as the table has it, read by somebody else's JSON reader.</summary>
    private static string Row(string line, string[] fields)
    {
        using JsonDocument message = JsonDocument.Parse(line);
        JsonElement data = message.RootElement.GetProperty("data");
        return string.Join(',', fields.Select(f => data.GetProperty(f)).Select(v => v.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => v.GetString(),
            _ => v.GetRawText(),
        }).Prepend(message.RootElement.GetProperty("timestamp").GetString()));
    }
}
