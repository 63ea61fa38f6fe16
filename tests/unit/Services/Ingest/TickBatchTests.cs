using System.Text;
using Pawl.Host.Services.Ingest;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Services.Ingest;

/// <summary>Bodies of messages of the catalogue: all of one is right, or nothing of it is taken.</summary>
public sealed class TickBatchTests
{
    private const string Good = """{"symbol":"NQ","timestamp":"2024-03-04T15:00:00Z","timeframe":"tick","type":"tick","data":{"price":18000.25,"size":2,"side":"buy","trade_id":7,"new":[1]},"metadata":{"version":1,"more":{}},"extra":1}""";

    private static readonly Timestamp Now = Timestamp.Parse("2024-03-04T15:01:00Z");

    private static TickBatch Read(string body, bool isLines = false) => TickBatch.Read(Encoding.UTF8.GetBytes(body), isLines, NinjaTraderReaderTests.Symbols(), Now);

    private static (int Status, string Word, string Detail) Refused(string body, bool isLines = false)
    {
        RefusedException problem = Assert.Throws<RefusedException>(() => Read(body, isLines));
        Assert.DoesNotContain('\n', problem.Message);
        Assert.InRange(problem.Message.Length, 10, 500);
        return (problem.Status, problem.Word, problem.Message);
    }

    [Fact]
    public void One_message_a_list_and_lines_are_read()
    {
        string quote = """{"symbol":"AAPL","timestamp":"2024-03-04T15:00:00Z","timeframe":"tick","type":"quote","data":{"bid":1,"bid_size":2,"ask":3,"ask_size":4},"metadata":{"version":1}}""";
        Assert.Equal("NQ", Assert.Single(Read(Good).Events).Symbol);
        Assert.Equal(["NQ", "AAPL", "NQ"], Read($" [{Good},\n{quote} , {Good}] ").Events.Select(e => e.Symbol));
        Assert.Equal(["NQ", "AAPL"], Read($"{Good}\r\n\n{quote}\n", isLines: true).Events.Select(e => e.Symbol));
        Assert.Equal(Price.Parse("18000.25"), Read(Good).Events[0].Event.Tick.Price);
        Assert.Equal(Price.Parse("3"), Read(quote).Events[0].Event.Quote.Ask);
    }

    [Theory]
    [InlineData("NQ", "NX", "unknown-symbol", "message 1: symbol 'NX': is not in instruments.yaml; did you mean 'NQ'?; add it there, or name it with setting ingest.symbols")]
    [InlineData("\"price\":18000.25", "\"price\":0", "value", "message 1: price 0: write a price above 0")]
    [InlineData("\"price\":18000.25", "\"price\":-1", "value", "message 1: price -1: write a price above 0")]
    [InlineData("\"size\":2", "\"size\":-2", "value", "message 1: size -2: write a size from 0")]
    [InlineData("15:00:00Z", "15:10:00Z", "value", "message 1: time 2024-03-04T15:10:00Z: is more than 5 minutes ahead of this machine's clock (2024-03-04T15:01:00Z); set the clocks")]
    [InlineData("\"type\":\"tick\"", "\"type\":\"control\"", "message", "message 1: a message of type 'control' cannot be sent in; send tick, quote or candle")]
    [InlineData(",\"size\":2", "", "message", "message 1: tick: field 'size' is missing: write a decimal number with at most 8 digits after the point")]
    public void A_message_that_is_wrong_is_told_with_place_value_and_remedy(string right, string wrong, string word, string detail)
    {
        (int status, string said, string text) = Refused(Good.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Equal((422, word), (status, said));
        Assert.StartsWith(detail.Split(": write a decimal")[0], text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"price\":18000.25", "\"price\":\"1.0\"", 422)]
    [InlineData("\"price\":18000.25", "\"price\":1e999", 422)]
    [InlineData("\"price\":18000.25", "\"price\":NaN", 400)]
    [InlineData("\"price\":18000.25", "\"price\":1,5", 400)]
    [InlineData("\"size\":2", "\"size\":2,\"size\":2", 422)]
    [InlineData("\"symbol\":\"NQ\"", "\"symbol\":\"NQ\",\"symbol\":\"NQ\"", 422)]
    [InlineData("\"symbol\":\"NQ\"", "\"symbol\":\"BTC.*\"", 422)]
    [InlineData("\"symbol\":\"NQ\"", "\"symbol\":\"\\u202eNQ\"", 422)]
    [InlineData("\"symbol\":\"NQ\"", "\"symbol\":\"\\u0000\"", 422)]
    [InlineData("\"symbol\":\"NQ\"", "\"symbol\":7", 422)]
    [InlineData("2024-03-04T15:00:00Z", "1709564400", 422)]
    [InlineData("2024-03-04T15:00:00Z", "9999-01-01T00:00:00Z", 422)]
    [InlineData("\"version\":1", "\"version\":2", 422)]
    public void What_no_message_may_hold_is_refused(string right, string wrong, int status) => Assert.Equal(status, Refused(Good.Replace(right, wrong, StringComparison.Ordinal)).Status);

    [Fact]
    public void One_bad_message_refuses_the_batch_and_is_named()
    {
        string bad = Good.Replace("18000.25", "0", StringComparison.Ordinal);
        Assert.StartsWith("message 3: price 0", Refused($"[{Good},{Good},{bad},{Good}]").Detail, StringComparison.Ordinal);
        Assert.StartsWith("message in a line 2: price 0", Refused($"{Good}\n{bad}\n{Good}", isLines: true).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 422)]
    [InlineData("   ", 422)]
    [InlineData("[]", 422)]
    [InlineData("[", 400)]
    [InlineData("[1]", 422)]
    [InlineData("7", 422)]
    [InlineData("not json", 400)]
    public void A_body_that_is_none_is_refused(string body, int status) => Assert.Equal(status, Refused(body).Status);

    [Fact]
    public void Depth_number_and_length_are_bounded()
    {
        Assert.Equal(400, Refused(new string('[', 10_000)).Status);
        Assert.Equal(400, Refused("[" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000))).Status);
        Assert.Equal(400, Refused(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))).Status);
        Assert.Equal((413, "too-many-ticks"), (Refused($"[{string.Join(',', Enumerable.Repeat(Good, 5001))}]").Status, Refused(string.Join('\n', Enumerable.Repeat(Good, 5001)), isLines: true).Word));
        Assert.Equal(422, Refused(Good.Replace("\"NQ\"", $"\"{new string('N', 10_000)}\"", StringComparison.Ordinal)).Status);
    }

    [Fact]
    public void What_becomes_too_large_when_it_is_unpacked_is_given_up()
    {
        byte[] bomb = Packed(new byte[64 << 20]);
        Assert.InRange(bomb.Length, 1, 100_000);
        Assert.Equal(413, Assert.Throws<RefusedException>(() => PackedBody.Unpack(bomb, IngestLimits.BodyBytes)).Status);
        Assert.Equal(400, Assert.Throws<RefusedException>(() => PackedBody.Unpack("no gzip"u8.ToArray(), 1000)).Status);
        Assert.Equal(Good, Encoding.UTF8.GetString(PackedBody.Unpack(Packed(Encoding.UTF8.GetBytes(Good)), 1000).Span));
    }

    private static byte[] Packed(byte[] bytes)
    {
        using MemoryStream to = new();
        using (System.IO.Compression.GZipStream zip = new(to, System.IO.Compression.CompressionLevel.SmallestSize))
        {
            zip.Write(bytes);
        }

        return to.ToArray();
    }
}
