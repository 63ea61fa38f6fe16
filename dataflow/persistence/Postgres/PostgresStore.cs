using Npgsql;
using Pawl.Persistence.Sinks;

namespace Pawl.Persistence.Postgres;

/// <summary>A database on a PostgreSQL server, with TimescaleDB or without, that a sink writes the logs of one run to.</summary>
public sealed partial class PostgresStore(PostgresAddress address, SinkRun run, PostgresOptions options) : ISinkStore
{
    private PostgresDatabase? database;
    private long runId;

    public SinkRun Run => run;

    public async Task<IReadOnlyDictionary<string, long>> OpenAsync(CancellationToken cancel)
    {
        await CloseAsync();
        database = await PostgresDatabase.OpenAsync(address, cancel);
        await PostgresMigrations.ApplyAsync(database, options, cancel);
        return await database.Guard(async () =>
        {
            runId = await RunIdAsync(database, cancel);
            foreach (SinkTable table in SinkTable.All)
            {
                await database.ExecuteAsync($"CREATE TEMPORARY TABLE {StageOf(table)} (LIKE {table.Name}) ON COMMIT DELETE ROWS", cancel);
            }

            return await CursorsAsync(database, cancel);
        });
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private static string StageOf(SinkTable table) => "pawl_stage_" + table.Name;

    private async Task CloseAsync()
    {
        if (database is { } open)
        {
            database = null;
            await open.DisposeAsync();
        }
    }

    private async Task<long> RunIdAsync(PostgresDatabase open, CancellationToken cancel)
    {
        const string select = "SELECT run_id FROM runs WHERE key = $1";
        if (await open.ValueAsync<long?>(select, cancel, PostgresDatabase.Text(run.Key)) is { } known)
        {
            return known;
        }

        await using NpgsqlCommand insert = open.Command(
            "INSERT INTO runs (key, kind, pipeline, data, program) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING",
            PostgresDatabase.Text(run.Key), PostgresDatabase.Text(run.Kind), PostgresDatabase.Text(run.Pipeline), PostgresDatabase.Text(run.Data), PostgresDatabase.Text(run.Program));
        await insert.ExecuteNonQueryAsync(cancel);
        return await open.ValueAsync<long>(select, cancel, PostgresDatabase.Text(run.Key));
    }

    private async Task<IReadOnlyDictionary<string, long>> CursorsAsync(PostgresDatabase open, CancellationToken cancel)
    {
        Dictionary<string, long> cursors = new(StringComparer.Ordinal);
        await using NpgsqlCommand select = open.Command("SELECT stream, position FROM cursors WHERE run_id = $1", PostgresDatabase.Long(runId));
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            cursors.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return cursors;
    }
}
