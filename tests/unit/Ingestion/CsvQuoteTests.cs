using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Quotes, and candles of one side of them.</summary>
public class CsvQuoteTests
{
    private const string Quotes = "timestamp,bid,bid_size,ask,ask_size\n";
    private const string QuoteCandles = "timestamp,bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,ask_close,ask_size\n";
    private const string Time = "2024-03-04T14:30:00Z";

    private static IEnumerable<string> Read(string text, CsvOptions? options = null) => Csv.Read(text, options: options).Select(e => Csv.Describe(e));

    [Theory]
    [InlineData(Quotes + Time + ",10.25,300,10.26,100\n", "10.25 300 10.26 100")]
    [InlineData("ask,timestamp,other,bid\n10.26," + Time + ",x,10.25\n", "10.25 0 10.26 0")]
    [InlineData(Quotes + Time + ",,,10.26,100\n", "0 0 10.26 100")]
    [InlineData(Quotes + Time + ",10.25,,,\n", "10.25 0 0 0")]
    [InlineData(Quotes + Time + ",10.27,1,10.26,1\n", "10.27 1 10.26 1")]
    [InlineData(Quotes + Time + ",-37.63,1,-37.00,1\n", "-37.63 1 -37 1")]
    public void Rows(string text, string quote) => Assert.Equal([$"quote 0 0 {Time} {quote}"], Read(text));

    [Theory]
    [InlineData(Time + ",x,1,2,1", "SYM_1m.csv:2:22: value 'x' of column 'bid' is not a number")]
    [InlineData(Time + ",1,1,2.123456789,1", "SYM_1m.csv:2:26: value '2.123456789' of column 'ask' has more than 8 decimals")]
    [InlineData(Time + ",1,-1,2,1", "SYM_1m.csv:2:24: value '-1' of column 'bid_size' is negative")]
    [InlineData(Time + ",1,1,2,NaN", "SYM_1m.csv:2:28: value 'NaN' of column 'ask_size' is not a number")]
    [InlineData("2024-03-04T14:30:00,1,1,2,1", "SYM_1m.csv:2:1: value '2024-03-04T14:30:00' of column 'timestamp' has no time zone")]
    [InlineData(Time + ",1,1,2", "SYM_1m.csv:2: has 4 fields, the header has 5")]
    public void Refused(string row, string saying) => Assert.StartsWith(saying, Csv.Refusal(Quotes + row + "\n"), StringComparison.Ordinal);

    [Fact]
    public void Columns_are_mapped_and_rows_filtered()
    {
        CsvOptions options = new()
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["bid"] = "b", ["ask"] = "a" },
            Where = [new CsvFilter("x", "Q")],
        };
        Assert.Equal([$"quote 0 0 {Time} 1 0 2 0"], Read("timestamp,b,a,x\n" + Time + ",1,2,Q\n" + Time + ",1,3,P\n", options));
    }

    [Fact]
    public void Trades_with_their_quotes_are_trades()
    {
        const string Rows = "timestamp,price,size,bid,ask,conditions\n" + Time + ",5,1,4,6,@ I\n" + Time + ",5,1,,,\n" + Time + ",5,1,,6,\n";
        Assert.Equal([$"tick 0 1 {Time} 5 1 Unknown 0 0", $"tick 0 0 {Time} 5 1 Unknown 0 0", $"tick 0 1 {Time} 5 1 Unknown 0 0"], Read(Rows));
        Assert.Equal(["4 6 '@ I'", "0 6 ''"], Csv.Read(Rows).Where(e => e.Flags != 0).Select(e => $"{e.QuotedTick.Bid} {e.QuotedTick.Ask} '{e.QuotedTick.Conditions}'"));
    }

    [Theory]
    [InlineData(CandleSource.Bid, "1 3 0.5 2")]
    [InlineData(CandleSource.Ask, "4 6 4 5")]
    public void Candles_of_one_side_have_no_volume_and_are_missing_where_the_side_is(CandleSource from, string prices)
    {
        const string Text = QuoteCandles + Time + ",1,3,0.5,2,33.35399601000002,4,6,4,5,7\n2024-03-04T14:31:00Z,,,,,,,,,,\n";
        Assert.Equal([$"candle 0 0 2024-03-04T14:31:00Z 1m {Time} 2024-03-04T14:31:00Z {prices} 0 -1 None"], Read(Text, new CsvOptions { CandlesFrom = from }));
    }

    [Theory]
    [InlineData(CandleSource.Trade, "SYM_1m.csv:1: holds candles of quotes, not of trades; choose a side")]
    [InlineData(CandleSource.Mid, "SYM_1m.csv:1: holds candles of bids and of asks, from which those between them cannot be made")]
    public void Candles_of_quotes_need_a_side(CandleSource from, string saying) =>
        Assert.StartsWith(saying, Csv.Refusal(QuoteCandles, options: new CsvOptions { CandlesFrom = from }), StringComparison.Ordinal);

    [Theory]
    [InlineData("partial", CandleFlags.Partial)]
    [InlineData("incomplete|truncated", CandleFlags.Incomplete | CandleFlags.Truncated)]
    [InlineData("", CandleFlags.None)]
    public void Flags_of_candles(string text, CandleFlags flags) =>
        Assert.Equal(flags, Csv.Read("timestamp,open,high,low,close,volume,flags\n" + Time + ",1,1,1,1,1," + text + "\n").Single().Candle.Flags);

    [Fact]
    public void Candles_without_a_trade_are_left_out_and_unknown_flags_refused()
    {
        const string Header = "timestamp,open,high,low,close,volume,flags\n";
        Assert.Empty(Csv.Read(Header + Time + ",1,1,1,1,0,synthetic\n"));
        Assert.StartsWith("SYM_1m.csv:2:32: value 'whole' of column 'flags' is not a list of incomplete", Csv.Refusal(Header + Time + ",1,1,1,1,1,whole\n"), StringComparison.Ordinal);
    }
}
