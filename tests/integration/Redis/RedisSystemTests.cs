using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Redis;
using Pawl.Tests.Integration.Cluster;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>The Redis form says of candles what the embedded one says, on the keys that others know, whatever is killed on the way.</summary>
[Trait("Speed", "slow")]
public sealed class RedisSystemTests : IDisposable
{
    /// <summary>Nothing of a day is trimmed.</summary>
    private static readonly string[] Whole = ["--set", "redis.keep_minutes=100000"];

    private static readonly string Pipeline = Repository.PathOf("config", "pipelines", "indengine.yaml");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_recorded_day_gives_the_candles_and_values_of_a_replay()
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        string data = Repository.Shared("data", "ticks", "AIG_trades_20131007.csv.gz");
        using RedisSystem system = new(folder) { Settings = Whole };
        system.Start("indengine");
        ClusterSystem.Role market = system.Start("mdengine", "-d", data);
        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
        system.CompareWithReplay(Pipeline, data, "NYSE:AIG");

        // A second time all of it is there already.
        system.Start("mdengine").WaitForEnd();
        Assert.Contains(" 0 entries written, ", market.Said, StringComparison.Ordinal);
        system.CompareWithReplay(Pipeline, data, "NYSE:AIG");
        system["indengine"].Signal("TERM");
        system["indengine"].WaitForEnd();
        Assert.True(system["indengine"].Code == 0, system["indengine"].Said);
    }

    [Fact]
    public void With_ticks_in_streams_every_line_has_the_id_and_every_log_the_hash_that_a_replay_gives()
    {
        string pipeline = folder.Write("both.yaml", "pipeline: both\ncandles: [1m, 5m]\nnodes:\n  SMA_9_1m: {kind: sma, inputs: [candle(1m)], period: 9}\n  rsi: {kind: rsi, inputs: [candle(5m)], period: 14}\n  delta: {kind: delta, inputs: [tick, candle(1m)]}\n");
        string data = new TickFile(92, 5_000) { MeanMilliseconds = 1_000, Wild = true }.Write(folder["BBB_trades.csv"]);
        using RedisSystem system = new(folder) { Settings = [.. Whole, "--set", "redis.ticks=stream", "--set", "redis.frames=60,300"] };
        ClusterSystem.Role engine = system.Start("indengine", "-p", pipeline);
        system.Start("mdengine", "-d", data).WaitForEnd();
        string replayed = system.CompareWithReplay(pipeline, data, "XXXX:BBB", withIds: true);
        engine.WaitFor("log BBB sha256:");
        string hash = engine.Said.Split('\n').Single(l => l.Contains("log BBB sha256:", StringComparison.Ordinal))["indengine: ".Length..].Trim();
        Assert.Contains(replayed.Split('\n'), l => l.Trim() == hash);
    }

    [Fact]
    public void Keys_have_their_types_are_trimmed_and_latest_values_live_for_half_an_hour()
    {
        string data = new TickFile(93, 20_000) { MeanMilliseconds = 2_000 }.Write(folder["ES_trades.csv"]);
        using RedisSystem system = new(folder);
        system.Start("indengine");
        system["indengine"].WaitFor("there are no candles yet");
        system.Start("mdengine", "-d", data).WaitForEnd();
        RedisServer server = system.Server;
        Assert.Equal("stream", server.Cli("TYPE", "candle:60s:CME:ES"));
        Assert.Equal("string", server.Cli("TYPE", "candle:60s:latest:CME:ES"));

        // Of some eleven hours the last three, and what a stream holds together with them.
        Assert.InRange(int.Parse(server.Cli("XLEN", "candle:60s:CME:ES"), CultureInfo.InvariantCulture), 180, 280);
        Assert.InRange(int.Parse(server.Cli("TTL", "candle:60s:latest:CME:ES"), CultureInfo.InvariantCulture), 1_700, 1_800);
        (string id, string newest) = server.Entries("candle:60s:CME:ES")[^1];
        Assert.Equal(newest, server.Cli("GET", "candle:60s:latest:CME:ES"));
        using JsonDocument candle = JsonDocument.Parse(newest);
        long close = candle.RootElement.GetProperty("data").GetProperty("close_time").GetDateTimeOffset().ToUnixTimeMilliseconds();
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{close}-0"), id);

        // The reader has missed nothing, for the replay waited for it.
        system["indengine"].WaitFor("pawl_indengine_candles_total", n => n >= 600);
        Wait(() => server.Cli("EXISTS", "ind:SMA_200:60s:latest:CME:ES") == "1" && server.Entries("ind:SMA_9:60s:CME:ES")[^1].Id == id);
        Wait(() => server.Cli("XINFO", "GROUPS", "candle:60s:CME:ES").Contains("lag\n0", StringComparison.Ordinal));
        system["indengine"].Signal("TERM");
        system["indengine"].WaitForEnd();
        Assert.Equal("string", server.Cli("TYPE", "ind:snapshot:engine"));
    }

    [Fact]
    public void What_a_server_that_writes_once_a_second_has_lost_is_found_said_and_written_again()
    {
        string data = new TickFile(94, 20_000) { MeanMilliseconds = 400 }.Write(folder["AAA_trades.csv"]);
        using RedisSystem system = new(folder, "--appendonly", "yes", "--appendfsync", "everysec") { Settings = [.. Whole, "--set", "store.snapshot_seconds=1"] };
        system.Start("indengine");
        ClusterSystem.Role market = system.Start("mdengine", "-d", data, "--speed", "600");
        system["indengine"].WaitFor("pawl_indengine_written_total", n => n > 200);

        // What a loss of power takes: the end of the file.
        system.Server.Kill();
        string file = Directory.GetFiles(Path.Combine(system.Server.Folder, "appendonlydir"), "*.incr.aof").Single();
        using (FileStream log = File.OpenWrite(file))
        {
            log.SetLength(log.Length * 2 / 3);
        }

        system.Server.Start();
        market.WaitFor("the server has lost what was written last");
        system["indengine"].WaitFor("the server has lost what was written last");
        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
        system.CompareWithReplay(Pipeline, data, "XXXX:AAA");
    }

    [Fact]
    public void A_stream_that_ends_with_the_largest_id_is_found_and_a_second_owner_takes_over()
    {
        string data = new TickFile(95, 2_000).Write(folder["AAA_trades.csv"]);
        using RedisSystem system = new(folder);
        system.Server.Cli("XADD", "candle:60s:XXXX:AAA", "18446744073709551615-18446744073709551615", "data", "nothing");
        ClusterSystem.Role market = system.Start("mdengine", "-d", data);
        market.WaitForEnd();
        Assert.Equal(1, market.Code);
        Assert.Contains("stream candle:60s:XXXX:AAA: it ends with the id 18446744073709551615-18446744073709551615", market.Said, StringComparison.Ordinal);
        system.Server.Cli("DEL", "candle:60s:XXXX:AAA");
        ClusterSystem.Role first = system.Start("mdengine#1", "-d", data, "--speed", "60", "--set", "redis.candles=one.db");
        first.WaitFor("connected");
        system.Start("mdengine").WaitForEnd();
        first.WaitForEnd();
        Assert.Contains("another owner has taken it over", first.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_of_a_tickserver_become_candles_and_what_happens_can_be_looked_at()
    {
        using RedisSystem system = new(folder);
        ClusterSystem.Role source = system.Start("tickserver", "--market", "simulated:seed=7,symbols=ES,rate=20", "--speed", "60");
        source.WaitFor(" at ws://localhost:");
        string address = source.Said[source.Said.IndexOf("ws://", StringComparison.Ordinal)..].Split('\n')[0].Trim();
        system.Start("indengine");
        ClusterSystem.Role traffic = system.Watch("monitor", "redis", "traffic", "--count", "50", "--json", "--where", "type=candle");
        traffic.WaitFor("watching pub:ind:* pub:candle:* pub:tick:*");
        ClusterSystem.Role market = system.Start("mdengine-sim", "--from", address);
        market.WaitFor("pawl_mdengine_written_total", n => n > 4);
        system["indengine"].WaitFor("pawl_indengine_candles_total", n => n > 4);
        traffic.WaitForEnd();
        string[] lines = traffic.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(50, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("pub:candle:", JsonDocument.Parse(line).RootElement.GetProperty("subject").GetString(), StringComparison.Ordinal));
        (int code, string output, string error) = system.Run("monitor", "redis", "streams", "--json");
        Assert.True(code == 0, error);
        JsonElement stream = JsonDocument.Parse(output).RootElement.EnumerateArray().Single(s => s.GetProperty("stream").GetString() == "candle:60s:CME:ES");
        Assert.True(stream.GetProperty("entries").GetInt64() > 0 && stream.GetProperty("groups")[0].GetProperty("name").GetString() == "indengine");
        market.Signal("TERM");
        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
    }

    private static void Wait(Func<bool> condition)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(2), "it does not come");
        }
    }

    /// <summary>Each symbol has a log and a state of its own, on Redis and in SQLite.</summary>
    [Fact]
    public void Several_symbols_have_a_log_and_a_saved_state_each_through_restarts_and_the_loss_of_all_data()
    {
        string[] data = [.. Enumerable.Range(0, 3).Select(i => new TickFile((ulong)(101 + i), 4_000) { MeanMilliseconds = 1_000 + (500 * i), StartPrice = 5_000 * (i + 1) }.Write(folder[$"{new string((char)('A' + i), 3)}_trades.csv"]))];
        string[] files = [.. data.SelectMany(d => (string[])["-d", d])];
        using RedisSystem system = new(folder) { Settings = [.. Whole, "--set", "store.snapshot_seconds=1"] };
        system.Start("indengine");
        ClusterSystem.Role market = system.Start("mdengine", [.. files, "--speed", "1200"]);
        Wait(() => system.Server.Keys("ind:snapshot:engine*").SequenceEqual(["ind:snapshot:engine:AAA", "ind:snapshot:engine:BBB", "ind:snapshot:engine:CCC"]));
        system["indengine"].Kill();
        system.Start("indengine");
        system["indengine"].WaitFor("goes on with 3 logs and 12 streams");
        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
        system.CompareWithReplay(Pipeline, data, file => "XXXX:" + file);
        system["indengine"].Signal("TERM");
        system["indengine"].WaitForEnd();
        Assert.True(system["indengine"].Code == 0, system["indengine"].Said);

        // All of it again, of SQLite for what Redis had, and of the recording.
        system.Server.Cli("FLUSHALL");
        system.Start("indengine");
        system.Start("mdengine").WaitForEnd();
        Assert.Contains("candles were missing there and are added from ", market.Said, StringComparison.Ordinal);
        system.CompareWithReplay(Pipeline, data, file => "XXXX:" + file);
    }

    [Fact]
    public void Killed_at_any_instant_each_role_and_the_server_go_on_and_the_results_are_those_of_a_replay() => Kill(rounds: 10, ticks: 30_000);

    [Fact]
    [Trait("Speed", "long")]
    public void Killed_fifty_times_they_go_on_and_the_results_are_those_of_a_replay() => Kill(rounds: 50, ticks: 150_000);

    private void Kill(int rounds, int ticks)
    {
        string data = new TickFile(91, ticks) { MeanMilliseconds = 400 }.Write(folder["AAA_trades.csv"]);
        using RedisSystem system = new(folder) { Settings = [.. Whole, "--set", "store.snapshot_seconds=1"] };
        string[] victims = ["indengine", "mdengine", "redis-server"];
        system.Start("indengine");
        ClusterSystem.Role market = system.Start("mdengine", "-d", data, "--speed", "600");
        Random random = new(9);
        for (int round = 0; round < rounds; round++)
        {
            // At any instant: what is tried is that no instant matters.
            Thread.Sleep(random.Next(300, 1500));
            string victim = victims[round < victims.Length ? round : random.Next(victims.Length)];
            if (victim == "redis-server")
            {
                system.Server.Kill();
                system.Server.Start();
                continue;
            }

            if (!system[victim].HasEnded)
            {
                system[victim].Kill();
            }

            system.Start(victim);
        }

        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
        system.CompareWithReplay(Pipeline, data, "XXXX:AAA");
        Assert.DoesNotContain("the server has lost", market.Said + system["indengine"].Said, StringComparison.Ordinal);
    }
}
