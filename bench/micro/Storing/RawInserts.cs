using Pawl.Persistence;
using Pawl.Persistence.Sqlite;

namespace Pawl.Bench;

/// <summary>The rows of a store, held in memory, to be inserted into an empty one with nothing around it: a prepared statement a table, some transactions.</summary>
internal sealed class RawInserts
{
    private static readonly string[] Names =
        ["pipelines", "runs", "logs", "input_log", "output_log", "snapshots", "ticks", "quotes", "candles", "market_structure", "indicators", "strategy_signals", "positions", "orders", "fills", "operations"];

    private readonly Durability _durability;
    private readonly List<(string Insert, List<Cell[]> Rows)> _tables = [];

    private readonly record struct Cell(bool IsNull, long Number, byte[]? Text, byte[]? Blob);

    /// <param name="path">The store whose rows are taken.</param>
    /// <param name="durability">How the copies are written.</param>
    public RawInserts(string path, Durability durability)
    {
        _durability = durability;
        using SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Read);
        foreach (string name in Names)
        {
            using SqliteStatement select = database.Prepare($"SELECT * FROM {name}");
            int columns = select.Columns;
            using SqliteStatement types = database.Prepare($"SELECT type FROM pragma_table_info('{name}')");
            string[] kinds = new string[columns];
            for (int i = 0; types.Step(); i++)
                kinds[i] = types.Text(0);
            List<Cell[]> rows = [];
            while (select.Step())
                rows.Add([.. Enumerable.Range(0, columns).Select(i => Read(select, i, kinds[i]))]);
            _tables.Add(($"INSERT INTO {name} VALUES ({string.Join(", ", Enumerable.Repeat("?", columns))})", rows));
        }
    }

    /// <summary>How many there are.</summary>
    public int Rows => _tables.Sum(t => t.Rows.Count);

    /// <param name="path">A file that is not there yet.</param>
    /// <param name="transactions">Among how many the rows of each table are spread evenly.</param>
    public void Write(string path, int transactions)
    {
        SqliteStore.Migrate(path);
        using SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Write);
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute(_durability == Durability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        database.Execute("PRAGMA cache_size = -32768");
        SqliteStatement[] inserts = [.. _tables.Select(t => database.Prepare(t.Insert))];
        for (int piece = 0; piece < transactions; piece++)
        {
            database.Transaction(() =>
            {
                for (int i = 0; i < inserts.Length; i++)
                {
                    List<Cell[]> rows = _tables[i].Rows;
                    // The first row of each comes in the first transaction: others refer to it.
                    for (int row = Before(rows.Count, piece, transactions); row < Before(rows.Count, piece + 1, transactions); row++)
                        Insert(inserts[i], rows[row]);
                }
            });
        }

        Array.ForEach(inserts, i => i.Dispose());
    }

    private static int Before(int rows, int piece, int pieces) => (int)((((long)rows * piece) + pieces - 1) / pieces);

    private static Cell Read(SqliteStatement row, int column, string type) =>
        row.IsNull(column) ? new Cell(true, 0, null, null)
        : type == "TEXT" ? new Cell(false, 0, row.Bytes(column).ToArray(), null)
        : type == "BLOB" ? new Cell(false, 0, null, row.Bytes(column).ToArray())
        : new Cell(false, row.Long(column), null, null);

    private static void Insert(SqliteStatement insert, Cell[] cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            ref readonly Cell cell = ref cells[i];
            _ = cell.IsNull ? insert.BindNull(i + 1)
                : cell.Text is { } text ? insert.BindText(i + 1, text)
                : cell.Blob is { } blob ? insert.BindBlob(i + 1, blob)
                : insert.Bind(i + 1, cell.Number);
        }

        insert.Run();
    }
}
