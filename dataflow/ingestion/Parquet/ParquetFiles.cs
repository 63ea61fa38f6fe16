using Pawl.Engine;

namespace Pawl.Ingestion;

/// <summary>
/// Parquet by way of CSV: DuckDB writes the rows of a Parquet file as CSV, and CSV as a Parquet file. Numbers keep their decimals; of a
/// floating-point number they are those of the shortest text that reads back the same.
/// </summary>
/// <param name="library">The path of DuckDB's native library; empty where none is named.</param>
public sealed class ParquetFiles(string library)
{
    /// <summary>How their names end.</summary>
    public const string Extension = ".parquet";

    /// <summary>By it files of ours say that their times, which Parquet keeps without a zone where they have nanoseconds, are in UTC.</summary>
    private const string Mark = "pawl_times";

    public static bool IsParquet(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a file for which there is no library.</summary>
    /// <exception cref="IngestionException">There is none.</exception>
    public void RequireLibrary(string path) => Begin(path).Dispose();

    /// <summary>The rows of a file as CSV; null where it is no Parquet file by its name.</summary>
    /// <exception cref="IngestionException">It cannot be read, or there is no library.</exception>
    public Stream? OpenAsCsv(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!IsParquet(path))
            return null;
        if (!File.Exists(path))
            throw new IngestionException($"{Printable.Name(path)}: no such file");
        using DuckDb duck = Begin(path);
        TemporaryCsv csv = new();
        try
        {
            string file = Quoted(Path.GetFullPath(path));
            bool isUtc = duck.Rows($"SELECT 1 FROM parquet_kv_metadata({file}) WHERE decode(key) = '{Mark}' AND decode(value) = 'UTC'", 1).Count > 0;
            IEnumerable<string> columns = duck.Rows($"DESCRIBE SELECT * FROM read_parquet({file})", 2).Select(c => $"{Read(Name(c[0]), c[1], isUtc ? "Z" : "")} AS {Name(c[0])}");
            duck.Execute($"COPY (SELECT {string.Join(", ", columns)} FROM read_parquet({file})) TO {Quoted(csv.Path)} (FORMAT csv, HEADER true)");
            return csv.Open();
        }
        catch (IngestionException error)
        {
            csv.Dispose();
            throw new IngestionException($"{Printable.Name(path)}: {error.Message}", error);
        }
    }

    /// <summary>Writes a file from CSV in the columns and the writing of <c>pawl data</c>.</summary>
    /// <param name="csv">The file that is read.</param>
    /// <param name="path">The file that is written; in messages its name.</param>
    /// <param name="kind">What the rows are.</param>
    /// <exception cref="IngestionException">It cannot be written, or there is no library.</exception>
    public void Write(string csv, string path, EventKind kind)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(path);
        using DuckDb duck = Begin(path);
        string source = $"read_csv({Quoted(csv)}, header = true, all_varchar = true, delim = ',', quote = '\"')";
        IEnumerable<string> columns = duck.Rows($"DESCRIBE SELECT * FROM {source}", 1).Select(c => $"{Written(c[0], kind)} AS {Name(c[0])}");
        try
        {
            duck.Execute($"COPY (SELECT {string.Join(", ", columns)} FROM {source}) TO {Quoted(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{Mark}: 'UTC'}})");
        }
        catch (IngestionException error)
        {
            throw new IngestionException($"{Printable.Name(path)}: {error.Message}", error);
        }
    }

    private DuckDb Begin(string path) => library.Length > 0 ? DuckDb.Open(library) : throw new IngestionException(
        $"{Printable.Name(path)}: Parquet needs DuckDB's native library; get it with 'npm install @duckdb/node-bindings-linux-x64' (or that of your system) and name its libduckdb with the setting data.duckdb");

    private static string Read(string column, string type, string zone) => type switch
    {
        // DuckDB 1.5 garbles letters that stand behind %n in the format.
        "TIMESTAMP WITH TIME ZONE" => $"strftime(make_timestamp(epoch_us({column})), '%Y-%m-%dT%H:%M:%S.%f') || 'Z'",
        "TIMESTAMP_NS" => $"strftime({column}, '%Y-%m-%dT%H:%M:%S.%n') || '{zone}'",
        _ when type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => $"strftime(CAST({column} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%f') || '{zone}'",
        // 0.00001 is written with an exponent otherwise, which is no price.
        "DOUBLE" => $"CASE WHEN CAST(TRY_CAST({column} AS DECIMAL(28, 8)) AS DOUBLE) = {column} THEN CAST(CAST({column} AS DECIMAL(28, 8)) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END",
        _ => column,
    };

    private static string Written(string column, EventKind kind) => column switch
    {
        "timestamp" or "close_time" => $"CAST(rtrim({column}, 'Z') AS TIMESTAMP_NS)",
        "trades" or "trade_id" or "sequence" => $"CAST({column} AS BIGINT)",
        "volume" => $"CAST({column} AS DECIMAL(38, 8))",
        "price" or "size" or "bid" or "ask" or "bid_size" or "ask_size" => $"CAST({column} AS DECIMAL(19, 8))",
        "open" or "high" or "low" or "close" when kind == EventKind.Candle => $"CAST({column} AS DECIMAL(19, 8))",
        _ => Name(column),
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Name(string column) => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
