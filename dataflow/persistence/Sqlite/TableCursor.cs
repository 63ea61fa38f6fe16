using System.Globalization;

namespace Pawl.Persistence.Sqlite;

/// <summary>The rows of a log in one table, in order, compared with those that are expected.</summary>
internal sealed class TableCursor : IDisposable
{
    private readonly string table;
    private readonly SqliteStatement rows;
    private bool isThere;
    private string? difference;

    public TableCursor(SqliteDatabase database, string table, string columns, long run, string log)
    {
        this.table = table;
        rows = database.Prepare($"SELECT seq, n, time, symbol, {columns} FROM {table} WHERE run_id = ? AND log = ? ORDER BY seq, n");
        rows.Bind(1, run).Bind(2, log);
        isThere = rows.Step();
        IsEmpty = !isThere;
    }

    /// <summary>Whether there are no rows at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>The first row that is not as it should be; null where there is none.</summary>
    public string? Difference => difference ?? (isThere ? $"table {table} has a row of event {rows.Text(0)} that the log does not have" : null);

    public void Expect(long sequence, int n, params ReadOnlySpan<string?> values)
    {
        if (difference is not null)
        {
            return;
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"{sequence}:{n}");
        if (!isThere)
        {
            difference = $"table {table} has no row of event {id}";
            return;
        }

        bool equal = $"{rows.Text(0)}:{rows.Text(1)}" == id;
        for (int i = 0; i < values.Length && equal; i++)
        {
            equal = rows.Text(i + 2) == values[i];
        }

        if (!equal)
        {
            difference = $"table {table}: the row of event {id} is not what the log says";
        }

        isThere = rows.Step();
    }

    public void Dispose() => rows.Dispose();
}
