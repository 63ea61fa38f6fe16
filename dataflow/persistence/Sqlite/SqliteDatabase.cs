using System.Runtime.InteropServices;
using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>How a database is opened.</summary>
public enum SqliteMode
{
    /// <summary>To read alone; the file has to be there.</summary>
    Read,

    /// <summary>To read and write; the file has to be there.</summary>
    Write,

    /// <summary>To read and write; the file is made where there is none.</summary>
    Create,
}

/// <summary>A connection to a SQLite database. One thread at a time.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int Patience = 5000;

    private nint handle;

    private SqliteDatabase(string path, nint handle)
    {
        Path = path;
        this.handle = handle;
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => Native.Changes(handle);

    /// <summary>The row that was inserted last.</summary>
    public long LastRow => Native.LastRow(handle);

    internal nint Handle => handle;

    /// <param name="path">A file, or a URI such as <c>file:x.db?vfs=NAME</c>.</param>
    /// <param name="mode">What for.</param>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static SqliteDatabase Open(string path, SqliteMode mode)
    {
        ArgumentNullException.ThrowIfNull(path);
        int flags = Native.OpenNoMutex | Native.OpenExtendedCodes | mode switch
        {
            SqliteMode.Read => Native.OpenReadOnly,
            SqliteMode.Write => Native.OpenReadWrite,
            _ => Native.OpenReadWrite | Native.OpenCreate,
        };
        if (path.StartsWith("file:", StringComparison.Ordinal))
        {
            flags |= Native.OpenUri;
        }

        int code = Native.Open(path, out nint opened, flags, null);
        SqliteDatabase database = new(path, opened);
        if (code != Native.Ok)
        {
            StoreException failure = database.Failure(code);
            database.Dispose();
            throw failure;
        }

        _ = Native.BusyTimeout(opened, Patience);
        return database;
    }

    /// <summary>Runs statements that return nothing.</summary>
    public void Execute(string sql) => Check(Native.Execute(handle, sql, 0, 0, 0));

    public SqliteStatement Prepare(string sql)
    {
        Check(Native.Prepare(handle, sql, -1, out nint statement, 0));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs a statement that returns one number.</summary>
    public long Number(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : throw new InvalidOperationException($"'{sql}' returns nothing");
    }

    /// <summary>Runs what belongs together: all of it is stored, or nothing.</summary>
    public void Transaction(Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Execute("BEGIN IMMEDIATE");
        try
        {
            body();
            Execute("COMMIT");
        }
        catch
        {
            // Some failures have rolled back already; one of rolling back would hide what happened.
            if (Native.IsOutsideOfTransaction(handle) == 0)
            {
                _ = Native.Execute(handle, "ROLLBACK", 0, 0, 0);
            }

            throw;
        }
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            _ = Native.Close(handle);
            handle = 0;
        }
    }

    internal void Check(int code)
    {
        if (code != Native.Ok)
        {
            throw Failure(code);
        }
    }

    internal StoreException Failure(int code)
    {
        string message = handle == 0 ? "out of memory" : Marshal.PtrToStringUTF8(Native.ErrorMessage(handle)) ?? "";
        string remedy = (code & 0xFF) switch
        {
            Native.Full => "the disk is full; free some space, then go on with --resume: what was stored is whole",
            Native.ReadOnly => "it may not be written; change its permissions and those of its folder, or choose another place",
            Native.CannotOpen => "it cannot be opened; the folder has to be there and to be writable",
            Native.Busy or Native.Locked => "another program holds a lock on it; end that program, then try again",
            Native.Error or Native.Constraint or Native.Mismatch => "it is not as this program wrote it, so damaged or changed by somebody else; restore it from a copy, or choose another file",
            Native.Corrupt => "it is damaged; restore it from a copy, or choose another file",
            Native.NotADatabase => "it is no SQLite database; choose another file",
            Native.IoError => "the disk failed to read or write; look at it, then go on with --resume: what was stored is whole",
            _ => "please report it",
        };
        return new StoreException($"{Path}: {remedy} ({message}, SQLite code {code})");
    }
}
