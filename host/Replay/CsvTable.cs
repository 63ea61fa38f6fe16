using System.Runtime.InteropServices;
using System.Text;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Records as rows of CSV: <c>timestamp</c> and a column per field; an unknown value is an empty cell.</summary>
internal static class CsvTable
{
    public static void WriteHeader(RecordSchema schema, Utf8Buffer to)
    {
        to.Write("timestamp"u8);
        foreach (RecordField field in schema.DataFields)
        {
            to.WriteByte((byte)',');
            to.Write(Encoding.UTF8.GetBytes(field.Name));
        }

        to.WriteByte((byte)'\n');
    }

    /// <param name="time">The time of the row, where the record has none of its own.</param>
    public static void WriteRow(RecordSchema schema, Timestamp time, ReadOnlySpan<byte> record, Utf8Buffer to)
    {
        to.Write(schema.EnvelopeField is { } own ? MemoryMarshal.Read<Timestamp>(record[own.Offset..]) : time);
        foreach (RecordField field in schema.DataFields)
        {
            to.WriteByte((byte)',');
            schema.WriteCell(field, record, to);
        }

        to.WriteByte((byte)'\n');
    }
}
