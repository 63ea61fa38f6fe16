using System.Runtime.InteropServices;
using System.Text;
using Pawl.Types;

namespace Pawl.Tests.Unit.Types;

/// <summary>Records of every message and what tests do with them.</summary>
internal static class Records
{
    public static Candle Candle() => new()
    {
        Start = Timestamp.Parse("2013-10-07T08:00:00Z"),
        CloseTime = Timestamp.Parse("2013-10-07T08:00:01Z"),
        Open = Price.Parse("167.41"),
        High = Price.Parse("167.41"),
        Low = Price.Parse("167.41"),
        Close = Price.Parse("167.41"),
        Volume = Quantity.Parse("1600"),
        Trades = 3,
    };

    public static SwingPoint SwingPoint() => new()
    {
        ObjectId = 7,
        Kind = SwingKind.HigherHigh,
        Price = Price.Parse("168.25"),
        BarIndex = 40,
        BarTime = Timestamp.Parse("2013-10-07T09:00:00Z"),
        ConfirmedIndex = 42,
        ConfirmedTime = Timestamp.Parse("2013-10-07T09:03:00Z"),
        Strength = 2,
        Score = 0.75,
    };

    public static ReadOnlySpan<byte> Bytes<T>(in T record)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record));

    public static string Json<T>(in T record)
        where T : unmanaged
    {
        var buffer = new Utf8Buffer();
        RecordSchema.Of<T>().WriteJson(Bytes(record), buffer);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    public static string Cells<T>(in T record)
        where T : unmanaged
    {
        RecordSchema schema = RecordSchema.Of<T>();
        var buffer = new Utf8Buffer();
        foreach (RecordField field in schema.Fields)
        {
            if (field.Offset > 0) buffer.WriteByte((byte)',');
            schema.WriteCell(field, Bytes(record), buffer);
        }

        return Encoding.UTF8.GetString(buffer.Written);
    }

    public static T Read<T>(string json)
        where T : unmanaged
    {
        T record = default;
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        RecordSchema.Of<T>().ReadJson(ref reader, MemoryMarshal.AsBytes(new Span<T>(ref record)));
        return record;
    }

    /// <summary>Valid bytes for any record: each field takes a random value that it may hold; <paramref name="wide"/> sums pass 64 bits.</summary>
    public static void Fill(RecordSchema schema, Span<byte> record, Random random, bool wide = true)
    {
        foreach (RecordField field in schema.Fields)
        {
            Span<byte> value = record.Slice(field.Offset, field.Size);
            switch (field.Kind)
            {
                case FieldKind.Double:
                    double number = random.Next(10) == 0 ? double.NaN : BitConverter.Int64BitsToDouble(TextCases.AnyLong(random));
                    MemoryMarshal.Write(value, double.IsFinite(number) ? number : double.NaN);
                    break;
                case FieldKind.QuantitySum:
                    QuantitySum sum = new Quantity(TextCases.AnyLong(random));
                    if (wide) sum = new QuantitySum(sum.Low, TextCases.AnyLong(random) >> random.Next(64));
                    MemoryMarshal.Write(value, sum);
                    break;
                case FieldKind.Enum:
                    MemoryMarshal.Write(value, (long)random.Next(field.Names.Length));
                    break;
                case FieldKind.Flags:
                    MemoryMarshal.Write(value, (long)random.Next(1 << field.Names.Length));
                    break;
                case FieldKind.Array:
                    // Empty: RecordItemsTests fills them.
                    value.Clear();
                    break;
                case FieldKind.Text when field.ClrType == typeof(Text24):
                    Text24.TryFrom(TextCases.Text(random, "ab,\"", 24), out Text24 name);
                    MemoryMarshal.Write(value, name);
                    break;
                case FieldKind.Text:
                    MemoryMarshal.Write(value, Text64.From(TextCases.Text(random, "ab \"\\\t\n,é€😀".Normalize(), 70)));
                    break;
                default:
                    MemoryMarshal.Write(value, TextCases.AnyLong(random));
                    break;
            }
        }
    }
}
