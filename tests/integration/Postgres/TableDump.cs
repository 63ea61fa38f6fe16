using System.Text.Json;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>The rows of a table as texts that are the same for every database: numbers as units of 10⁻⁸, times as nanoseconds, JSON with its fields in order.</summary>
internal static class TableDump
{
    public static List<string> OfSqlite(string path, SinkTable table)
    {
        using SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Read);
        using SqliteStatement select = database.Prepare($"SELECT log, seq, n, time, symbol, {table.ColumnNames} FROM {table.Name} ORDER BY log, seq, n");
        List<string> rows = [];
        while (select.Step())
        {
            rows.Add(Row(table, i => select.IsNull(i) ? null : select.Text(i)));
        }

        return rows;
    }

    public static List<string> OfPostgres(TestDatabase database, SinkTable table)
    {
        string columns = string.Join(", ", table.Columns.Select(c => c.Type switch
        {
            SinkColumnType.Price or SinkColumnType.Volume => $"trunc({c.Name} * 100000000)::text",
            SinkColumnType.Time => c.Name + "_ns",
            SinkColumnType.Json => c.Name + "::text",
            _ => c.Name,
        }));
        return [.. database.Rows($"SELECT log, seq, n, time_ns, symbol, {columns} FROM {table.Name} ORDER BY log COLLATE \"C\", seq, n").Select(values => Row(table, i => values[i]))];
    }

    /// <summary>JSON with the fields of objects by name, and numbers as they are written shortest.</summary>
    public static string Canonical(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Canonical(document.RootElement);
    }

    private static string Row(SinkTable table, Func<int, string?> value)
    {
        const int head = 5;
        return string.Join(" | ", Enumerable.Range(0, head + table.Columns.Count).Select(i =>
            i >= head && table.Columns[i - head].Type == SinkColumnType.Json && value(i) is { } json ? Canonical(json) : value(i) ?? "–"));
    }

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}:{Canonical(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.Number => element.TryGetDecimal(out decimal exact) && exact != 0 && Math.Abs(exact) > 1e-6m ? (exact / 1.000000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : element.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => element.GetRawText(),
    };
}
