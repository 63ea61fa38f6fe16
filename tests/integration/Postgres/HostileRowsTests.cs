using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>Whatever a message can hold arrives: strange texts, the ends of times and prices, numbers that are none.</summary>
[Collection("Postgres")]
public sealed class HostileRowsTests(RecordedRun recorded)
{
    private static readonly SinkLog Log = new("X'; DROP TABLE ticks; --", new LogTag(1), ["A:B/C.D-E_F", "Z"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Times_prices_and_volumes_are_exact_up_to_their_ends()
    {
        long[] times = [0, 1, 999, 1000, -1, -1000, -1001, 1709564400123456789, long.MaxValue, long.MinValue + 1000];
        long[] prices = [1, -1, 99_999_999, 100_000_000, long.MaxValue, -long.MaxValue, 1234500000000, 10_000, 0];
        using TestDatabase database = new(recorded.Server);
        EventEncoder events = new();
        events.Clear();
        List<string?[]> expected = [];
        foreach ((long time, int i) in times.Select((t, i) => (t, i)))
        {
            long price = prices[i % prices.Length], size = prices[(i + 3) % prices.Length];
            InputEvent e = new() { Kind = EventKind.Tick, Symbol = i % 2, Time = new Timestamp(time), Flags = InputEvent.HasQuote };
            e.QuotedTick = new QuotedTick { Tick = new Tick { Price = new Price(price), Size = new Quantity(size) }, Bid = new Price(price), Ask = default };
            events.Add(in e, EventMarks.None);
            string micros = Math.Floor(time / 1000m).ToString(CultureInfo.InvariantCulture);
            expected.Add([Text(i + 1), Text(time), micros, Log.Symbols[i % 2], Exact(price), Exact(size), price == 0 ? null : Exact(price), null]);
        }

        await WriteAsync(database, batch => batch.AddInputs(Log, 0, events));
        Assert.Equal(expected, database.Rows(
            "SELECT seq, time_ns, trunc(extract(epoch FROM time) * 1000000)::bigint, symbol, trim_scale(price)::text, trim_scale(volume)::text, trim_scale(bid)::text, ask FROM ticks ORDER BY seq"));
        Assert.Equal(Log.Name, Assert.Single(database.Rows("SELECT DISTINCT log FROM ticks"))[0]);
    }

    [Theory]
    [InlineData("""{"a":"x\u0000y"}""", "{\"a\":\"x\uFFFDy\"}")]
    [InlineData("""{"a":"\ud800"}""", "{\"a\":\"\uFFFD\"}")]
    [InlineData("""{"a":"\ud83d\ude00\udc00"}""", "{\"a\":\"\U0001F600\uFFFD\"}")]
    [InlineData("""{"a":"\\u0000"}""", """{"a":"\\u0000"}""")]
    [InlineData("""{"a":"\\\u0000\""}""", "{\"a\":\"\\\\\uFFFD\\\"\"}")]
    [InlineData("""{"value":null}""", """{"value":null}""")]
    [InlineData("""{"value":1.7976931348623157E+308,"b":5E-324,"c":0.1}""", """{"value":1.7976931348623157E+308,"b":5E-324,"c":0.1}""")]
    [InlineData("""{"a":"'); DROP TABLE indicators; --","\"":"\n\t"}""", """{"a":"'); DROP TABLE indicators; --","\"":"\n\t"}""")]
    public async Task Data_arrive_as_they_are_and_what_the_database_does_not_take_as_a_replacement(string json, string found)
    {
        using TestDatabase database = new(recorded.Server);
        await WriteAsync(database, batch => batch.AddOutputs(Log, Output(json)));
        Assert.Equal(TableDump.Canonical(found), TableDump.Canonical(Assert.Single(database.Rows("SELECT value::text FROM indicators"))[0]!));
    }

    [Fact]
    public async Task Volumes_of_more_than_64_bits_are_exact()
    {
        using TestDatabase database = new(recorded.Server);
        const string volume = "1701411834604692317316873037158.84105727";
        await WriteAsync(database, batch => batch.AddOutputs(Log, Line("candle", "1m", $$"""{"close_time":"2024-03-04T15:01:00Z","open":1,"high":2,"low":0.00000001,"close":1.5,"volume":{{volume}},"trades":3,"flags":[]}""")));
        Assert.Equal(string.Join(' ', volume, "0.00000001"), string.Join(' ', Assert.Single(database.Rows("SELECT trim_scale(volume)::text, trim_scale(low)::text FROM candles"))));
    }

    [Fact]
    public async Task Refused_input_is_kept_once_however_strange()
    {
        using TestDatabase database = new(recorded.Server);
        byte[] content = [0, 255, 0xC3, 0x28, (byte)'x'];
        for (int i = 0; i < 2; i++)
        {
            await WriteAsync(database, batch => batch.AddLetter(Log, new DeadLetter("a\0b:1", "no\0number", content)), from: i);
        }

        Assert.Equal("a\uFFFDb:1 no\uFFFDnumber 00ffc32878", string.Join(' ', Assert.Single(database.Rows("SELECT place, reason, encode(content, 'hex') FROM dead_letters"))));
        await using PostgresDatabase open = await PostgresDatabase.OpenAsync(database.Address, Cancel);
        List<string?[]> rows = [];
        await PostgresQuery.All.First(q => q.Name == "dead_letters").RunAsync(open, new Dictionary<string, object>(), _ => { }, row => rows.Add([.. row]), Cancel);
        Assert.Equal("a\uFFFDb:1", Assert.Single(rows)[1]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Exact(long raw) => (raw / 100_000_000m / 1.000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static OutputBuffer Output(string json) => Line("indicator", "5m", json);

    private static OutputBuffer Line(string type, string frame, string json)
    {
        OutputBuffer outputs = new(new HashChain());
        outputs.Lines.Write(Encoding.UTF8.GetBytes(
            $"{{\"symbol\":\"Z\",\"timestamp\":\"2024-03-04T15:00:00.123456789Z\",\"timeframe\":\"{frame}\",\"type\":\"{type}\",\"data\":{json},\"metadata\":{{\"version\":1,\"id\":\"X:1:1\",\"node\":\"n'o\\\"de\",\"confirmed\":true}}}}\n"));
        outputs.Add(1, 1);
        return outputs;
    }

    private static async Task WriteAsync(TestDatabase database, Action<SinkBatch> fill, long from = 0)
    {
        await using PostgresStore store = new(database.Address, StoredRunFeed.Run, new PostgresOptions());
        await store.OpenAsync(Cancel);
        SinkBatch batch = new();
        fill(batch);
        batch.Move("S", from, from + 1);
        await store.WriteAsync(batch, Cancel);
    }
}
