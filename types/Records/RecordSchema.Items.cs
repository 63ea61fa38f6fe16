using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pawl.Types;

// Arrays: where they lie is in the record, what they hold is behind it.
public sealed partial class RecordSchema
{
    /// <summary>Whether some field is an array, so that a record takes more than <see cref="Size"/> bytes.</summary>
    public bool HasItems { get; }

    /// <summary>The most bytes that a record can take with its arrays.</summary>
    public int MaxSize { get; }

    /// <summary>Whether it describes a single value and not a struct: as an element it is written bare.</summary>
    private bool IsSingle => Fields[0].ClrType == ClrType;

    private static Items<byte> ItemsOf(RecordField field, ReadOnlySpan<byte> record) => MemoryMarshal.Read<Items<byte>>(record[field.Offset..]);

    private static void WriteItems(RecordField field, ReadOnlySpan<byte> record, Utf8Buffer to)
    {
        RecordSchema schema = field.Items!;
        Items<byte> items = ItemsOf(field, record);
        to.WriteByte((byte)'[');
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) to.WriteByte((byte)',');
            ReadOnlySpan<byte> item = record.Slice(items.Offset + (i * schema.Size), schema.Size);
            if (schema.IsSingle) WriteJsonValue(schema.Fields[0], item, to);
            else schema.WriteJson(item, to);
        }

        to.WriteByte((byte)']');
    }

    /// <summary>Reads an array to the end of what has been read of its record.</summary>
    private void ReadItems(ref Utf8JsonReader reader, RecordField field, scoped Span<byte> record, ref int end)
    {
        RecordSchema schema = field.Items!;
        if (reader.TokenType != JsonTokenType.StartArray) throw Error($"field '{field.Name}' is {Show(ref reader)}: write {Expected(field)}");
        int offset = end, count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count++ == field.MaxItems) throw Error($"field '{field.Name}' has more than {field.MaxItems} elements");
            Span<byte> item = record.Slice(end, schema.Size);
            if (schema.IsSingle) ReadValue(ref reader, field, schema.Fields[0], item);
            else ReadItem(ref reader, field, schema, item);
            end += schema.Size;
        }

        MemoryMarshal.Write(record[field.Offset..], new Items<byte>(count == 0 ? 0 : offset, count));
    }

    private void ReadItem(ref Utf8JsonReader reader, RecordField field, RecordSchema schema, scoped Span<byte> item)
    {
        try
        {
            schema.ReadJson(ref reader, item);
        }
        catch (FormatException e)
        {
            throw Error($"in '{field.Name}', {e.Message[(schema.Name.Length + 2)..]}");
        }
    }
}
