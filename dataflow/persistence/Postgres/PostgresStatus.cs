using Npgsql;

namespace Pawl.Persistence.Postgres;

/// <summary>How a database is.</summary>
/// <param name="Schema">The newest migration that was applied.</param>
/// <param name="Bytes">Size of the whole database.</param>
/// <param name="Rows">Rows of each table.</param>
public sealed record PostgresStatus(long Schema, long Bytes, IReadOnlyList<(string Table, long Rows)> Rows)
{
    private static readonly string[] Tables = [.. SinkTable.All.Select(t => t.Name).Concat(["cursors", "dead_letters", "input_log", "logs", "runs"]).Order(StringComparer.Ordinal)];

    /// <summary>Looks at a database; the rows are counted.</summary>
    /// <exception cref="Recovery.StoreException">It has no tables of ours.</exception>
    public static async Task<PostgresStatus> OfAsync(PostgresDatabase database, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        long schema = await PostgresMigrations.RequireAsync(database, cancel);
        return await database.Guard(async () =>
        {
            string counts = string.Join(" UNION ALL ", Tables.Select(t => $"SELECT '{t}', count(*) FROM {t}"));
            List<(string, long)> rows = [];
            await using (NpgsqlCommand select = database.Command(counts))
            {
                await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    rows.Add((reader.GetString(0), reader.GetInt64(1)));
                }
            }

            return new PostgresStatus(schema, await database.ValueAsync<long>("SELECT pg_database_size(current_database())", cancel), [.. rows.OrderBy(r => r.Item1, StringComparer.Ordinal)]);
        });
    }
}
