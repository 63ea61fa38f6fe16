using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Persistence.Postgres.Copying;

/// <summary>Rows of one table in PostgreSQL's binary COPY format. Used again and again: it grows to the largest batch.</summary>
internal sealed class CopyBuffer
{
    /// <summary>Microseconds from 1970 to 2000, where PostgreSQL's times begin.</summary>
    private const long Epoch = 946_684_800_000_000;

    private const int NanosecondsPerMicrosecond = 1000;
    private const byte JsonbVersion = 1;

    private readonly Utf8Buffer bytes = new(1 << 16);
    private readonly Utf8Buffer scratch = new(256);
    private readonly short columns;

    public CopyBuffer(int columns)
    {
        this.columns = (short)columns;
        Clear();
    }

    public int Rows { get; private set; }

    public void Clear()
    {
        Rows = 0;
        bytes.Clear();
        bytes.Write("PGCOPY\n"u8);
        bytes.Write([0xff, (byte)'\r', (byte)'\n', 0]);
        bytes.Write(stackalloc byte[2 * sizeof(int)]);
    }

    /// <summary>All of it, with its end.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        WriteShort(-1);
        return bytes.WrittenMemory;
    }

    public void BeginRow()
    {
        Rows++;
        WriteShort(columns);
    }

    public void Null() => WriteInt(-1);

    public void Int(int value)
    {
        WriteInt(sizeof(int));
        WriteInt(value);
    }

    public void Long(long value)
    {
        WriteInt(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), value);
        bytes.Advance(sizeof(long));
    }

    /// <summary>Cut to microseconds, towards the past.</summary>
    public void Time(Timestamp time)
    {
        (long micros, long rest) = Math.DivRem(time.Nanoseconds, NanosecondsPerMicrosecond);
        Long(micros - (rest < 0 ? 1 : 0) - Epoch);
    }

    /// <param name="raw">Units of 10⁻⁸.</param>
    public void Number(Int128 raw)
    {
        Span<byte> to = bytes.GetSpan(sizeof(int) + PostgresNumber.MaxLength);
        int length = PostgresNumber.Write(raw, to[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        bytes.Advance(sizeof(int) + length);
    }

    public void Text(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> text = PostgresText.Plain(utf8, scratch);
        WriteInt(text.Length);
        bytes.Write(text);
    }

    public void Json(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> json = PostgresText.Json(utf8, scratch);
        WriteInt(json.Length + 1);
        bytes.WriteByte(JsonbVersion);
        bytes.Write(json);
    }

    private void WriteShort(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(bytes.GetSpan(sizeof(short)), value);
        bytes.Advance(sizeof(short));
    }

    private void WriteInt(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), value);
        bytes.Advance(sizeof(int));
    }
}
