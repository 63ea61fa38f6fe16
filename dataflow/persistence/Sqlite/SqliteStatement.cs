using System.Runtime.InteropServices;
using System.Text;

namespace Pawl.Persistence.Sqlite;

/// <summary>A prepared statement, to be run again and again. Parameters count from 1, columns from 0.</summary>
public sealed class SqliteStatement : IDisposable
{
    private const int FloatingPoint = 2;
    private const int Null = 5;

    private readonly SqliteDatabase database;
    private nint handle;

    internal SqliteStatement(SqliteDatabase database, nint handle)
    {
        this.database = database;
        this.handle = handle;
    }

    public SqliteStatement Bind(int index, long value)
    {
        database.Check(Native.Bind(handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, double value)
    {
        database.Check(Native.Bind(handle, index, value));
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        database.Check(Native.BindNull(handle, index));
        return this;
    }

    public SqliteStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, which would mean NULL.
        database.Check(Native.BindText(handle, index, utf8.IsEmpty ? "\0"u8 : utf8, utf8.Length, Native.Transient));
        return this;
    }

    public SqliteStatement Bind(int index, string text) => BindText(index, Encoding.UTF8.GetBytes(text));

    public SqliteStatement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        database.Check(Native.BindBlob(handle, index, value.IsEmpty ? "\0"u8 : value, value.Length, Native.Transient));
        return this;
    }

    /// <summary>Goes to the next row; false where there is none.</summary>
    public bool Step()
    {
        int code = Native.Step(handle);
        return code == Native.Row || (code == Native.Done ? false : throw database.Failure(code));
    }

    /// <summary>Runs it to its end and makes it ready to be run again.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    public void Reset() => _ = Native.Reset(handle);

    public bool IsNull(int column) => Native.ColumnType(handle, column) == Null;

    /// <summary>Whether it is a floating-point number.</summary>
    public bool IsReal(int column) => Native.ColumnType(handle, column) == FloatingPoint;

    public double Real(int column) => Native.ColumnDouble(handle, column);

    public long Long(int column) => Native.ColumnLong(handle, column);

    /// <summary>How many columns a row has.</summary>
    public int Columns => Native.ColumnCount(handle);

    /// <summary>The name of a column.</summary>
    public string Name(int column) => Marshal.PtrToStringUTF8(Native.ColumnName(handle, column)) ?? "";

    /// <summary>The names of its parameters, without the colon, in their order.</summary>
    public IReadOnlyList<string> Parameters =>
        [.. Enumerable.Range(1, Native.ParameterCount(handle)).Select(i => (Marshal.PtrToStringUTF8(Native.ParameterName(handle, i)) ?? ":").TrimStart(':'))];

    /// <summary>A value as text, whatever it is; empty for NULL.</summary>
    public string Text(int column) => Marshal.PtrToStringUTF8(Native.ColumnText(handle, column)) ?? "";

    /// <summary>The bytes of a blob or a text; valid until the next step.</summary>
    public unsafe ReadOnlySpan<byte> Bytes(int column)
    {
        nint bytes = Native.ColumnBlob(handle, column);
        return bytes == 0 ? default : new ReadOnlySpan<byte>((void*)bytes, Native.ColumnBytes(handle, column));
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            _ = Native.Finalize(handle);
            handle = 0;
        }
    }
}
