using System.Text;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Headers, mappings, filters, symbols.</summary>
public class CsvHeaderTests
{
    private const string Row = "2013-10-07T08:00:00Z,1,2\n";

    private static CsvOptions Map(params (string Column, string Name)[] columns) =>
        new() { Columns = columns.ToDictionary(c => c.Column, c => c.Name, StringComparer.Ordinal) };

    [Fact]
    public void Wrong_header() =>
        Assert.Equal(
            "q.csv:1: for ticks the header lacks price, size; for quotes ask; for candles open, high, low, close, volume; " +
            "found timestamp, bid, offer; map other names in the pipeline with csv: {columns: {price: last_price}}",
            Csv.Refusal("timestamp,bid,offer\n", "q.csv"));

    [Fact]
    public void Rows_without_header_are_a_wrong_header() =>
        Assert.Contains("found 2013-10-07T08:00:00Z, 1, 2;", Csv.Refusal(Row), StringComparison.Ordinal);

    [Fact]
    public void Other_separators_are_a_wrong_header() =>
        Assert.Contains("found timestamp;price;size;", Csv.Refusal("timestamp;price;size\n"), StringComparison.Ordinal);

    [Fact]
    public void Names_in_any_case_any_order_with_spaces_and_quotes()
    {
        List<InputEvent> ticks = Csv.Read("SIZE, \"junk\",Price ,\"Timestamp\"\n2,x,1,2013-10-07T08:00:00Z\n".Replace(" \"junk\"", "junk", StringComparison.Ordinal));
        Assert.Equal("tick 0 0 2013-10-07T08:00:00Z 1 2 Unknown 0 0", Csv.Describe(ticks[0]));
    }

    [Fact]
    public void Mapped_names()
    {
        List<InputEvent> ticks = Csv.Read("ts,px,price,qty\n2013-10-07T08:00:00Z,1,9,2\n", options: Map(("timestamp", "ts"), ("price", "px"), ("size", "qty")));
        Assert.Equal("tick 0 0 2013-10-07T08:00:00Z 1 2 Unknown 0 0", Csv.Describe(ticks[0]));
    }

    [Fact]
    public void A_column_can_be_mapped_away() =>
        Assert.Equal(0, Csv.Read($"trade_id,{Csv.Ticks}not-a-number,{Row}", options: Map(("trade_id", "")))[0].Tick.TradeId);

    [Fact]
    public void Mapping_of_an_unknown_column() =>
        Assert.Equal(
            "columns: 'prise' is not a column that is read; those are timestamp, symbol, price, size, side, trade_id, sequence, bid, bid_size, ask, ask_size, open, high, low, close, volume, trades, close_time, timeframe, flags, conditions",
            Csv.Refusal(Csv.Ticks, options: Map(("prise", "px"))));

    [Fact]
    public void Mapping_to_a_name_that_is_not_there() =>
        Assert.Equal(
            "SYM_1m.csv:1: has no column 'px', to which 'price' is mapped; found timestamp, price, size",
            Csv.Refusal(Csv.Ticks, options: Map(("price", "px"))));

    [Fact]
    public void A_column_that_is_there_twice() =>
        Assert.Equal("SYM_1m.csv:1:22: column 'price' is there twice; rename one of them", Csv.Refusal("timestamp,price,size,Price\n"));

    [Fact]
    public void Ticks_and_candles_at_once() =>
        Assert.Equal(
            "SYM_1m.csv:1: could be ticks or candles; leave one out with csv: {columns: {price: \"\"}} or {open: \"\"}",
            Csv.Refusal("timestamp,price,size,open,high,low,close,volume\n"));

    [Fact]
    public void Empty_and_header_only()
    {
        Assert.Equal("SYM_1m.csv: is empty; a header such as timestamp,price,size was expected", Csv.Refusal(""));
        Assert.Equal("SYM_1m.csv: is empty; a header such as timestamp,price,size was expected", Csv.Refusal("\r\n\n"));
        Assert.Equal("SYM_1m.csv: is empty; a header such as timestamp,price,size was expected", Csv.Refusal(Csv.Gzip("")));
        foreach (string text in new[] { "timestamp,price,size", Csv.Ticks, Csv.Candles + "\n\n" })
        {
            using CsvFile file = Csv.Open(text);
            Assert.Empty(file.Warnings);
            Assert.Empty(Csv.Drain(file));
            Assert.Equal(["SYM_1m.csv: has a header but no rows"], file.Warnings);
        }
    }

    [Fact]
    public void Byte_order_mark_is_skipped() =>
        Assert.Single(Csv.Read("\uFEFF" + Csv.Ticks + Row));

    [Fact]
    public void Files_of_other_formats()
    {
        Assert.Equal("a.csv: is UTF-16; save it as UTF-8", Csv.Refusal([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Csv.Ticks)], "a.csv"));
        Assert.Equal("a.csv: is compressed by gzip twice; decompress it once", Csv.Refusal(Csv.Gzip(Csv.Gzip(Csv.Ticks)), "a.csv"));
        Assert.StartsWith("a.csv: is a zip archive", Csv.Refusal("PK\u0003\u0004..."u8.ToArray(), "a.csv"), StringComparison.Ordinal);
        Assert.StartsWith("a.csv: is compressed by bzip2", Csv.Refusal("BZh91AY"u8.ToArray(), "a.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_columns() =>
        Assert.Equal("SYM_1m.csv:1: has more than 4096 fields", Csv.Refusal(new string(',', 5000) + "\n"));

    [Fact]
    public void Filters_keep_rows_with_exactly_these_values()
    {
        var options = new CsvOptions { Where = [new("exchange", "P"), new("Suspicious", "0")] };
        using CsvFile file = Csv.Open(
            "timestamp,price,size,exchange,suspicious\n" +
            "2013-10-07T08:00:00Z,1,1,P,0\nnot even a time,1,2,PP,0\n2013-10-07T08:00:00Z,1,3,\"P\",0\n2013-10-07T08:00:00Z,1,4,P,1\n", options: options);
        Assert.Equal([1d, 3d], Csv.Drain(file).Select(e => e.Tick.Size.ToDouble()));
        Assert.Equal((4, 2), (file.Progress.Rows, file.Progress.Filtered));
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Filter_that_nothing_passes_and_filter_on_nothing()
    {
        using CsvFile file = Csv.Open(Csv.Ticks + Row, options: new CsvOptions { Where = [new("price", "2")] });
        Assert.Empty(Csv.Drain(file));
        Assert.Equal(["SYM_1m.csv: none of its 1 rows passes the filter"], file.Warnings);
        Assert.Equal(
            "SYM_1m.csv:1: has no column 'venue' to filter by; found timestamp, price, size",
            Csv.Refusal(Csv.Ticks + Row, options: new CsvOptions { Where = [new("venue", "2")] }));
    }

    [Theory]
    [InlineData("ES_trades_20131007.csv.gz", "ES")]
    [InlineData("dir_1/NQ.csv", "NQ")]
    [InlineData("BTC-USD", "BTC-USD")]
    public void Symbol_from_the_name(string name, string symbol)
    {
        var symbols = new SymbolTable();
        using CsvFile file = CsvFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(Csv.Ticks + Row)), name, symbols);
        Assert.Equal(symbol, symbols[Csv.Drain(file)[0].Symbol].ToString());
    }

    [Theory]
    [InlineData("-")]
    [InlineData("_x.csv")]
    [InlineData(@"..\..\x.csv")]
    [InlineData("dir/")]
    public void Symbol_that_nobody_states(string name) =>
        Assert.Equal(
            $"{name}: the file has no column 'symbol' and its name does not begin with one; give it as SYM={name}",
            Csv.Refusal(Csv.Ticks + Row, name));

    [Fact]
    public void Symbol_from_the_caller_then_the_column()
    {
        const string text = "timestamp,price,size,symbol\n2013-10-07T08:00:00Z,1,1,A\n2013-10-07T08:00:00Z,1,1,A\n2013-10-07T08:00:00Z,1,1,NQ\n2013-10-07T08:00:00Z,1,1,A\n";
        foreach (Symbol? given in new Symbol?[] { null, Symbol.Parse("ES") })
        {
            var symbols = new SymbolTable();
            using CsvFile file = CsvFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "-", symbols, given);
            string[] names = [.. Csv.Drain(file).Select(e => symbols[e.Symbol].ToString())];
            Assert.Equal(given is null ? ["A", "A", "NQ", "A"] : ["ES", "ES", "ES", "ES"], names);
        }
    }

    [Fact]
    public void Sides_ids_and_sequences()
    {
        List<InputEvent> ticks = Csv.Read(
            "timestamp,price,size,side,trade_id,sequence\n2013-10-07T08:00:00Z,1,1,buy,7,8\n2013-10-07T08:00:00Z,1,1,S,,\n2013-10-07T08:00:00Z,1,1,,9223372036854775807,0\n");
        Csv.AssertSame(
            ["Buy 7 8", "Sell 0 0", "Unknown 9223372036854775807 0"],
            ticks.Select(t => $"{t.Tick.Side} {t.Tick.TradeId} {t.Tick.Sequence}"));
    }

    [Fact]
    public void Assumed_offset_applies_only_to_times_without_zone()
    {
        List<InputEvent> ticks = Csv.Read(
            $"{Csv.Ticks}2013-10-07T08:00:00.123,1,1\n2013-10-07T08:00:00.123Z,1,1\n2013-10-07T08:00:00.123,1,1\n2013-10-07T08:00:00.123+01:00,1,1\n",
            options: new CsvOptions { AssumedOffset = TimeSpan.FromHours(-5) });
        Csv.AssertSame(
            ["2013-10-07T13:00:00.123Z", "2013-10-07T08:00:00.123Z", "2013-10-07T13:00:00.123Z", "2013-10-07T07:00:00.123Z"],
            ticks.Select(t => t.Time.ToString()));
    }

    [Fact]
    public void Ticks_may_be_out_of_order_and_equal() =>
        Assert.Equal(3, Csv.Read($"{Csv.Ticks}2013-10-07T08:00:01Z,1,1\n2013-10-07T08:00:00Z,1,1\n2013-10-07T08:00:00Z,1,1\n").Count);
}
