using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Pawl.Types;

public sealed partial class RecordSchema
{
    /// <summary>The value that an error message quotes, short and on one line.</summary>
    private static string Show(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.EndArray) return "a JSON " + reader.TokenType;
        string text = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        return reader.TokenType == JsonTokenType.String ? $"\"{Digits.Clip(text)}\"" : Digits.Clip(text);
    }

    /// <summary>What a reader should have found.</summary>
    private static string Expected(RecordField field) => field.Kind switch
    {
        FieldKind.Double => "a finite number or null",
        FieldKind.Long => "a whole number of 64 bits",
        FieldKind.Price or FieldKind.Quantity => "a number without exponent, at most 8 decimals, below 92 billion",
        FieldKind.QuantitySum => "a number without exponent, at most 8 decimals",
        FieldKind.Timestamp => "a time such as \"2013-10-07T08:00:00.464Z\"",
        FieldKind.Enum => "one of " + string.Join(", ", field.Names.Where((_, index) => index != field.NullValue)),
        FieldKind.Array => "an array",
        FieldKind.Flags => "an array of " + string.Join(", ", field.Names),
        _ => "a string",
    };
}
