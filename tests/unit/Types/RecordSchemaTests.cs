using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Types;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Types;

public sealed class RecordSchemaTests
{
    public static TheoryData<string> MessageNames => [.. MessageCatalogue.Messages().Select(schema => schema.Name)];

    [Fact]
    public void Finds_the_fields_of_a_candle()
    {
        RecordSchema schema = RecordSchema.Of<Candle>();
        Assert.Equal(("candle", 1, 80), (schema.Name, schema.Version, schema.Size));
        Assert.Equal(
            "start Timestamp 0, close_time Timestamp 8, open Price 16, high Price 24, low Price 32, close Price 40, volume QuantitySum 48, trades Long 64, flags Flags 72",
            string.Join(", ", schema.Fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} {field.Kind} {field.Offset}"))));
        Assert.Equal("start", schema.EnvelopeField?.Name);
        Assert.Equal(schema.Fields.Length - 1, schema.DataFields.Length);
        Assert.Equal("trades", Assert.Single(schema.Fields, field => field.Nullable).Name);
        Assert.Equal(["incomplete", "truncated", "synthetic", "partial", "rolled"], schema.Find("flags")!.Names);
        Assert.Null(schema.Find("Open"));
    }

    [Fact]
    public void A_number_is_one_field_named_value()
    {
        RecordSchema schema = RecordSchema.Of<double>();
        Assert.Equal(("indicator", 1, 8), (schema.Name, schema.Version, schema.Size));
        Assert.Equal("""{"value":167.3}""", Records.Json(167.3));
        Assert.Equal("""{"value":167.3}""", Records.Json(Price.Parse("167.3")));
    }

    [Fact]
    public void Offsets_are_where_the_compiler_put_the_fields()
    {
        var swing = new SwingPoint();
        foreach (RecordField field in RecordSchema.Of<SwingPoint>().Fields)
        {
            MemoryMarshal.AsBytes(new Span<SwingPoint>(ref swing))[field.Offset] = (byte)(field.Offset + 1);
        }

        Assert.Equal(
            (1, 9, 17, 25, 33, 41, 49, 57, 65),
            (swing.ObjectId, (long)swing.Kind, swing.Price.Raw, swing.BarIndex, swing.BarTime.Nanoseconds, swing.ConfirmedIndex,
                swing.ConfirmedTime.Nanoseconds, swing.Strength, BitConverter.DoubleToInt64Bits(swing.Score)));
    }

    [Theory]
    [InlineData(typeof(WithInt), "field 'Count' of 'WithInt' is a Int32: use double, long")]
    [InlineData(typeof(WithString), "field 'Name' of 'WithString' is a String")]
    [InlineData(typeof(WithPrivate), "field '_hidden' of 'WithPrivate' is not public")]
    [InlineData(typeof(WithPadding), "takes 24 bytes for 16 bytes of fields")]
    [InlineData(typeof(Overlaid), "has no sequential layout")]
    [InlineData(typeof(Empty), "has no fields")]
    [InlineData(typeof(WithGap), "enum 'Gappy' leaves out a value")]
    [InlineData(typeof(WithSmallEnum), "is a DayOfWeek")]
    [InlineData(typeof(WithNaNSentinel), "cannot be null when")]
    [InlineData(typeof(Doubled), "two fields that are written as 'bar_time'")]
    [InlineData(typeof(string), "'String' is not a record")]
    [InlineData(typeof(int), "'Int32' is not a record")]
    [InlineData(typeof(SwingPointHolder), "is a SwingPoint")]
    [InlineData(typeof(WithLatePart), "'Part' of 'WithLatePart' is the part that comes first")]
    [InlineData(typeof(WithFirmRest), "field 'More' of 'WithFirmRest' may be left out: say what it is then with NullWhen")]
    public void Refuses_what_cannot_be_copied_as_bytes(Type type, string message)
    {
        string actual = Assert.Throws<InvalidOperationException>(() => RecordSchema.Of(type)).Message;
        Assert.Contains(message, actual, StringComparison.Ordinal);
    }

    /// <summary>The whole begins with the bytes of its part, and a line of the part alone is one of the same message.</summary>
    [Fact]
    public void A_message_may_have_a_part_and_the_rest_be_left_out()
    {
        RecordSchema whole = RecordSchema.Of<FlowCandle>(), part = RecordSchema.Of<Candle>();
        Assert.Equal((part.Name, part.Version, part.Doc), (whole.Name, whole.Version, whole.Doc));
        Assert.Equal(part.Fields.Select(f => (f.Name, f.Offset)), whole.Fields.Where(f => !f.IsOptional).Select(f => (f.Name, f.Offset)));
        Assert.Equal(["buy_volume", "sell_volume", "neutral_volume", "notional", "vwap"], whole.Fields.Where(f => f.IsOptional).Select(f => f.Name));

        string line = Records.Json(Records.Candle());
        FlowCandle read = Records.Read<FlowCandle>(line);
        Assert.Equal((QuantitySum.MinValue, QuantitySum.MinValue, new Price(long.MinValue)), (read.BuyVolume, read.Notional, read.Vwap));
        Assert.Equal(line[..^1] + ",\"buy_volume\":null,\"sell_volume\":null,\"neutral_volume\":null,\"notional\":null,\"vwap\":null}", Records.Json(read));
        Assert.Equal(line, Records.Json(Records.Read<Candle>(Records.Json(read))));

        QuotedTick tick = Records.Read<QuotedTick>("""{"price":1.5,"size":2,"bid":1,"conditions":"@ FI"}""");
        Assert.Equal("""{"price":1.5,"size":2,"side":null,"trade_id":null,"sequence":null,"bid":1,"ask":null,"conditions":"@ FI"}""", Records.Json(tick));
    }

    [Theory]
    [InlineData("100", "100.25", "0.25", "\"normal\"")]
    [InlineData("100", "100", "0", "\"locked\"")]
    [InlineData("100.25", "100", "-0.25", "\"crossed\"")]
    [InlineData("0", "100", "null", "null")]
    [InlineData("100", "0", "null", "null")]
    [InlineData("-92233720368", "92233720368", "null", "\"normal\"")]
    public void A_quote_says_how_its_sides_lie(string bid, string ask, string spread, string mark)
    {
        Quote quote = new() { Bid = Price.Parse(bid), Ask = Price.Parse(ask) };
        Assert.EndsWith($",\"spread\":{spread},\"mark\":{mark}}}", Records.Json(MarkedQuote.Of(in quote)), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_of_every_message_as_written_by_hand()
    {
        Assert.Equal(
            """{"close_time":"2013-10-07T08:00:01Z","open":167.41,"high":167.41,"low":167.41,"close":167.41,"volume":1600,"trades":3,"flags":[]}""",
            Records.Json(Records.Candle()));
        Assert.Equal(
            """{"price":0.00000001,"size":5,"side":"sell","trade_id":12,"sequence":null}""",
            Records.Json(new Tick { Price = new Price(1), Size = Quantity.Parse("5"), Side = AggressorSide.Sell, TradeId = 12 }));
        Assert.Equal(
            """{"price":-1.5,"size":0,"side":null,"trade_id":null,"sequence":-1}""",
            Records.Json(new Tick { Price = Price.Parse("-1.5"), Sequence = -1 }));
        Assert.Equal(
            """{"bid":1.1,"bid_size":2,"ask":1.2,"ask_size":3}""",
            Records.Json(new Quote { Bid = Price.Parse("1.1"), BidSize = Quantity.Parse("2"), Ask = Price.Parse("1.2"), AskSize = Quantity.Parse("3") }));
        Assert.Equal(
            """{"object_id":7,"kind":"higher_high","price":168.25,"bar_index":40,"bar_time":"2013-10-07T09:00:00Z","confirmed_index":42,"confirmed_time":"2013-10-07T09:03:00Z","strength":2,"score":0.75}""",
            Records.Json(Records.SwingPoint()));
        Assert.Equal(
            """{"bar_time":"1970-01-01T00:00:00Z","buy":3,"sell":4.5,"neutral":0,"delta":-1.5,"by_venue":0,"by_quote":0,"by_tick":7.5}""",
            Records.Json(new DeltaVolume { Buy = Quantity.Parse("3"), Sell = Quantity.Parse("4.5"), Delta = Quantity.Parse("-1.5"), ByTick = Quantity.Parse("7.5") }));
        Assert.Equal(
            """{"bar_time":"1970-01-01T00:00:00Z","state":"final","row_size":0.5,"point_of_control":10,"point_of_control_volume":92233720368.54775808,"value_area_low":9.5,"value_area_high":10.5,"value_area_volume":1,"value_area_method":"single_row","volume":184467440737.09551616,"low":9,"high":11,"levels":3,"bins":[],"high_volume_nodes":[],"low_volume_nodes":[]}""",
            Records.Json(new VolumeProfile
            {
                State = ProfileState.Final,
                RowSize = Price.Parse("0.5"),
                ValueAreaLow = Price.Parse("9.5"),
                ValueAreaHigh = Price.Parse("10.5"),
                ValueAreaVolume = Quantity.Parse("1"),
                ValueAreaMethod = ValueAreaMethod.SingleRow,
                PointOfControl = Price.Parse("10"),
                PointOfControlVolume = QuantitySum.Parse("92233720368.54775808"),
                Volume = QuantitySum.Parse("184467440737.09551616"),
                Low = Price.Parse("9"),
                High = Price.Parse("11"),
                Levels = 3,
            }));
        Assert.Equal("""{"expected":5,"received":9}""", Records.Json(new DataGap { Expected = 5, Received = 9 }));
        Assert.Equal(
            """{"price":2,"size":1,"newest_time":"1970-01-01T00:00:00.000000001Z"}""",
            Records.Json(new LateTick { Price = Price.Parse("2"), Size = Quantity.Parse("1"), NewestTime = new Timestamp(1) }));
        Assert.Equal("""{"error":"a \"b\"\n\u0001é"}""", Records.Json(new NodeError { Error = Text64.From("a \"b\"\n\u0001é") }));
    }

    [Fact]
    public void What_is_undefined_is_null()
    {
        foreach (double undefined in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Equal("""{"value":null}""", Records.Json(undefined));
        Candle candle = Records.Candle() with { Trades = -1, Flags = CandleFlags.Incomplete | CandleFlags.Partial };
        Assert.EndsWith(""","trades":null,"flags":["incomplete","partial"]}""", Records.Json(candle), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_a_name_is_an_error()
    {
        Assert.Contains("field 'kind' holds 99", Assert.Throws<InvalidOperationException>(
            () => Records.Json(Records.SwingPoint() with { Kind = (SwingKind)99 })).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Records.Json(Records.SwingPoint() with { Kind = (SwingKind)(-1) }));
        Assert.Throws<InvalidOperationException>(() => Records.Json(Records.Candle() with { Flags = (CandleFlags)32 }));
        Assert.Throws<InvalidOperationException>(() => Records.Json(Records.Candle() with { Flags = (CandleFlags)(-1) }));
    }

    [Fact]
    public void Cells_are_the_same_values_without_quotes()
    {
        Candle candle = Records.Candle() with { Trades = -1, Flags = CandleFlags.Truncated | CandleFlags.Synthetic };
        Assert.Equal("2013-10-07T08:00:00Z,2013-10-07T08:00:01Z,167.41,167.41,167.41,167.41,1600,,truncated|synthetic", Records.Cells(candle));
        Assert.Equal("7,higher_high,168.25,40,2013-10-07T09:00:00Z,42,2013-10-07T09:03:00Z,2,", Records.Cells(Records.SwingPoint() with { Score = double.NaN }));
        Assert.Equal("\"a,\"\"b\"\"\"", Records.Cells(new NodeError { Error = Text64.From("a,\"b\"") }));
        Assert.Equal("plain", Records.Cells(new NodeError { Error = Text64.From("plain") }));
    }

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void Every_message_survives_json_byte_for_byte(string name)
    {
        RecordSchema schema = MessageCatalogue.Messages().Single(message => message.Name == name);
        var random = new Random(1);
        var buffer = new Utf8Buffer();
        byte[] record = new byte[schema.Size], back = new byte[schema.MaxSize];
        for (int i = 0; i < 5_000; i++)
        {
            Records.Fill(schema, record, random);
            buffer.Clear();
            schema.WriteJson(record, buffer);
            record.CopyTo(back.AsSpan());
            foreach (RecordField field in schema.DataFields) back.AsSpan(field.Offset, field.Size).Fill(0xAA);
            var reader = new System.Text.Json.Utf8JsonReader(buffer.Written);
            Assert.Equal(schema.Size, schema.ReadJson(ref reader, back));
            Assert.True(record.AsSpan().SequenceEqual(back.AsSpan(0, schema.Size)), Encoding.UTF8.GetString(buffer.Written));
        }
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        RecordSchema schema = RecordSchema.Of<Candle>();
        var writer = new EnvelopeWriter("SPY", Symbol.Parse("SPY"), TimeFrame.Parse("1s"), "candle(1s)", schema);
        Candle candle = Records.Candle();
        var buffer = new Utf8Buffer();
        writer.Write(buffer, candle.CloseTime, Records.Bytes(candle), 1, 1);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                buffer.Clear();
                writer.Write(buffer, candle.CloseTime, Records.Bytes(candle), i, 1);
                foreach (RecordField field in schema.Fields) schema.WriteCell(field, Records.Bytes(candle), buffer);
                buffer.Write(i / 3.0);
            }
        }));
    }

#pragma warning disable CS0649, CS0169, IDE0044, IDE0051 // Shapes to be refused; nobody writes their fields.
    private struct WithInt
    {
        public int Count;
    }

    private struct WithString
    {
        public string Name;
    }

    private struct WithPrivate
    {
        public long Shown;
        private long _hidden;
    }

    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct WithPadding
    {
        public long A, B;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Overlaid
    {
        [FieldOffset(0)]
        public long A;

        [FieldOffset(0)]
        public double B;
    }

    private struct Empty;

    private enum Gappy : long
    {
        One = 1,
        Three = 3,
    }

    [PartOf(typeof(WithLatePart))]
    private struct LatePart
    {
        public long Number;
    }

    private struct WithLatePart
    {
        public long More;
        public LatePart Part;
    }

    [PartOf(typeof(WithFirmRest))]
    private struct FirmPart
    {
        public long Number;
    }

    private struct WithFirmRest
    {
        public FirmPart Part;
        public long More;
    }

    private struct WithGap
    {
        public Gappy Kind;
    }

    private struct WithSmallEnum
    {
        public DayOfWeek Day;
    }

    private struct WithNaNSentinel
    {
        [Field("", NullWhen = 0L)]
        public double Value;
    }

    private struct Doubled
    {
        public long BarTime, bar_time;
    }

    private struct SwingPointHolder
    {
        public SwingPoint Inner;
    }
#pragma warning restore CS0649, CS0169, IDE0044, IDE0051
}
