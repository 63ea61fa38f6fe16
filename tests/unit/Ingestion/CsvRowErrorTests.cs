using Pawl.Ingestion;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Rows that are refused, with the exact text that the user gets.</summary>
public class CsvRowErrorTests
{
    private const string NotANumber = "is not a number; write digits and a point, like 167.41, without exponent or thousands separators";
    private const string NotATime = "is not a time; write it like 2013-10-07T08:00:00.464Z, at most 9 fractional digits, seconds to 59";

    [Theory]
    [InlineData("1.234567891", "has more than 8 decimals; round it in the file, prices are exact to 1e-8")]
    [InlineData("1.100000000", "has more than 8 decimals; round it in the file, prices are exact to 1e-8")]
    [InlineData("", "is empty; every row needs one")]
    [InlineData("NaN", NotANumber)]
    [InlineData("N/A", NotANumber)]
    [InlineData("Infinity", NotANumber)]
    [InlineData("1e3", NotANumber)]
    [InlineData("+1", NotANumber)]
    [InlineData(" 1", NotANumber)]
    [InlineData(".5", NotANumber)]
    [InlineData("5.", NotANumber)]
    [InlineData("1.2.3", NotANumber)]
    [InlineData("--1", NotANumber)]
    [InlineData("92233720369", "is out of range; numbers go from -92233720368.54775808 to 92233720368.54775807")]
    [InlineData("99999999999999999999999999", "is out of range; numbers go from -92233720368.54775808 to 92233720368.54775807")]
    public void Price(string value, string problem) =>
        Assert.Equal(
            $"d/SYM_1m.csv:3:22: value '{value}' of column 'price' {problem}",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1,1\n2013-10-07T08:00:00Z,{value},1\n", "d/SYM_1m.csv"));

    [Theory]
    [InlineData("-1", "is negative; sizes and volumes start at 0")]
    [InlineData("-0.00000001", "is negative; sizes and volumes start at 0")]
    [InlineData("1_000", NotANumber)]
    [InlineData("", "is empty; every row needs one")]
    public void Size(string value, string problem) =>
        Assert.Equal($"SYM_1m.csv:2:26: value '{value}' of column 'size' {problem}", Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1.5,{value}\n"));

    [Theory]
    [InlineData("", "is empty; every row needs one")]
    [InlineData("2013-10-07T08:00:00", "has no time zone; end it with Z or an offset such as -05:00, or state the zone in the pipeline with csv: {zone: \"-05:00\"}")]
    [InlineData("2016-12-31T23:59:60Z", NotATime)]
    [InlineData("2013-02-29T00:00:00Z", NotATime)]
    [InlineData("2013-10-07T24:00:00Z", NotATime)]
    [InlineData("2013-10-07", NotATime)]
    [InlineData("1381132800", NotATime)]
    [InlineData("2013-10-07T08:00:00.1234567891Z", NotATime)]
    [InlineData("9999-01-01T00:00:00Z", "is out of range; times go from 1700-01-01 to 2199-12-31")]
    public void Time(string value, string problem) =>
        Assert.Equal($"SYM_1m.csv:2:1: value '{value}' of column 'timestamp' {problem}", Csv.Refusal($"{Csv.Ticks}{value},1,1\n"));

    /// <summary>The reader keeps the minute of the row before: what follows it is checked all the same.</summary>
    [Theory]
    [InlineData("2013-10-07T08:00:60.000Z")]
    [InlineData("2013-10-07T08:00:0x.000Z")]
    [InlineData("2013-10-07T08:00:00,000Z")]
    [InlineData("2013-10-07T08:00:00.00:Z")]
    [InlineData("2013-10-07T08:00.00.000Z")]
    [InlineData("2013-10-07T08:00:00.000z")]
    public void Time_in_the_minute_of_the_row_before(string value)
    {
        string quoted = value.Contains(',') ? $"\"{value}\"" : value;
        Assert.Equal(
            $"SYM_1m.csv:3:1: value '{value}' of column 'timestamp' {NotATime}",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00.000Z,1,1\n{quoted},1,1\n"));
    }

    [Fact]
    public void Decimal_comma_is_a_field_too_many() =>
        Assert.Equal(
            "SYM_1m.csv:2: has 4 fields, the header has 3; an unquoted comma, as in 1.234,56, or a missing column?",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1.234,56,1\n"));

    [Fact]
    public void Decimal_comma_in_quotes_is_no_number() =>
        Assert.Equal(
            $"SYM_1m.csv:2:22: value '1.234,56' of column 'price' {NotANumber}",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,\"1.234,56\",1\n"));

    [Fact]
    public void Missing_columns() =>
        Assert.Equal(
            "SYM_1m.csv:3: has 2 fields, the header has 3; an unquoted comma, as in 1.234,56, or a missing column?",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1,1\n2013-10-07T08:00:00Z,1\n2013-10-07T08:00:00Z,1,1\n"));

    [Fact]
    public void Last_row_cut_between_fields() =>
        Assert.Equal(
            "SYM_1m.csv:2: has 2 fields, the header has 3; the file is cut off in this row",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1"));

    [Fact]
    public void Last_row_cut_in_a_field() =>
        Assert.Equal(
            "SYM_1m.csv:2:24: value '' of column 'size' is empty; every row needs one; the file is cut off in this row",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1,"));

    [Fact]
    public void Last_row_without_line_feed_is_read_when_it_is_whole() =>
        Assert.Equal(2, Csv.Read($"{Csv.Ticks}2013-10-07T08:00:00Z,1,1\n2013-10-07T08:00:00Z,1,2").Count);

    [Fact]
    public void Unbalanced_quote_is_found_on_its_line() =>
        Assert.Equal(
            "SYM_1m.csv:2:24: the quote that opens here is not closed on this line",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1,\"1\n2013-10-07T08:00:00Z,1,1\"\n"));

    [Fact]
    public void Text_behind_a_quoted_field() =>
        Assert.Equal(
            "SYM_1m.csv:2:22: text follows the closing quote of this field; double the quotes inside of it",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,\"1\"2,1\n"));

    [Fact]
    public void Columns_count_from_the_line_as_written_although_quotes_are_removed() =>
        Assert.Equal(
            $"SYM_1m.csv:2:12: value 'x' of column 'price' {NotANumber}",
            Csv.Refusal("note,price,timestamp,size\n\"\"\"ä\"\", b\",x,2013-10-07T08:00:00Z,1\n"));

    [Fact]
    public void Nul_bytes_and_control_characters_are_shown_escaped() =>
        Assert.Equal(
            $"SYM_1m.csv:2:22: value '1\\u0000\\u001b[2J\\u202e' of column 'price' {NotANumber}",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,1\0\u001b[2J\u202e,1\n"));

    [Fact]
    public void Invalid_utf8_is_shown_as_bytes()
    {
        byte[] bytes = [.. System.Text.Encoding.UTF8.GetBytes($"{Csv.Ticks}2013-10-07T08:00:00Z,1"), 0xFF, 0xC3, .. ",1\n"u8];
        Assert.Equal($"SYM_1m.csv:2:22: value '1\\xff\\xc3' of column 'price' {NotANumber}", Csv.Refusal(bytes));
    }

    [Fact]
    public void Long_values_are_cut() =>
        Assert.Equal(
            $"SYM_1m.csv:2:22: value '{new string('x', 64)}…' of column 'price' {NotANumber}",
            Csv.Refusal($"{Csv.Ticks}2013-10-07T08:00:00Z,{new string('x', 5000)},1\n"));

    [Theory]
    [InlineData("side", "left", "is not a side; write buy, sell or nothing")]
    [InlineData("trade_id", "-1", "is not a whole number from 0 to 9223372036854775807; leave the column out with csv: {columns: {trade_id: \"\"}}")]
    [InlineData("trade_id", "a1b2", "is not a whole number from 0 to 9223372036854775807; leave the column out with csv: {columns: {trade_id: \"\"}}")]
    [InlineData("sequence", "9223372036854775808", "is not a whole number from 0 to 9223372036854775807; leave the column out with csv: {columns: {sequence: \"\"}}")]
    [InlineData("sequence", "1.5", "is not a whole number from 0 to 9223372036854775807; leave the column out with csv: {columns: {sequence: \"\"}}")]
    [InlineData("symbol", "", "is not a symbol; use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit")]
    [InlineData("symbol", "../../etc/passwd", "is not a symbol; use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit")]
    [InlineData("symbol", "BTC>", "is not a symbol; use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit")]
    [InlineData("symbol", "ＥＳ", "is not a symbol; use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit")]
    public void Other_columns(string column, string value, string problem) =>
        Assert.Equal(
            $"SYM_1m.csv:2:26: value '{value}' of column '{column}' {problem}",
            Csv.Refusal($"timestamp,price,size,{column}\n2013-10-07T08:00:00Z,1,1,{value}\n"));

    [Fact]
    public void Symbol_of_10_KB() =>
        Assert.Contains(
            "of column 'symbol' is not a symbol; use 1 to 64 letters",
            Csv.Refusal($"timestamp,price,size,symbol\n2013-10-07T08:00:00Z,1,1,{new string('A', 10_240)}\n"), StringComparison.Ordinal);

    [Fact]
    public void Rows_before_the_bad_one_are_delivered_whatever_the_batch()
    {
        for (int batchSize = 1; batchSize < 8; batchSize++)
        {
            using CsvFile file = Csv.Open($"{Csv.Ticks}2013-10-07T08:00:00Z,1,1\n2013-10-07T08:00:00Z,1,2\n2013-10-07T08:00:00Z,1,3\nbad,1,1\n");
            (int read, IngestionException error) = Csv.DrainUntilRefusal(file, batchSize);
            Assert.Equal(3, read);
            Assert.Equal((0, error), Csv.DrainUntilRefusal(file, batchSize));
        }
    }
}
