using System.Text;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

public sealed class EnvelopeTests
{
    private const string CandleLine =
        """{"symbol":"SPY","timestamp":"2013-10-07T08:00:00Z","timeframe":"1s","type":"candle","data":{"close_time":"2013-10-07T08:00:01Z","open":167.41,"high":167.41,"low":167.41,"close":167.41,"volume":1600,"trades":3,"flags":[]},"metadata":{"version":1,"id":"SPY:4:1","node":"candle(1s)","confirmed":true}}""";

    private const string IndicatorLine =
        """{"symbol":"SPY","timestamp":"2013-10-07T08:15:00Z","timeframe":"1m","type":"indicator","data":{"value":167.3},"metadata":{"version":1,"id":"SPY:99:3","node":"ema","confirmed":true}}""";

    private static readonly Symbol Spy = Symbol.Parse("SPY");

    [Fact]
    public void A_candle_shows_its_start()
    {
        Candle candle = Records.Candle();
        var writer = new EnvelopeWriter("SPY", Spy, TimeFrame.Parse("1s"), "candle(1s)", RecordSchema.Of<Candle>());
        var buffer = new Utf8Buffer();
        writer.Write(buffer, candle.CloseTime, Records.Bytes(candle), 4, 1);
        Assert.Equal(CandleLine + "\n", Encoding.UTF8.GetString(buffer.Written));
    }

    [Fact]
    public void An_indicator_shows_the_time_of_its_cycle()
    {
        var writer = new EnvelopeWriter("SPY", Spy, TimeFrame.Parse("60s"), "ema", RecordSchema.Of<double>());
        var buffer = new Utf8Buffer();
        writer.Write(buffer, Timestamp.Parse("2013-10-07T08:15:00Z"), Records.Bytes(167.3), 99, 3);
        Assert.Equal(IndicatorLine + "\n", Encoding.UTF8.GetString(buffer.Written));
    }

    [Fact]
    public void Names_are_escaped_and_previews_marked()
    {
        var writer = new EnvelopeWriter("my \"log\"", Symbol.Parse("NSE:1"), TimeFrame.None, "ema\\é", RecordSchema.Of<DataGap>());
        var buffer = new Utf8Buffer();
        writer.Write(buffer, new Timestamp(1), Records.Bytes(new DataGap { Expected = 1, Received = 3 }), long.MaxValue, 12, confirmed: false);
        string line = Encoding.UTF8.GetString(buffer.Written);
        Assert.Equal(
            """{"symbol":"NSE:1","timestamp":"1970-01-01T00:00:00.000000001Z","timeframe":"tick","type":"data_gap","data":{"expected":1,"received":3},"metadata":{"version":1,"id":"my \"log\":9223372036854775807:12","node":"ema\\é","confirmed":false}}""" + "\n",
            line);
        Envelope envelope = Envelope.Read(buffer.Written);
        Assert.Equal(("my \"log\":9223372036854775807:12", "ema\\é", false), (envelope.Id, envelope.Node, envelope.Confirmed));
        Assert.Equal(TimeFrame.None, envelope.TimeFrame);
        Assert.True(OutputId.TryParse(envelope.Id, out OutputId id));
        Assert.Equal(new OutputId("my \"log\"", long.MaxValue, 12), id);
    }

    [Fact]
    public void Reads_what_it_wrote()
    {
        Envelope envelope = Envelope.Read(Encoding.UTF8.GetBytes(CandleLine + "\n"));
        Assert.Equal((Spy, "candle", TimeFrame.Parse("1s"), 1), (envelope.Symbol, envelope.Type, envelope.TimeFrame, envelope.Version));
        Assert.Equal(("SPY:4:1", "candle(1s)", true), (envelope.Id, envelope.Node, envelope.Confirmed));
        Assert.Equal(Records.Json(Records.Candle()), Encoding.UTF8.GetString(envelope.Data));
        Assert.Equal(Records.Candle(), envelope.ReadData<Candle>(RecordSchema.Of<Candle>()));
        Assert.Equal(167.3, Envelope.Read(Encoding.UTF8.GetBytes(IndicatorLine)).ReadData<double>(RecordSchema.Of<double>()));
    }

    [Fact]
    public void Unknown_fields_and_another_order_do_not_matter()
    {
        Envelope envelope = Envelope.Read("""
            { "metadata": {"source": {"a": [1]}, "version": 2}, "epoch": [{}], "data": { "value" : 1 }, "type": "indicator",
              "timeframe": "3600s", "timestamp": "2013-10-07T13:30:00+05:30", "symbol": "ES" }
            """u8);
        Assert.Equal(("ES", "2013-10-07T08:00:00Z", "1h", 2), (envelope.Symbol.Name, envelope.Timestamp.ToString(), envelope.TimeFrame.ToString(), envelope.Version));
        Assert.Equal(("", "", true), (envelope.Id, envelope.Node, envelope.Confirmed));
        Assert.Equal("""{ "value" : 1 }""", Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("\"symbol\":\"SPY\",", "", "the message has no 'symbol'")]
    [InlineData("\"timestamp\":\"2013-10-07T08:15:00Z\",", "", "the message has no 'timestamp'")]
    [InlineData("\"timeframe\":\"1m\",", "", "the message has no 'timeframe'")]
    [InlineData("\"type\":\"indicator\",", "", "the message has no 'type'")]
    [InlineData("\"data\":{\"value\":167.3},", "", "the message has no 'data'")]
    [InlineData(",\"metadata\":{\"version\":1,\"id\":\"SPY:99:3\",\"node\":\"ema\",\"confirmed\":true}", "", "the message has no 'metadata'")]
    [InlineData("\"version\":1,", "", "the message has no 'metadata.version'")]
    [InlineData("\"version\":1", "\"version\":0", "'metadata.version' is no version")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "'metadata.version' is no version")]
    [InlineData("\"confirmed\":true", "\"confirmed\":1", "'metadata.confirmed' is neither true nor false")]
    [InlineData("\"symbol\":\"SPY\"", "\"symbol\":\"S Y\"", "'S Y' is not a symbol")]
    [InlineData("\"symbol\":\"SPY\"", "\"symbol\":5", "'symbol' is a JSON Number: write a string")]
    [InlineData("\"symbol\":\"SPY\"", "\"symbol\":\"SPY\",\"symbol\":\"SPY\"", "'symbol' is there twice")]
    [InlineData("08:15:00Z", "08:15:00", "'2013-10-07T08:15:00' has no time zone")]
    [InlineData("\"1m\"", "\"1x\"", "'1x' is not a time frame")]
    [InlineData("{\"value\":167.3}", "[1]", "'data' is a JSON StartArray: write an object")]
    [InlineData("167.3", "NaN", "the message is not JSON (at byte")]
    [InlineData("}}", "}}x", "the message is not JSON")]
    [InlineData("}}", "}", "the message is not JSON")]
    public void Says_what_is_wrong(string from, string to, string message)
    {
        byte[] line = Encoding.UTF8.GetBytes(IndicatorLine.Replace(from, to, StringComparison.Ordinal));
        string actual = Assert.Throws<FormatException>(() => _ = Envelope.Read(line).Type).Message;
        Assert.Contains(message, actual, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void Anything_else_is_refused(string line) =>
        Assert.Throws<FormatException>(() => _ = Envelope.Read(Encoding.UTF8.GetBytes(line)).Type);

    [Fact]
    public void Data_of_another_type_or_version_are_refused()
    {
        byte[] line = Encoding.UTF8.GetBytes(CandleLine);
        string message = Assert.Throws<FormatException>(() => Envelope.Read(line).ReadData<Tick>(RecordSchema.Of<Tick>())).Message;
        Assert.Equal("the message is a 'candle' of version 1: expected a 'tick' of version 1", message);
        byte[] newer = Encoding.UTF8.GetBytes(CandleLine.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
        Assert.Throws<FormatException>(() => Envelope.Read(newer).ReadData<Candle>(RecordSchema.Of<Candle>()));
        Assert.Throws<ArgumentException>(() => Envelope.Read(line).ReadData<Tick>(RecordSchema.Of<Candle>()));
    }

    [Theory]
    [InlineData("SPY:4:1", "SPY", 4, 1)]
    [InlineData("NSE:99926000:12:3", "NSE:99926000", 12, 3)]
    public void Ids_are_read_from_the_right(string text, string log, long sequence, long index)
    {
        Assert.True(OutputId.TryParse(text, out OutputId id));
        Assert.Equal(new OutputId(log, sequence, index), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SPY")]
    [InlineData("SPY:1")]
    [InlineData(":1:1")]
    [InlineData("SPY:x:1")]
    [InlineData("SPY:1:")]
    [InlineData("SPY:-1:1")]
    [InlineData("SPY:1:99999999999999999999")]
    public void Other_ids_are_refused(string? text) => Assert.False(OutputId.TryParse(text, out _));
}
