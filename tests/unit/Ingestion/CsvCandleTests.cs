using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Candles: their times, frames, prices and order.</summary>
public class CsvCandleTests
{
    private const string Row = "2013-10-07T08:00:00Z,10,12,9,11,5\n";

    [Fact]
    public void A_candle_is_an_event_at_its_close()
    {
        InputEvent candle = Assert.Single(Csv.Read(Csv.Candles + Row));
        Assert.Equal(
            "candle 0 0 2013-10-07T08:01:00Z 1m 2013-10-07T08:00:00Z 2013-10-07T08:01:00Z 10 12 9 11 5 -1 None",
            Csv.Describe(candle));
    }

    [Theory]
    [InlineData("13,12,9,11,5", 22, "13", "open", "lies outside of the candle's range, 9 to 12")]
    [InlineData("8,12,9,11,5", 22, "8", "open", "lies outside of the candle's range, 9 to 12")]
    [InlineData("10,12,9,12.5,5", 30, "12.5", "close", "lies outside of the candle's range, 9 to 12")]
    [InlineData("10,12,9,8.99999999,5", 30, "8.99999999", "close", "lies outside of the candle's range, 9 to 12")]
    [InlineData("10,9,12,11,5", 25, "9", "high", "is below the low, 12")]
    [InlineData("10,12,9,11,-5", 33, "-5", "volume", "is negative; sizes and volumes start at 0")]
    [InlineData("10,12,9,11,", 33, "", "volume", "is empty; every row needs one")]
    [InlineData("10,,9,11,5", 25, "", "high", "is empty; every row needs one")]
    public void Impossible_candles(string values, int position, string value, string column, string problem) =>
        Assert.Equal(
            $"SYM_1m.csv:2:{position}: value '{value}' of column '{column}' {problem}",
            Csv.Refusal($"{Csv.Candles}2013-10-07T08:00:00Z,{values}\n"));

    [Theory]
    [InlineData("2013-10-07T08:00:00Z", "is there twice; the candle before begins then too, on line 2")]
    [InlineData("2013-10-07T09:00:00+01:00", "is there twice; the candle before begins then too, on line 2")]
    [InlineData("2013-10-07T07:59:00Z", "is before the candle on line 2, which begins at 2013-10-07T08:00:00Z; sort the file by time")]
    [InlineData("2013-10-07T08:00:30Z", "is inside of the candle on line 2, which ends at 2013-10-07T08:01:00Z; candles of 1m must not overlap")]
    public void Order(string time, string problem) =>
        Assert.Equal(
            $"SYM_1m.csv:3:1: value '{time}' of column 'timestamp' {problem}",
            Csv.Refusal($"{Csv.Candles}{Row}{time},10,12,9,11,5\n"));

    [Fact]
    public void Order_is_per_symbol_and_time_frame() =>
        Assert.Equal(5, Csv.Read(
            "symbol,timeframe,timestamp,open,high,low,close,volume\n" +
            $"B,1m,{Row}A,1m,{Row}A,5m,{Row}A,1m,2013-10-07T08:01:00Z,10,12,9,11,5\nB,1m,2013-10-07T08:05:00Z,10,12,9,11,5\n").Count);

    [Theory]
    [InlineData("SYM_5m_trade_20131007.csv", "5m")]
    [InlineData("x_y/SYM_1h.csv.gz", "1h")]
    [InlineData("BTCUSD_coinbase_1d_trade.csv", "1d")]
    [InlineData("SYM.1s.csv", "1s")]
    public void Time_frame_from_the_name(string name, string frame) =>
        Assert.Equal(frame, Csv.Read(Csv.Candles + Row, name)[0].TimeFrame.ToString());

    [Theory]
    [InlineData("08:01:00", "1m")]
    [InlineData("08:01:30", "90s")]
    [InlineData("09:00:00", "1h")]
    public void Time_frame_from_the_first_close_time(string close, string frame)
    {
        string text = $"close_time,{Csv.Candles}2013-10-07T{close}Z,{Row}";
        Assert.Equal(frame, Csv.Read(text, "SYM_5m.csv")[0].TimeFrame.ToString());
    }

    [Theory]
    [InlineData("2013-10-08", "1d")]
    [InlineData("2013-10-10", "3d")]
    [InlineData("2013-10-14", "1w")]
    public void Whole_days_are_days(string close, string frame) =>
        Assert.Equal(frame, Csv.Read($"close_time,{Csv.Candles}{close}T08:00:00Z,{Row}", "SYM.csv")[0].TimeFrame.ToString());

    [Fact]
    public void Column_beats_option_and_option_beats_name()
    {
        var options = new CsvOptions { TimeFrame = TimeFrame.Parse("15m") };
        Assert.Equal("15m", Csv.Read(Csv.Candles + Row, "SYM_1m.csv", options)[0].TimeFrame.ToString());
        Assert.Equal("5m", Csv.Read($"timeframe,{Csv.Candles}5m,{Row}", "SYM_1m.csv", options)[0].TimeFrame.ToString());
    }

    [Fact]
    public void Time_frame_that_nobody_states() =>
        Assert.Equal(
            "dir/SYM.csv: does not say the candles' time frame; state it in the pipeline with csv: {timeframe: 1m}, add a column 'timeframe' or 'close_time', or put it into the file's name: SYM_1m_trade.csv",
            Csv.Refusal(Csv.Candles + Row, "dir/SYM.csv"));

    [Fact]
    public void Invalid_time_frame() =>
        Assert.Equal(
            "SYM_1m.csv:2:1: value '1min' of column 'timeframe' is not a time frame; write a whole number and s, m, h, d or w, such as 5m",
            Csv.Refusal($"timeframe,{Csv.Candles}1min,{Row}"));

    [Theory]
    [InlineData("2013-10-07T08:00:00Z", "is not after the candle's start, 2013-10-07T08:00:00Z")]
    [InlineData("2013-10-07T08:00:59.999Z", "is not a whole number of seconds after the candle's start, 2013-10-07T08:00:00Z; state the time frame in the pipeline with csv: {timeframe: 1m}, or leave the column out with csv: {columns: {close_time: \"\"}}")]
    public void Close_times_that_make_no_candle(string close, string problem) =>
        Assert.Equal(
            $"SYM.csv:2:1: value '{close}' of column 'close_time' {problem}",
            Csv.Refusal($"close_time,{Csv.Candles}{close},{Row}", "SYM.csv"));

    [Fact]
    public void A_session_may_end_inside_a_candle_but_no_candle_is_longer_than_its_frame()
    {
        string head = $"close_time,{Csv.Candles}2013-10-07T08:30:00Z,{Row}";
        Assert.Equal(2, Csv.Read($"{head}2013-10-07T08:40:00Z,2013-10-07T08:30:00Z,10,12,9,11,5\n", "SYM.csv").Count);
        Assert.Equal(
            "SYM.csv:3:1: value '2013-10-07T09:30:00Z' of column 'close_time' is more than 30m after the candle's start, 2013-10-07T08:30:00Z; state the time frame in the pipeline with csv: {timeframe: 1m}",
            Csv.Refusal($"{head}2013-10-07T09:30:00Z,2013-10-07T08:30:00Z,10,12,9,11,5\n", "SYM.csv"));
    }

    [Fact]
    public void Candle_at_the_end_of_time() =>
        Assert.Equal(
            "SYM_1h.csv:2:1: value '2262-04-11T23:00:00Z' of column 'timestamp' is out of range; times go from 1700-01-01 to 2199-12-31",
            Csv.Refusal($"{Csv.Candles}2262-04-11T23:00:00Z,10,12,9,11,5\n", "SYM_1h.csv"));

    [Fact]
    public void Volume_may_need_128_bits_and_trades_may_be_unknown()
    {
        List<InputEvent> candles = Csv.Read(
            "timestamp,open,high,low,close,volume,trades\n" +
            "2013-10-07T08:00:00Z,1,1,1,1,123456789012345678901.00000001,7\n2013-10-07T08:01:00Z,1,1,1,1,0,\n");
        Assert.Equal("123456789012345678901.00000001", candles[0].Candle.Volume.ToString());
        Assert.Equal([7, -1], candles.Select(c => c.Candle.Trades));
    }
}
