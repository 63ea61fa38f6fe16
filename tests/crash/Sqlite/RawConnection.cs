using System.Runtime.InteropServices;
using System.Text;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Sqlite;

/// <summary>A connection with nothing between SQLite and the tests.</summary>
internal sealed unsafe class RawConnection : IDisposable
{
    private const int ReadWriteCreate = 0x2 | 0x4;
    private const int Row = 100, Done = 101;

    private readonly nint database;

    public RawConnection(string name, DiskProgram program)
    {
        int code = RawSqlite.Open(name, out database, ReadWriteCreate, program.Vfs);
        if (code != Code.Ok)
        {
            _ = RawSqlite.Close(database);
            throw new RawSqliteException(code, $"{name} cannot be opened");
        }
    }

    public void Execute(string sql) => Query(sql);

    public long Number(string sql) => long.Parse(Query(sql)[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The rows of an answer, their columns with commas between.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        Check(RawSqlite.Prepare(database, sql, -1, out nint statement, 0));
        try
        {
            List<string> rows = [];
            int columns = RawSqlite.ColumnCount(statement);
            int code;
            while ((code = RawSqlite.Step(statement)) == Row)
            {
                rows.Add(string.Join(',', Enumerable.Range(0, columns).Select(c => Column(statement, c))));
            }

            Check(code == Done ? Code.Ok : code);
            return rows;
        }
        finally
        {
            _ = RawSqlite.Finish(statement);
        }
    }

    public void Dispose() => _ = RawSqlite.Close(database);

    private static string Column(nint statement, int column)
    {
        byte* text = RawSqlite.ColumnText(statement, column);
        return text is null ? "NULL" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }

    private void Check(int code)
    {
        if (code != Code.Ok)
        {
            throw new RawSqliteException(code, Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(RawSqlite.Message(database))));
        }
    }
}

internal sealed class RawSqliteException(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    public int Code { get; } = code;
}
