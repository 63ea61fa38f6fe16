using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pawl.Types;

public sealed partial class RecordSchema
{
    /// <summary>
    /// Reads a JSON object into a record, exactly: numbers are not rounded, unknown fields are skipped, null and a missing nullable
    /// field become the value that stands for "unknown". A field of the envelope is left as it is. On an error the record is undefined.
    /// </summary>
    /// <param name="reader">Before or on the object's beginning; afterwards on its end.</param>
    /// <param name="record">At least <see cref="MaxSize"/> bytes.</param>
    /// <returns>How many bytes the record takes with its arrays.</returns>
    /// <exception cref="FormatException">A field is missing, doubled, of another type or out of range; the message names it.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public int ReadJson(ref Utf8JsonReader reader, scoped Span<byte> record)
    {
        if (record.Length < MaxSize) ThrowShort(record, MaxSize);
        if (reader.TokenType is JsonTokenType.None or JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw Error($"the data are a {reader.TokenType}: write an object");
        Span<bool> seen = stackalloc bool[_data.Length];
        int expected = 0;
        int end = Size;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = IndexOf(ref reader, expected);
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            if (seen[index]) throw Error($"field '{_data[index].Name}' is there twice");
            seen[index] = true;
            reader.Read();
            if (_data[index].Kind == FieldKind.Array) ReadItems(ref reader, _data[index], record, ref end);
            else ReadValue(ref reader, _data[index], _data[index], record.Slice(_data[index].Offset, _data[index].Size));
            expected = index + 1;
        }

        for (int i = 0; i < _data.Length; i++)
        {
            if (!seen[i]) WriteNull(_data[i], _data[i], record.Slice(_data[i].Offset, _data[i].Size), "is missing");
        }

        return end;
    }

    /// <summary>Our own writer keeps the order of the fields, so that the first comparison mostly hits.</summary>
    private int IndexOf(ref Utf8JsonReader reader, int expected)
    {
        for (int i = 0; i < _data.Length; i++)
        {
            int index = (expected + i) % _data.Length;
            if (reader.ValueTextEquals(_data[index].Utf8Name)) return index;
        }

        return -1;
    }

    /// <param name="reader">On the value.</param>
    /// <param name="named">The field that an error names: of an element of an array the array's.</param>
    /// <param name="field">What the value is.</param>
    /// <param name="value">Where to write it.</param>
    private void ReadValue(ref Utf8JsonReader reader, RecordField named, RecordField field, scoped Span<byte> value)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            WriteNull(named, field, value, "is null");
            return;
        }

        bool ok = field.Kind switch
        {
            FieldKind.Timestamp or FieldKind.Enum or FieldKind.Text => reader.TokenType == JsonTokenType.String && ReadString(ref reader, field, value),
            FieldKind.Flags => reader.TokenType == JsonTokenType.StartArray && ReadFlags(ref reader, field, value),
            _ => reader.TokenType == JsonTokenType.Number && ReadNumber(ref reader, field.Kind, value),
        };
        if (!ok) throw Error($"field '{named.Name}' is {Show(ref reader)}: write {Expected(field)}");
    }

    private static bool ReadNumber(ref Utf8JsonReader reader, FieldKind kind, scoped Span<byte> value)
    {
        // A number in a stream's many segments is copied; from one span it is read in place.
        ReadOnlySpan<byte> text = reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan;
        switch (kind)
        {
            case FieldKind.Double:
                return reader.TryGetDouble(out double number) && double.IsFinite(number) && MemoryMarshal.TryWrite(value, in number);
            case FieldKind.Long:
                return reader.TryGetInt64(out long whole) && MemoryMarshal.TryWrite(value, in whole);
            case FieldKind.QuantitySum:
                return QuantitySum.TryParse(text, out QuantitySum sum) && MemoryMarshal.TryWrite(value, in sum);
            default:
                return Price.TryParse(text, out Price price) && MemoryMarshal.TryWrite(value, in price);
        }
    }

    private static bool ReadString(ref Utf8JsonReader reader, RecordField field, scoped Span<byte> value)
    {
        if (field.ClrType == typeof(Text24))
        {
            return Text24.TryFrom(reader.GetString(), out Text24 name) && MemoryMarshal.TryWrite(value, in name);
        }

        if (field.Kind == FieldKind.Text)
        {
            Text64 text = Text64.From(reader.GetString());
            return MemoryMarshal.TryWrite(value, in text);
        }

        if (field.Kind == FieldKind.Timestamp)
        {
            Span<byte> utf8 = stackalloc byte[64];
            long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
            return length <= utf8.Length && Timestamp.TryParse(utf8[..reader.CopyString(utf8)], out Timestamp time) && MemoryMarshal.TryWrite(value, in time);
        }

        long index = NameIndex(ref reader, field);
        return index >= 0 && index != field.NullValue && MemoryMarshal.TryWrite(value, in index);
    }

    private static bool ReadFlags(ref Utf8JsonReader reader, RecordField field, scoped Span<byte> value)
    {
        long bits = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            int bit = NameIndex(ref reader, field);
            if (bit < 0) return false;
            bits |= 1L << bit;
        }

        return reader.TokenType == JsonTokenType.EndArray && MemoryMarshal.TryWrite(value, in bits);
    }

    private static int NameIndex(ref Utf8JsonReader reader, RecordField field)
    {
        for (int i = 0; i < field.NameBytes.Length; i++)
        {
            if (reader.ValueTextEquals(field.NameBytes[i])) return i;
        }

        return -1;
    }

    private void WriteNull(RecordField named, RecordField field, Span<byte> value, string problem)
    {
        if (!field.Nullable) throw Error($"field '{named.Name}' {problem}: write {Expected(field)}");
        value.Clear();
        MemoryMarshal.Write(
            field.Kind == FieldKind.QuantitySum ? value[sizeof(long)..] : value,
            field.NullValue ?? BitConverter.DoubleToInt64Bits(double.NaN));
    }

    private FormatException Error(string message) => new($"{Name}: {message}");
}
