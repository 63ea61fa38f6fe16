using System.Runtime.InteropServices;

namespace Pawl.Ingestion;

/// <summary>DuckDB's native library, wherever it lies: a database in memory that reads and writes files. One thread at a time.</summary>
internal sealed class DuckDb : IDisposable
{
    private const string Settings =
        "SET threads = 1; SET memory_limit = '1GB'; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false";

    private readonly Close _closeDatabase;
    private readonly Close _disconnect;
    private readonly Query _query;
    private readonly ResultCall _error;
    private readonly ResultCall _rowCount;
    private readonly ValueCall _value;
    private readonly DestroyResult _destroy;
    private readonly Free _free;
    private nint _database;
    private nint _connection;

    private DuckDb(nint library)
    {
        T Find<T>(string name)
            where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, "duckdb_" + name));
        _closeDatabase = Find<Close>("close");
        _disconnect = Find<Close>("disconnect");
        _query = Find<Query>("query");
        _error = Find<ResultCall>("result_error");
        _rowCount = Find<ResultCall>("row_count");
        _value = Find<ValueCall>("value_varchar");
        _destroy = Find<DestroyResult>("destroy_result");
        _free = Find<Free>("free");
        if (Find<OpenDatabase>("open")(0, out _database) != 0 || Find<Connect>("connect")(_database, out _connection) != 0)
            throw new IngestionException("DuckDB cannot be started");
        Execute(Settings);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OpenDatabase(nint path, out nint database);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Connect(nint database, out nint connection);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Close(ref nint handle);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Query(nint connection, nint sql, out Result result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint ResultCall(ref Result result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint ValueCall(ref Result result, ulong column, ulong row);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void DestroyResult(ref Result result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Free(nint memory);

    /// <summary>Room for a <c>duckdb_result</c> of its C interface: six words that are its own.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 6 * sizeof(ulong))]
    private readonly struct Result;

    /// <param name="library">The path of the library.</param>
    /// <exception cref="IngestionException">It is not there, or is something else.</exception>
    public static DuckDb Open(string library)
    {
        try
        {
            return new DuckDb(NativeLibrary.Load(Path.GetFullPath(library)));
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new IngestionException($"{Printable.Name(library)}: is not DuckDB's native library for this machine, or is not there; name another with the setting data.duckdb", error);
        }
    }

    /// <exception cref="IngestionException">DuckDB refuses it.</exception>
    public void Execute(string sql) => Run(sql, 0, _ => { });

    /// <summary>All rows of a query as texts.</summary>
    /// <inheritdoc cref="Execute"/>
    public List<string[]> Rows(string sql, int columns)
    {
        List<string[]> rows = [];
        Run(sql, columns, rows.Add);
        return rows;
    }

    public void Dispose()
    {
        if (_database != 0)
        {
            _disconnect(ref _connection);
            _closeDatabase(ref _database);
        }
    }

    private void Run(string sql, int columns, Action<string[]> row)
    {
        nint text = Marshal.StringToCoTaskMemUTF8(sql);
        int code = _query(_connection, text, out Result result);
        Marshal.FreeCoTaskMem(text);
        try
        {
            if (code != 0)
                throw new IngestionException(FirstLine(Marshal.PtrToStringUTF8(_error(ref result)) ?? "unknown"));
            long count = columns == 0 ? 0 : _rowCount(ref result);
            for (long i = 0; i < count; i++)
                row([.. Enumerable.Range(0, columns).Select(c => Text(ref result, c, i))]);
        }
        finally
        {
            _destroy(ref result);
        }
    }

    private string Text(ref Result result, int column, long row)
    {
        nint value = _value(ref result, (ulong)column, (ulong)row);
        string text = Marshal.PtrToStringUTF8(value) ?? "";
        _free(value);
        return text;
    }

    private static string FirstLine(string message) => Printable.Name(message.Split('\n')[0]);
}
