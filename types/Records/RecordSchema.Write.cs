using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Pawl.Types;

public sealed partial class RecordSchema
{
    /// <summary>Writes the data of a record as a JSON object without spaces. It is lossless but for the payload of a NaN and the sign of an infinity.</summary>
    /// <exception cref="InvalidOperationException">An enum's field holds a value without a name.</exception>
    public void WriteJson(ReadOnlySpan<byte> record, Utf8Buffer to)
    {
        ArgumentNullException.ThrowIfNull(to);
        CheckLength(record);
        foreach (RecordField field in _data)
        {
            to.Write(field.JsonPrefix);
            WriteJsonValue(field, record, to);
        }

        to.WriteByte((byte)'}');
    }

    /// <summary>Writes one field as a CSV cell, quoted where it must be: empty for null, flags joined by <c>|</c>, an array as JSON.</summary>
    /// <exception cref="InvalidOperationException">An enum's field holds a value without a name.</exception>
    public void WriteCell(RecordField field, ReadOnlySpan<byte> record, Utf8Buffer to)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(to);
        CheckLength(record);
        if (IsNull(field, record)) return;
        ReadOnlySpan<byte> value = record.Slice(field.Offset, field.Size);
        switch (field.Kind)
        {
            case FieldKind.Timestamp:
                to.Write(MemoryMarshal.Read<Timestamp>(value));
                break;
            case FieldKind.Enum:
                to.Write(NameOf(field, MemoryMarshal.Read<long>(value)));
                break;
            case FieldKind.Flags:
                WriteFlags(field, MemoryMarshal.Read<long>(value), to, ""u8, "|"u8);
                break;
            case FieldKind.Array:
                var json = new Utf8Buffer();
                WriteItems(field, record, json);
                WriteCsvText(json.Written, to);
                break;
            case FieldKind.Text:
                WriteCsvText(UpToNul(value), to);
                break;
            default:
                WriteNumber(field.Kind, value, to);
                break;
        }
    }

    /// <summary>True where a field holds what stands for "unknown": NaN or infinity of a double, else its declared value.</summary>
    public static bool IsNull(RecordField field, ReadOnlySpan<byte> record)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Kind == FieldKind.Double) return !double.IsFinite(MemoryMarshal.Read<double>(record[field.Offset..]));
        if (field.NullValue is not { } sentinel) return false;
        return field.Kind == FieldKind.QuantitySum
            ? MemoryMarshal.Read<QuantitySum>(record[field.Offset..]) == QuantitySum.MinValue
            : MemoryMarshal.Read<long>(record[field.Offset..]) == sentinel;
    }

    /// <summary>Writes one field as a JSON value, as it stands in the data of a message.</summary>
    /// <exception cref="InvalidOperationException">An enum's field holds a value without a name.</exception>
    public static void WriteJsonValue(RecordField field, ReadOnlySpan<byte> record, Utf8Buffer to)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(to);
        if (IsNull(field, record))
        {
            to.Write("null"u8);
            return;
        }

        ReadOnlySpan<byte> value = record.Slice(field.Offset, field.Size);
        switch (field.Kind)
        {
            case FieldKind.Timestamp:
                to.WriteByte((byte)'"');
                to.Write(MemoryMarshal.Read<Timestamp>(value));
                to.WriteByte((byte)'"');
                break;
            case FieldKind.Enum:
                to.WriteByte((byte)'"');
                to.Write(NameOf(field, MemoryMarshal.Read<long>(value)));
                to.WriteByte((byte)'"');
                break;
            case FieldKind.Flags:
                to.WriteByte((byte)'[');
                WriteFlags(field, MemoryMarshal.Read<long>(value), to, "\""u8, ","u8);
                to.WriteByte((byte)']');
                break;
            case FieldKind.Array:
                WriteItems(field, record, to);
                break;
            case FieldKind.Text:
                to.WriteJsonString(UpToNul(value));
                break;
            default:
                WriteNumber(field.Kind, value, to);
                break;
        }
    }

    private static void WriteNumber(FieldKind kind, ReadOnlySpan<byte> value, Utf8Buffer to)
    {
        switch (kind)
        {
            case FieldKind.Double:
                to.Write(MemoryMarshal.Read<double>(value));
                break;
            case FieldKind.Long:
                to.Write(MemoryMarshal.Read<long>(value));
                break;
            case FieldKind.QuantitySum:
                to.Write(MemoryMarshal.Read<QuantitySum>(value));
                break;
            default:
                // Price and quantity share their representation.
                to.Write(MemoryMarshal.Read<Price>(value));
                break;
        }
    }

    private static void WriteFlags(RecordField field, long value, Utf8Buffer to, ReadOnlySpan<byte> quote, ReadOnlySpan<byte> separator)
    {
        if (value == 0) return;
        if ((ulong)value >> field.NameBytes.Length != 0) ThrowUnnamed(field, value);
        bool first = true;
        for (int bit = 0; bit < field.NameBytes.Length; bit++)
        {
            if ((value & (1L << bit)) == 0) continue;
            if (!first) to.Write(separator);
            to.Write(quote);
            to.Write(field.NameBytes[bit]);
            to.Write(quote);
            first = false;
        }
    }

    private static ReadOnlySpan<byte> NameOf(RecordField field, long value)
    {
        if ((ulong)value >= (ulong)field.NameBytes.Length) ThrowUnnamed(field, value);
        return field.NameBytes[value];
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }

    private static void WriteCsvText(ReadOnlySpan<byte> text, Utf8Buffer to)
    {
        if (text.IndexOfAny(",\"\r\n"u8) < 0)
        {
            to.Write(text);
            return;
        }

        to.WriteByte((byte)'"');
        foreach (byte character in text)
        {
            if (character == (byte)'"') to.WriteByte(character);
            to.WriteByte(character);
        }

        to.WriteByte((byte)'"');
    }

    private void CheckLength(ReadOnlySpan<byte> record)
    {
        if (record.Length < Size) ThrowShort(record, Size);
    }

    [DoesNotReturn]
    private static void ThrowUnnamed(RecordField field, long value) => throw new InvalidOperationException(
        $"field '{field.Name}' holds {value}, which {field.ClrType.Name} does not name: emit only declared values");

    [DoesNotReturn]
    private void ThrowShort(ReadOnlySpan<byte> record, int needed) => throw new ArgumentException(
        $"{record.Length} bytes are too few for '{ClrType.Name}': pass {needed}", nameof(record));
}
