using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>
/// Writes rows into SQLite's tables; one that is there already stays as it is. Prices and quantities are whole numbers of 10⁻⁸, times
/// nanoseconds since 1970.
/// </summary>
internal sealed class SqliteRows : RowWriter, IDisposable
{
    /// <summary>The first parameter behind those that all rows have.</summary>
    private const int FirstColumn = 7;

    private readonly Dictionary<SinkTable, SqliteStatement> inserts;
    private SqliteStatement insert = null!;
    private int column;

    public SqliteRows(SqliteDatabase database, long run)
    {
        inserts = SinkTable.All.ToDictionary(table => table, table =>
        {
            string marks = string.Concat(table.Columns.Select(_ => ", ?"));
            return database.Prepare($"INSERT INTO {table.Name} (run_id, log, seq, n, time, symbol, {table.ColumnNames}) VALUES (?, ?, ?, ?, ?, ?{marks}) ON CONFLICT DO NOTHING").Bind(1, run);
        });
    }

    public override void Begin(SinkTable table, in RowHead head)
    {
        insert = inserts[table].BindText(2, head.Log).Bind(3, head.Sequence).Bind(4, head.N).Bind(5, head.Time.Nanoseconds).BindText(6, head.Symbol);
        column = FirstColumn;
    }

    public override void Price(long raw) => insert.Bind(column++, raw);

    /// <summary>One beyond 64 bits is the nearest floating-point number.</summary>
    public override void Volume(Int128 raw) => _ = raw <= long.MaxValue ? insert.Bind(column++, (long)raw) : insert.Bind(column++, (double)raw);

    public override void Text(ReadOnlySpan<byte> utf8) => insert.BindText(column++, utf8);

    public override void Json(ReadOnlySpan<byte> utf8) => insert.BindText(column++, utf8);

    public override void Time(Timestamp time) => insert.Bind(column++, time.Nanoseconds);

    public override void Null() => insert.BindNull(column++);

    public override void End() => insert.Run();

    public void Dispose()
    {
        foreach (SqliteStatement statement in inserts.Values)
        {
            statement.Dispose();
        }
    }
}
