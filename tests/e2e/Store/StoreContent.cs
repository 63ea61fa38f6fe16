using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pawl.Persistence.Sqlite;

namespace Pawl.Tests.E2E.Store;

/// <summary>What a store with one run holds, without what may differ between two runs of the same data: a line for each table and log.</summary>
internal static class StoreContent
{
    private static readonly (string Name, string Columns)[] Tables =
    [
        ("ticks", "time, symbol, price, volume"),
        ("quotes", "time, symbol, bid, ask"),
        ("candles", "time, symbol, timeframe, open, high, low, close, volume"),
        ("indicators", "time, symbol, indicator_id, timeframe, value, bar_time"),
        ("market_structure", "time, symbol, node, timeframe, type, data"),
        ("operations", "time, symbol, type, node, data"),
    ];

    public static string[] Of(string path)
    {
        using SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Read);
        List<string> lines = [$"runs {database.Number("SELECT count(*) FROM runs WHERE ended IS NOT NULL")} of {database.Number("SELECT count(*) FROM runs")}"];
        foreach ((string name, string columns) in Tables)
        {
            lines.Add(Hash(database, name, $"SELECT log, seq, n, {columns} FROM {name} ORDER BY log, seq, n"));
        }

        lines.AddRange(Rows(database, "SELECT log, sum(i.records), max(own), max(last_seq), count(DISTINCT tag) FROM logs JOIN input_log AS i USING (log_id) GROUP BY log ORDER BY log"));
        lines.AddRange(Rows(database, "SELECT log, sum(records), max(last_seq) FROM logs JOIN output_log USING (log_id) GROUP BY log ORDER BY log"));
        lines.AddRange(Rows(database, "SELECT log, hex(hash) FROM logs JOIN output_log AS o USING (log_id) WHERE first_record = (SELECT max(first_record) FROM output_log WHERE log_id = o.log_id) ORDER BY log"));
        return [.. lines];
    }

    private static string Hash(SqliteDatabase database, string name, string select)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long rows = 0;
        foreach (string row in Rows(database, select))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
            rows++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{name}: {rows} rows {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private static IEnumerable<string> Rows(SqliteDatabase database, string select)
    {
        using SqliteStatement statement = database.Prepare(select);
        StringBuilder row = new();
        while (statement.Step())
        {
            row.Clear();
            for (int i = 0; i < statement.Columns; i++)
            {
                row.Append(statement.IsNull(i) ? "null" : statement.Text(i)).Append('|');
            }

            yield return row.ToString();
        }
    }
}
