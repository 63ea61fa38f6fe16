using System.Diagnostics.CodeAnalysis;
using Pawl.Types;

namespace Pawl.Ingestion;

public sealed partial class CsvFile
{
    [DoesNotReturn]
    private void ThrowTime(CsvColumn column) => ThrowValue(column, _times.Why(Field(column)) switch
    {
        _ when Field(column).IsEmpty => "is empty; every row needs one",
        TimestampError.NoZone => "has no time zone; end it with Z or an offset such as -05:00, or state the zone in the pipeline with csv: {zone: \"-05:00\"}",
        TimestampError.OutOfRange => "is out of range; times go from 1700-01-01 to 2199-12-31",
        _ => "is not a time; write it like 2013-10-07T08:00:00.464Z, at most 9 fractional digits, seconds to 59",
    });

    [DoesNotReturn]
    private void ThrowDecimal(CsvColumn column) => ThrowValue(column, ExplainDecimal(Field(column)));

    /// <summary>What is wrong with a text that was refused as a number.</summary>
    private static string ExplainDecimal(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return "is empty; every row needs one";
        bool negative = text[0] == (byte)'-';
        ReadOnlySpan<byte> digits = negative ? text[1..] : text;
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<byte> decimals = point < 0 ? "0"u8 : digits[(point + 1)..];
        if (!IsDigits(whole) || !IsDigits(decimals))
            return "is not a number; write digits and a point, like 167.41, without exponent or thousands separators";
        if (decimals.Length > Price.Decimals)
            return "has more than 8 decimals; round it in the file, prices are exact to 1e-8";
        return Quantity.TryParse(text, out _) && negative
            ? "is negative; sizes and volumes start at 0"
            : "is out of range; numbers go from -92233720368.54775808 to 92233720368.54775807";
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    [DoesNotReturn]
    private void ThrowValue(CsvColumn column, string problem)
    {
        int field = _header[column];
        string cut = _rows.IsUnfinished ? "; the file is cut off in this row" : "";
        throw _rows.Refuse(_rows.Column(field), $"value '{Printable.Value(Field(column))}' of column '{Printable.Name(_header.Names[field])}' {problem}{cut}");
    }

    private ReadOnlySpan<byte> Field(CsvColumn column) => _rows.Field(_header[column]);
}
