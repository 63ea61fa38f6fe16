using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

public sealed class RecordReadingTests
{
    private const string Tick = """{"price":1.5,"size":2,"side":"buy","trade_id":7,"sequence":8}""";

    [Fact]
    public void Order_white_space_and_unknown_fields_do_not_matter()
    {
        Tick tick = Records.Read<Tick>("""
            { "sequence" : 8, "new": {"price": [1, {"size": 3}]}, "side":"b\u0075y", "size": 2.000,
              "trade_id":7, "pric\u0065":1.50000000 }
            """);
        Assert.Equal(Records.Read<Tick>(Tick), tick);
        Assert.Equal((Price.Parse("1.5"), Quantity.Parse("2"), AggressorSide.Buy, 7L, 8L), (tick.Price, tick.Size, tick.Side, tick.TradeId, tick.Sequence));
    }

    [Fact]
    public void Null_and_missing_are_the_same_where_they_are_allowed()
    {
        Tick expected = new() { Price = Price.Parse("1.5"), Size = Quantity.Parse("2") };
        Assert.Equal(expected, Records.Read<Tick>("""{"price":1.5,"size":2}"""));
        Assert.Equal(expected, Records.Read<Tick>("""{"price":1.5,"size":2,"side":null,"trade_id":null,"sequence":null}"""));
        Assert.True(double.IsNaN(Records.Read<double>("""{"value":null}""")));
        Assert.Equal(-1, Records.Read<Candle>("""{"close_time":"1970-01-01T00:00:01Z","open":1,"high":1,"low":1,"close":1,"volume":0,"flags":[]}""").Trades);
    }

    [Theory]
    [InlineData("""{"size":2}""", "tick: field 'price' is missing")]
    [InlineData("""{"price":null,"size":2}""", "field 'price' is null")]
    [InlineData("""{"price":"1.5","size":2}""", "field 'price' is \"1.5\": write a number")]
    [InlineData("""{"price":1e2,"size":2}""", "field 'price' is 1e2: write a number without exponent")]
    [InlineData("""{"price":1.123456789,"size":2}""", "field 'price' is 1.123456789")]
    [InlineData("""{"price":92233720368.54775808,"size":2}""", "field 'price' is 92233720368.54775808")]
    [InlineData("""{"price":{},"size":2}""", "field 'price' is a JSON StartObject")]
    [InlineData("""{"price":true,"size":2}""", "field 'price' is true")]
    [InlineData("""{"price":1,"price":1,"size":2}""", "field 'price' is there twice")]
    [InlineData("""{"price":1,"size":2,"side":"unknown"}""", "write one of buy, sell")]
    [InlineData("""{"price":1,"size":2,"side":"Buy"}""", "field 'side' is \"Buy\"")]
    [InlineData("""{"price":1,"size":2,"trade_id":1.0}""", "field 'trade_id' is 1.0: write a whole number")]
    [InlineData("""{"price":1,"size":2,"trade_id":9223372036854775808}""", "field 'trade_id'")]
    [InlineData("[]", "tick: the data are a StartArray: write an object")]
    public void Says_which_field_is_wrong(string json, string message)
    {
        string actual = Assert.Throws<FormatException>(() => Records.Read<Tick>(json)).Message;
        Assert.Contains(message, actual, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', actual);
    }

    [Theory]
    [InlineData("close_time", "\"2013-10-07T08:00:00\"", "field 'close_time'")]
    [InlineData("close_time", "\"2013-10-07T08:00:00Z00000000000000000000000000000000000000000000000000000000000000\"", "field 'close_time'")]
    [InlineData("close_time", "5", "field 'close_time' is 5: write a time")]
    [InlineData("flags", "[\"odd\"]", "field 'flags'")]
    [InlineData("flags", "\"partial\"", "field 'flags'")]
    [InlineData("flags", "[1]", "field 'flags'")]
    [InlineData("volume", "1701411834604692317316873037158.84105728", "field 'volume'")]
    public void Says_which_field_of_a_candle_is_wrong(string field, string value, string message)
    {
        string json = Records.Json(Records.Candle()).Replace($"\"{field}\":", $"\"{field}\":{value},\"_\":", StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<FormatException>(() => Records.Read<Candle>(json)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("\"NaN\"")]
    public void A_double_is_finite(string value) =>
        Assert.Throws<FormatException>(() => Records.Read<double>($$"""{"value":{{value}}}"""));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"price":1""")]
    [InlineData("""{"price":NaN,"size":2}""")]
    [InlineData("""{"price":01,"size":2}""")]
    public void Broken_json_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Records.Read<Tick>(json));

    [Fact]
    public void A_text_in_many_segments_reads_the_same()
    {
        byte[] json = Encoding.UTF8.GetBytes(Records.Json(Records.SwingPoint()));
        RecordSchema schema = RecordSchema.Of<SwingPoint>();
        for (int cut = 1; cut < json.Length; cut++)
        {
            var second = new Segment(json.AsMemory(cut), null, cut);
            var first = new Segment(json.AsMemory(0, cut), second, 0);
            var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(first, 0, second, json.Length - cut));
            var back = new SwingPoint[1];
            schema.ReadJson(ref reader, MemoryMarshal.AsBytes(back.AsSpan()));
            Assert.Equal(Records.SwingPoint(), back[0]);
        }
    }

    [Fact]
    public void A_record_too_short_is_refused()
    {
        RecordSchema schema = RecordSchema.Of<Tick>();
        Assert.Throws<ArgumentException>(() => schema.WriteJson(new byte[schema.Size - 1], new Utf8Buffer()));
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? next, long index)
        {
            Memory = memory;
            Next = next;
            RunningIndex = index;
        }
    }
}
